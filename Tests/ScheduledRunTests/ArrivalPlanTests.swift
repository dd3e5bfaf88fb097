import Testing

@testable import ScheduledRun

@Suite("Arrival plan")
struct ArrivalPlanTests {
  /// A Sentinel-2 product by what its name says.
  private func product(
    _ tile: String, made: String, level: String = "L2A", baseline: String = "05.09",
    datatake: String = "20240501T023539", acquired: String = "2024-05-01T02:40:01Z",
    satellite: String = "B", path: String? = nil
  ) -> ArrivedProduct {
    let name =
      "S2\(satellite)_MSI\(level)_\(datatake)_N\(baseline.replacing(".", with: ""))_R089_\(tile)_\(made)"
    return ArrivedProduct(
      path: path ?? "/inbox/\(name).SAFE", scene: name, name: name, family: "sentinel-2",
      sensor: "sentinel-2\(satellite.lowercased())", level: level, baseline: baseline, tile: tile,
      acquired: acquired)
  }

  private func plain(_ scene: String, _ acquired: String, tile: String = "a") -> ArrivedProduct {
    ArrivedProduct(
      path: "/inbox/\(scene)", scene: scene, name: scene, sensor: "simulated", tile: tile,
      acquired: acquired)
  }

  /// The scene ids of each overpass.
  private func scenes(_ products: [ArrivedProduct]) -> [[String]] {
    ArrivalPlan(products).overpasses.map { $0.products.map(\.scene) }
  }

  @Test("takes each of scenes of different days as an overpass, by time")
  func days() {
    let found = scenes([
      plain("c", "2024-05-11"), plain("a", "2024-05-01"), plain("b", "2024-05-06"),
    ])
    #expect(found == [["a"], ["b"], ["c"]])
  }

  @Test("takes one of two copies of a product")
  func copies() {
    let one = product("T51RTL", made: "20240501T050000", path: "/inbox/a.SAFE")
    let two = product("T51RTL", made: "20240501T050000", path: "/inbox/b.zip")
    let plan = ArrivalPlan([two, one])
    #expect(
      plan.overpasses.map { $0.products.map(\.path) } == [["/inbox/a.SAFE"]]
        || plan.overpasses.map { $0.products.map(\.path) } == [["/inbox/b.zip"]])
    #expect(plan.setAside.count == 1)
    #expect(plan.setAside[0].reason.contains("the same product"))
  }

  @Test("lets the newer baseline of an acquisition count, though it was made earlier")
  func baselines() {
    let old = product("T51RTL", made: "20240601T050000", baseline: "04.00")
    let new = product("T51RTL", made: "20240501T050000", baseline: "05.10")
    let plan = ArrivalPlan([old, new])
    #expect(plan.overpasses.map { $0.products } == [[new]])
    #expect(plan.setAside.map(\.product) == [old])
    #expect(plan.setAside[0].reason.contains("05.10"))
  }

  @Test("lets the product made later count where the baseline is the same")
  func remade() {
    let old = product("T51RTL", made: "20240501T050000")
    let new = product("T51RTL", made: "20240502T050000")
    #expect(ArrivalPlan([new, old]).overpasses.map(\.products) == [[new]])
  }

  @Test("prefers surface reflectance to what still has the atmosphere in it")
  func levels() {
    let l1 = product("T51RTL", made: "20240502T050000", level: "L1C", baseline: "05.11")
    let l2 = product("T51RTL", made: "20240501T050000", level: "L2A", baseline: "05.09")
    #expect(ArrivalPlan([l1, l2]).overpasses.map(\.products) == [[l2]])
  }

  @Test("joins neighbouring tiles of one pass, and both datastrips of one tile")
  func neighbours() {
    let west = product("T50RQS", made: "20240501T050000")
    let east = product("T51RTL", made: "20240501T050000", acquired: "2024-05-01T02:40:05Z")
    let strip = product("T51RTL", made: "20240501T050103", acquired: "2024-05-01T02:40:15Z")
    #expect(
      Set(scenes([strip, east, west]).map(Set.init)) == [[west.scene, east.scene, strip.scene]])
  }

  @Test("keeps satellites apart that pass on one day")
  func satellites() {
    let a = product("T51RTL", made: "20240501T050000", satellite: "A")
    let b = product("T51RTL", made: "20240501T050000", satellite: "B")
    #expect(scenes([a, b]).count == 2)
  }

  @Test("leaves out a neighbour of another level, and says so")
  func mixedLevels() {
    let l2 = product("T50RQS", made: "20240501T050000")
    let l1 = product("T51RTL", made: "20240501T050000", level: "L1C")
    let plan = ArrivalPlan([l1, l2])
    #expect(plan.overpasses.map(\.products) == [[l2]])
    #expect(plan.setAside.map(\.product) == [l1])
  }

  @Test("is the same for any order of the products")
  func order() {
    var products = [
      product("T51RTL", made: "20240501T050000"), product("T51RTL", made: "20240502T050000"),
      product("T50RQS", made: "20240501T050000"),
      product("T50RQS", made: "20240501T050000", level: "L1C"),
      plain("a", "2024-05-01"), plain("b", "2024-05-01"), plain("c", "2024-05-01", tile: "b"),
    ]
    let expected = ArrivalPlan(products)
    #expect(expected.overpasses.count == 2)
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      products.shuffle(using: &numbers)
      #expect(ArrivalPlan(products) == expected)
    }
  }
}

@Suite("Readiness")
struct ReadinessTests {
  private let patience = Readiness.Patience(settling: 100, completing: 1_000)

  private func print(_ digest: String, newest: Double) -> Fingerprint {
    Fingerprint(digest: digest, bytes: 1, newest: newest)
  }

  private func waits(_ readiness: Readiness) -> Bool {
    if case .waits = readiness { return true }
    return false
  }

  @Test("waits for what changes, vanishes or is young, and takes what lies still")
  func looks() {
    let old = print("a", newest: 0)
    func readiness(_ second: Fingerprint?, now: Double = 500) -> Readiness {
      Readiness(first: old, second: second, patience: patience, now: now)
    }
    #expect(readiness(old) == .ready)
    #expect(waits(readiness(nil)))
    #expect(waits(readiness(print("b", newest: 0))))
    #expect(waits(readiness(old, now: 99)))
    #expect(readiness(old, now: 100) == .ready)
    #expect(readiness(old, now: -5) == .ready)  // a clock that was wrong
  }

  @Test("waits for files that are missing, but not for ever")
  func missing() {
    func readiness(_ missing: [String], now: Double) -> Readiness {
      Readiness(missing: missing, newest: 0, patience: patience, now: now)
    }
    #expect(readiness([], now: 0) == .ready)
    #expect(waits(readiness(["B02.jp2"], now: 999)))
    #expect(readiness(["B02.jp2"], now: 1_000) == .ready)
  }
}
