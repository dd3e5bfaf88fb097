import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("A baseline")
struct BaselineMakingTests {
  private let scenery: BaselineScenery
  private static let days = [
    "2021-06-20", "2022-07-01", "2023-06-25", "2023-07-10", "2024-06-28", "2024-07-08",
  ]

  init() throws { scenery = try BaselineScenery() }

  private static func ndvi(_ date: Int, _ column: Int, _ row: Int) -> Double {
    let mixed: Int = column * 7 + row * 13 + date * date * 29
    return Double(mixed % 60) / 100
  }

  /// Some pixels lie under a cloud of a class that changes with the date; one pixel always does.
  private static func scl(_ date: Int, _ column: Int, _ row: Int) -> UInt16 {
    if (column, row) == (0, 0) { return 9 }
    let unclear: [UInt16] = [3, 8, 9, 10, 11, 1]
    return (column + row + date) % 5 == 0 ? unclear[date] : 4
  }

  private func scenes() throws -> [Scene] {
    try Self.days.enumerated().map { date, day in
      try scenery.scene(day, classes: { Self.scl(date, $0, $1) }) { Self.ndvi(date, $0, $1) }
    }
  }

  @Test("holds the median, scale and count of the clear dates, and the day of the last")
  func numbers() async throws {
    let request = BaselineRequest(scenes: try scenes(), names: ["NDVI", "N"])
    let path = try await scenery.baseline("b.tif", request)
    let median = try scenery.numbers(path, "NDVI_median")
    let scale = try scenery.numbers(path, "NDVI_scale")
    let count = try scenery.numbers(path, "NDVI_count")
    let last = try scenery.numbers(path, "last_clear_day")
    #expect(try scenery.numbers(path, "nir_median").count == median.count)
    func middle(_ sorted: [Double]) -> Double {
      (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
    for row in 0..<20 {
      for column in 0..<24 {
        let i = row * 24 + column
        let clear = Self.days.indices.filter { Self.scl($0, column, row) == 4 }
        #expect(count[i] == Float(clear.count))
        guard let latest = clear.last else {
          #expect(median[i].isNaN && scale[i].isNaN && last[i].isNaN)
          continue
        }
        let values = clear.map { Self.ndvi($0, column, row) }
        let centre = middle(values.sorted())
        let spread = 1.4826 * middle(values.map { abs($0 - centre) }.sorted())
        #expect(abs(Double(median[i]) - centre) < 2e-4)
        #expect(abs(Double(scale[i]) - max(0.01, spread)) < 3e-4)
        let seconds = try #require(AcquisitionTime(Self.days[latest])).seconds
        #expect(Double(last[i]) == seconds / 86_400)
      }
    }
  }

  @Test("is the same bytes for any order of the scenes, repeats, and number of threads")
  func order() async throws {
    let scenes = try scenes()
    let first = try await scenery.baseline(
      "a.tif", BaselineRequest(scenes: scenes, names: ["NDVI"]))
    let again = try await scenery.baseline(
      "b.tif", BaselineRequest(scenes: scenes.reversed() + [scenes[2]], names: ["NDVI"]), threads: 3
    )
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: first))
        == Data(contentsOf: URL(fileURLWithPath: again)))
    let other = try await scenery.baseline(
      "c.tif", BaselineRequest(scenes: Array(scenes.dropLast()), names: ["NDVI"]))
    #expect(
      try Baseline(opening: try InputPath(first)).id != Baseline(opening: try InputPath(other)).id)
  }

  @Test("takes the scenes of a season in all years, and before its date only")
  func season() throws {
    let days = ["2022-01-02", "2022-12-30", "2023-01-20", "2023-07-01", "2024-01-05", "2024-01-06"]
    let scenes = try days.map { try scenery.scene($0) { _, _ in 0.5 } }
    func chosen(_ season: BaselineRequest.Season) throws -> [String] {
      try BaselinePlan(
        BaselineRequest(scenes: scenes.reversed(), names: ["NDVI"], season: season)
      ).scenes.compactMap { $0.acquired?.text }
    }
    let date = try #require(AcquisitionTime("2024-01-06"))
    #expect(try chosen(.init(days: 10, date: date)) == ["2022-01-02", "2022-12-30", "2024-01-05"])
    #expect(
      try chosen(.init(days: 10)) == ["2022-01-02", "2022-12-30", "2024-01-05", "2024-01-06"])
    #expect(try chosen(.init(days: 183)).count == 6)
  }

  @Test("brings scenes that reach only a part, or lie on another grid, onto the grid of the first")
  func grids() async throws {
    let part = SyntheticScene.grid(width: 8, height: 8, originX: 220_040, originY: 3_199_950)
    let scenes = [
      try scenery.scene("2023-06-01") { _, _ in 0.5 },
      try scenery.scene("2023-06-11", on: part) { _, _ in 0.3 },
    ]
    let path = try await scenery.baseline("b.tif", BaselineRequest(scenes: scenes, names: ["NDVI"]))
    let count = try scenery.numbers(path, "NDVI_count")
    for row in 0..<20 {
      for column in 0..<24 {
        let isInside = (4..<12).contains(column) && (5..<13).contains(row)
        #expect(count[row * 24 + column] == (isInside ? 2 : 1))
      }
    }
  }

  @Test("has no data outside the region, and zero dates where nothing was seen inside")
  func region() async throws {
    let region = try Scenery().region(
      "half", around: [(2, 2), (14, 2), (14, 16), (2, 16)], of: BaselineScenery.grid)
    let scene = try scenery.scene("2023-06-01", classes: { $0 + $1 == 10 ? 9 : 4 }) { _, _ in 0.5 }
    let path = try await scenery.baseline(
      "b.tif", BaselineRequest(scenes: [scene], names: ["NDVI"], region: region))
    let count = try scenery.numbers(path, "NDVI_count")
    #expect(count.count == 12 * 14)
    #expect(count.count { $0 == 0 } == (2...8).count && !count.contains { $0.isNaN })
  }

  @Test("is refused where it says nothing")
  func refusals() throws {
    let scene = try scenery.scene("2023-06-01") { _, _ in 0.5 }
    func reason(_ request: BaselineRequest) -> Refusal.Reason? {
      do { _ = try BaselinePlan(request) } catch { return (error as? Refusal)?.reason }
      return nil
    }
    #expect(reason(BaselineRequest(scenes: [scene], names: ["NDVU"])) == .usage)
    #expect(reason(BaselineRequest(scenes: [scene], names: ["MNDWI"])) == .nothingToJudge)
    let before = BaselineRequest.Season(date: AcquisitionTime("2022-06-01"))
    #expect(
      reason(BaselineRequest(scenes: [scene], names: ["NDVI"], season: before)) == .nothingToJudge)
    var timeless = scene
    timeless.acquired = nil
    #expect(reason(BaselineRequest(scenes: [timeless], names: ["NDVI"])) == .badInput)
    var counts = scene
    counts.quantity = .dn
    #expect(reason(BaselineRequest(scenes: [counts], names: ["NDVI"])) == .badInput)
  }

  @Test("warns of scenes without a mask and of one overpass that counts twice")
  func warnings() throws {
    let scenes = try ["2023-06-01T02:00:00Z", "2023-06-01T02:09:00Z"].map { day in
      try scenery.scene(day) { _, _ in 0.5 }
    }
    var bare = scenes
    bare[0].masks = []
    let warnings = try BaselinePlan(BaselineRequest(scenes: bare, names: ["NDVI"])).warnings
    #expect(warnings.contains { $0.contains("has no mask") })
    #expect(warnings.contains { $0.contains("are one overpass") })
  }
}
