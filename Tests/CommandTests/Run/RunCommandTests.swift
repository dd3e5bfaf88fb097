import Foundation
import SceneBuilding
import SiteCatalogue
import Testing

@Suite("The run command")
struct RunCommandTests {
  private let county: CountyInbox

  init() throws { county = try CountyInbox() }

  /// Five days, of which the third is cloudy; the pond is filled from the fourth on.
  private static let days: [(name: String, look: CountyInbox.Look)] = [
    ("a", .init(day: 1)), ("b", .init(day: 3, haze: 3)), ("c", .init(day: 5, isCloudy: true)),
    ("d", .init(day: 7, isFilled: true)), ("e", .init(day: 9, isFilled: true, haze: 5)),
  ]

  @Test("keeps what other commands write out of its state directory, but for the outbox")
  func outputsElsewhere() throws {
    try county.put("a", .init(day: 1))
    _ = try county.expectRun()
    for name in ["products.json", "layers/x.geojson", "x.geojson"] {
      let outcome = try Program.run(
        ["sites", "--state", county.state, "-o", county.state + "/" + name])
      #expect(outcome.code == 64, "\(name)")
      #expect(outcome.error.contains("lies in the state directory"), "\(outcome.error)")
    }
    let outbox = county.state + "/outbox/x.geojson"
    #expect(try Program.run(["sites", "--state", county.state, "-o", outbox]).code == 0)
  }

  @Test("works within the memory that whoever started it allows, and blames no product for it")
  func lowerLimit() throws {
    try county.put("a", .init(day: 1))
    // A shell sets it: 6 GB, where a child is usually given 8 GiB.
    let outcome = try Program.run(
      ["run", "--region", county.region, "--inbox", county.inbox, "--state", county.state]
        + ["--settle", "0"], memoryKilobytes: 6_000_000)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(try county.home.list("state/quarantine") == [])
  }

  @Test("finds what changed, says so once, and changes nothing when it runs again")
  func twice() throws {
    for (name, look) in Self.days { try county.put(name, look) }
    let outcome = try county.expectRun()
    #expect(outcome.output.contains("5 scenes in the catalogue"))
    let catalogue = try Catalogue(state: county.state, for: .read)
    let scenes = try catalogue.scenes()
    try #require(scenes.map { $0.acquired.prefix(10).suffix(2) } == ["01", "03", "05", "07", "09"])
    let found = try scenes.map { try catalogue.candidates(of: $0.id) }
    try #require(found.map(\.count) == [0, 0, 0, 1, 1])
    #expect(found[3][0].rule.kind == "water-lost")
    // 6 x 10 pixels of the pond were filled, give or take those that the warp mixes.
    #expect((50...70).contains(found[3][0].evidence.pixels))
    let looks = try catalogue.looks(by: scenes[4].id).filter { $0.candidate == found[3][0].id }
    #expect(looks.count == 1)
    #expect(looks[0].clearShare == 1 && looks[0].anomalousShare > 0.9)
    let cloudy = try catalogue.looks(by: scenes[2].id).filter { $0.candidate == found[3][0].id }
    #expect(cloudy.map(\.clearShare) == [0])
    let early = try catalogue.looks(by: scenes[1].id).filter { $0.candidate == found[3][0].id }
    #expect(early.map(\.anomalousShare) == [0])

    let first = try county.export()
    let again = try county.expectRun()
    #expect(!again.output.contains("recorded"))
    #expect(try county.export() == first)
    #expect(try county.home.names() == ["county", "inbox", "state"])
  }

  @Test("gives the same for scenes in reverse, one a run, as for all at once")
  func order() throws {
    for (name, look) in Self.days { try county.put(name, look) }
    _ = try county.expectRun()
    let late = try CountyInbox()
    for (name, look) in Self.days.reversed() {
      try late.put(name, look)
      _ = try late.expectRun()
    }
    #expect(try late.export() == county.export())
    #expect(try !county.export().isEmpty)
  }

  @Test("lets a re-processed scene replace the one before, whichever comes first")
  func reprocessed() throws {
    for (name, look) in Self.days { try county.put(name, look) }
    _ = try county.expectRun()
    try county.put("d2", .init(day: 7, isFilled: true, baseline: "05.10", haze: 9))
    let outcome = try county.expectRun()
    #expect(outcome.output.contains("taken back"))
    #expect(outcome.output.contains("5 scenes in the catalogue"))

    let other = try CountyInbox()
    try other.put("d2", .init(day: 7, isFilled: true, baseline: "05.10", haze: 9))
    _ = try other.expectRun()
    for (name, look) in Self.days { try other.put(name, look) }
    let second = try other.expectRun()
    #expect(second.output.contains("is the same acquisition"))
    #expect(try other.export() == county.export())
  }

  @Test("takes a product that is there twice once")
  func duplicate() throws {
    for (name, look) in Self.days { try county.put(name, look) }
    try county.put("copy", Self.days[3].look)
    let outcome = try county.expectRun()
    #expect(outcome.output.contains("the same product as"))
    #expect(outcome.output.contains("5 scenes in the catalogue"))
  }

  @Test("puts what cannot be read into quarantine, exits 65 once, and takes it when it was mended")
  func quarantine() throws {
    try county.put("a", .init(day: 1))
    try county.put("b", .init(day: 3))
    let band = county.inbox + "/b/swir16.tif"
    let whole = try county.home.bytes(of: "inbox/b/swir16.tif")
    try county.home.write(Array(whole.prefix(whole.count * 2 / 3)), to: "inbox/b/swir16.tif")
    let outcome = try county.expectRun(65)
    #expect(outcome.output.contains("in quarantine now"))
    #expect(outcome.output.contains("1 scenes in the catalogue"))
    let folders = try county.home.list("state/quarantine")
    #expect(folders.count == 1)
    let reason = try String(
      contentsOfFile: county.state + "/quarantine/\(folders[0])/reason.json", encoding: .utf8)
    #expect(reason.contains("swir16.tif"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: county.state + "/quarantine/\(folders[0])/product") == county.inbox + "/b")
    // Nothing new happened: the night before told of it.
    #expect(try county.expectRun().output.contains("is in quarantine since run"))
    try Data(whole).write(to: URL(fileURLWithPath: band))
    #expect(try county.expectRun().output.contains("2 scenes in the catalogue"))
    #expect(try county.home.list("state/quarantine") == [])
  }

  @Test("lets products wait that are young or lack files of their own list")
  func waiting() throws {
    try county.put("a", .init(day: 1))
    let young = try county.expectRun(0, "--settle", "100000")
    #expect(young.output.contains("has to lie still"))
    try FileManager.default.removeItem(atPath: county.inbox + "/a/swir16.tif")
    let partial = try county.expectRun()
    #expect(partial.output.contains("it lacks swir16.tif"))
    let hopeless = try county.expectRun(65, "--patience", "0")
    #expect(hopeless.output.contains("swir16.tif"))
  }

  @Test("ends a scene that takes too long, tries it again, and goes on")
  func timeLimit() throws {
    try county.put("a", .init(day: 1))
    let outcome = try county.expectRun(65, "--time-limit", "0.000001")
    #expect(outcome.error.contains("once more after: it was not done after 0 s"))
    #expect(outcome.output.contains("in quarantine now"))
  }

  @Test("refuses with 75 while another run is at work, and takes over from a dead one")
  func lock() throws {
    try county.put("a", .init(day: 1))
    _ = try county.expectRun()
    let lock = open(county.state + "/lock", O_RDWR)
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let refused = try county.expectRun(75)
    #expect(refused.error.contains("another run is at work"))
    close(lock)
    try county.home.write("process 1 since yesterday\n", to: "state/lock")
    #expect(try county.expectRun().error.contains("process 1 since yesterday"))
    #expect(try county.home.bytes(of: "state/lock").isEmpty)
  }

  @Test("plans without touching anything")
  func dryRun() throws {
    try county.put("a", .init(day: 1))
    let outcome = try county.expectRun(0, "--dry-run")
    #expect(outcome.output.contains("take in 2024-05-01T02:30:00Z simulated"))
    #expect(!FileManager.default.fileExists(atPath: county.state))
  }

  @Test("is completed by the next run when it is killed, at whatever moment")
  func killed() throws {
    for (name, look) in Self.days { try county.put(name, look) }
    _ = try county.expectRun()
    let expected = try county.export()
    for milliseconds in [20, 150, 300, 500, 800, 1200] {
      let state = county.home.file("state-\(milliseconds)")
      _ = try county.run(state: state) { process in
        usleep(UInt32(milliseconds) * 1_000)
        kill(process.processIdentifier, SIGKILL)
      }
      let outcome = try county.expectRun(state: state)
      #expect(try county.export(state) == expected, "\(outcome.error)")
      let audit = try Program.run(["audit", "--state", state])
      #expect(audit.code == 0, "\(audit.output)\(audit.error)")
      let left = try county.home.list("state-\(milliseconds)/layers").filter { $0.hasPrefix(".") }
      #expect(left == [])
    }
  }

  @Test("refuses a region without a grid and an inbox that is none")
  func refusals() throws {
    try county.put("a", .init(day: 1))
    let bare = try Program.run([
      "run", "--region", county.region + "/boundary.geojson", "--inbox", county.inbox, "--state",
      county.state,
    ])
    #expect(bare.code == 65 && bare.error.contains("names no grid"))
    let none = try Program.run([
      "run", "--region", county.region, "--inbox", county.home.file("none"), "--state",
      county.state,
    ])
    #expect(none.code == 66)
    try county.home.write("/vsis3/bucket/product\n", to: "list.txt")
    let remote = try Program.run([
      "run", "--region", county.region, "--inbox", county.home.file("list.txt"), "--state",
      county.state,
    ])
    #expect(remote.code == 64 && remote.error.contains("--allow-remote"))
  }

  @Test("reads a list of products, and leaves out what was taken before --since")
  func list() throws {
    try county.put("a", .init(day: 1))
    try county.put("b", .init(day: 9))
    try county.home.write("# two\ninbox/a\n\n\(county.inbox)/b\n", to: "list.txt")
    let outcome = try Program.run([
      "run", "--region", county.region, "--inbox", county.home.file("list.txt"), "--state",
      county.state, "--settle", "0", "--since", "2024-05-02", "--log", "json",
    ])
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(outcome.output.contains("1 scenes in the catalogue"))
    for line in outcome.error.split(separator: "\n") {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
  }
}

@Suite("The status, check and prune commands")
struct StateCommandTests {
  private let county: CountyInbox

  init() throws { county = try CountyInbox() }

  @Test("status exits 69 before the first run and when the last is too long ago, else 0")
  func status() throws {
    func status(_ more: String...) throws -> Program.Outcome {
      try Program.run(["status", "--state", county.state] + more)
    }
    #expect(try status().code == 66)
    try county.put("a", .init(day: 1))
    _ = try county.expectRun()
    #expect(try status().code == 0)
    #expect(try status("--max-scene-age", "1h").code == 0)
    let beat = try String(contentsOfFile: county.state + "/heartbeat.json", encoding: .utf8)
    try county.home.write(
      beat.replacing(/"lastSuccess" : "20\d\d/, with: "\"lastSuccess\" : \"2001"),
      to: "state/heartbeat.json")
    let late = try status("--max-age", "3d")
    #expect(late.code == 69)
    #expect(late.error.contains("more than 72"))
  }

  @Test("check tells a fit region from one that is not")
  func check() throws {
    let fit = try Program.run(["check", "--region", county.region, "--state", county.state])
    #expect(fit.code == 0, "\(fit.error)")
    #expect(fit.output.contains("water-lost"))
    try county.home.write(
      "name: county\nboundary: boundary.geojson\n", to: "county/region.yaml")
    let unfit = try Program.run(["check", "--region", county.region])
    #expect(unfit.code == 65)
    #expect(unfit.output.contains("wrong  it names no grid"))
  }

  @Test("prune keeps what candidates rest on, and runs make nothing of it again")
  func prune() throws {
    try county.put("a", .init(day: 1))
    try county.put("b", .init(day: 3, isFilled: true))
    _ = try county.expectRun()
    let pruned = try Program.run(["prune", "--state", county.state, "--keep", "1d"])
    #expect(pruned.code == 0, "\(pruned.error)")
    #expect(pruned.output.hasPrefix("0 files removed"))
    let expected = try county.export()

    let calm = try CountyInbox()
    try calm.put("a", .init(day: 1))
    try calm.put("b", .init(day: 3, haze: 3))
    _ = try calm.expectRun()
    let before = try calm.export()
    let dry = try Program.run(["prune", "--state", calm.state, "--keep", "1d", "--dry-run"])
    #expect(dry.output.contains("3 files would be removed"))
    #expect(try calm.home.list("state/layers").count == 4)
    let all = try Program.run(["prune", "--state", calm.state, "--keep", "1d"])
    #expect(all.output.contains("3 files removed"))
    #expect(try calm.home.list("state/layers").filter { $0.hasSuffix(".tif") } == [])
    _ = try calm.expectRun()
    #expect(try calm.export() == before)
    #expect(try county.export() == expected)
    let kept = try Program.run(["prune", "--state", calm.state, "--keep", "soon"])
    #expect(kept.code == 64)
  }
}
