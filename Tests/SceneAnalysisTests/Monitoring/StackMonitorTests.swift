import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("The monitor")
struct StackMonitorTests {
  private let scenery: BaselineScenery
  /// What a date shows: the cleared block, the plume, the cloud over the left.
  private static let days = (1...9).map { "2024-06-0\($0)T02:30:00Z" }

  init() throws { scenery = try BaselineScenery() }

  private func watch(
    _ condition: String, _ duration: Duration = .lasting,
    _ confirmation: ConfirmationRule = ConfirmationRule(provisional: 2, confirmed: 3, finished: 2),
    least: AnomalyState = .confirmed, area: Double = 400
  ) throws -> MonitorRequest.Watch {
    MonitorRequest.Watch(
      for: try Expression(parsing: condition),
      label: CandidateRule(
        kind: "clearing", title: BilingualTitle(en: "", zh: ""), severity: 3, duration: duration,
        version: "1"),
      confirmation: confirmation, least: least, minimumArea: area)
  }

  /// A block of 5 x 4 pixels that is cleared where `word` says `A`, and hidden where it says `-`.
  private func scenes(_ word: String) throws -> [Scene] {
    try zip(Self.days, word).map { day, letter in
      func isInside(_ column: Int, _ row: Int) -> Bool {
        (10..<15).contains(column) && (4..<8).contains(row)
      }
      return try scenery.scene(
        day, classes: { letter == "-" && isInside($0, $1) ? 9 : 4 }
      ) { letter == "A" && isInside($0, $1) ? 0.2 : 0.7 }
    }
  }

  private func found(_ word: String, _ watch: MonitorRequest.Watch) async throws -> [Candidate] {
    let plan = try MonitorPlan(MonitorRequest(scenes: try scenes(word).reversed(), watch: watch))
    return try await StackMonitor.run(plan, threads: 2).candidates
  }

  @Test("tells first date, confirmations, state and the days that nobody saw the ground")
  func lasting() async throws {
    let candidates = try await found("ccA-AA---", try watch("NDVI < 0.5"))
    let history = try #require(candidates.first?.history)
    #expect(candidates.count == 1 && candidates[0].evidence.pixels == 20)
    #expect(history.state == .confirmed && history.confirmations == 3)
    #expect(history.firstTime == Self.days[2] && history.lastTime == Self.days[5])
    #expect(history.lastObserved == Self.days[5] && history.daysUnobserved == 3)
    #expect(candidates[0].scenes.after.time == Self.days[5])
    #expect(candidates[0].score == 1)
  }

  @Test("says what is over, and shows less than confirmed only where that is asked for")
  func states() async throws {
    let confirmed = try watch("NDVI < 0.5")
    #expect(try await found("AAAcc", confirmed).first?.history?.state == .finished)
    #expect(try await found("cAA--", confirmed).isEmpty)
    #expect(try await found("AAcAA", confirmed).isEmpty)
    let provisional = try watch("NDVI < 0.5", least: .provisional)
    #expect(try await found("cAA--", provisional).first?.history?.state == .provisional)
    #expect(try await found("ccccA", provisional).isEmpty)
    let first = try watch("NDVI < 0.5", least: .first)
    #expect(try await found("ccccA", first).first?.history?.state == .first)
  }

  @Test("counts the events of a transient kind, of which one is enough")
  func transient() async throws {
    let plume = try watch("NDVI < 0.5", .transient)
    let once = try #require(try await found("cAccccc", plume).first?.history)
    #expect(once.state == nil && once.confirmations == 1 && once.recurrences == 0)
    let again = try #require(try await found("cAc-AcA", plume).first?.history)
    #expect(again.recurrences == 2 && again.firstTime == Self.days[1])
  }

  @Test("judges by z where there is a baseline")
  func baseline() async throws {
    let years = try (0..<5).map { year in
      try scenery.scene("201\(year)-06-05") { _, _ in 0.68 + Double(year) * 0.01 }
    }
    let path = try await scenery.baseline("b.tif", BaselineRequest(scenes: years, names: ["NDVI"]))
    var request = MonitorRequest(scenes: try scenes("cAAA"), watch: try watch("z(NDVI) < -3"))
    #expect { _ = try MonitorPlan(request) } throws: { ($0 as? Refusal)?.reason == .usage }
    request.baseline = try Baseline(opening: try InputPath(path))
    let found = try await StackMonitor.run(try MonitorPlan(request), threads: 1).candidates
    #expect(found.map(\.evidence.pixels) == [20])
    #expect(found.first?.scenes.before.id == request.baseline?.id)
  }

  @Test("does not count neighbouring tiles of one overpass twice")
  func overpass() async throws {
    let times = ["2024-06-01T02:30:00Z", "2024-06-01T02:30:14Z", "2024-06-06T02:30:00Z"]
    let scenes = try times.map { try scenery.scene($0) { _, _ in 0.2 } }
    let request = MonitorRequest(scenes: scenes, watch: try watch("NDVI < 0.5", least: .first))
    let found = try await StackMonitor.run(try MonitorPlan(request), threads: 1).candidates
    #expect(found.first?.history?.state == .provisional && found.first?.history?.confirmations == 2)
  }

  @Test("drops what is smaller than the minimum")
  func minimum() async throws {
    #expect(try await found("AAA", try watch("NDVI < 0.5", area: 2100)).isEmpty)
    #expect(try await found("AAA", try watch("NDVI < 0.5", area: 1900)).count == 1)
  }

  @Test("is refused where there is nothing to see")
  func refusals() async throws {
    let hidden = MonitorRequest(
      scenes: [try scenery.scene("2024-06-01", classes: { _, _ in 9 }) { _, _ in 0.5 }],
      watch: try watch("NDVI < 0.5"))
    await #expect {
      _ = try await StackMonitor.run(try MonitorPlan(hidden), threads: 1)
    } throws: { ($0 as? Refusal)?.reason == .nothingToJudge }
    func reason(_ condition: String, season: Double? = nil) throws -> Refusal.Reason? {
      var request = hidden
      request.watch = try watch(condition)
      request.season = season.map { .init(days: $0, date: AcquisitionTime("2024-01-01")) }
      do { _ = try MonitorPlan(request) } catch { return (error as? Refusal)?.reason }
      return nil
    }
    #expect(try reason("MNDWI > 0") == .nothingToJudge)
    #expect(try reason("NDVU > 0") == .usage)
    #expect(try reason("before.NDVI > 0") == .usage)
    #expect(try reason("NDVI > 0", season: 30) == .nothingToJudge)
  }
}
