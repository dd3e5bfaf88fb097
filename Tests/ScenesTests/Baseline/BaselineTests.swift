import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@testable import Scenes

@Suite("A baseline's file")
struct BaselineTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func file(
    _ names: [String],
    _ metadata: [(String, String)] = [
      ("TIANYAN_BASELINE", "1"), ("TIANYAN_SCENE", "baseline-20240701-0123456789ab"),
      ("TIANYAN_SOURCES", "a-1@2023-07-01 | b-2@2024-07-01T02:00:00Z"),
    ]
  ) throws -> InputPath {
    let path = home.file("b.tif")
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: SyntheticScene.grid(width: 4, height: 4),
        bands: names.map { .init(name: $0, samples: .float32([Float](repeating: 1, count: 16))) },
        nodata: .nan, metadata: metadata), to: path)
    return try InputPath(path)
  }

  private static let usual = [
    "my_index_median", "my_index_scale", "my_index_count", "last_clear_day",
  ]

  @Test("tells its names, scenes and identity")
  func opening() throws {
    let baseline = try Baseline(opening: try file(Self.usual))
    #expect(baseline.names == ["my_index"] && baseline.statistics.count == 3)
    #expect(baseline.sources == ["a-1", "b-2"])
    #expect(baseline.id == "baseline-20240701-0123456789ab")
  }

  @Test("is refused where it is another file, newer, or incomplete")
  func refusals() throws {
    func message(_ names: [String], _ metadata: [(String, String)]) throws -> String {
      let path = try file(names, metadata)
      do { _ = try Baseline(opening: path) } catch let refusal as Refusal { return "\(refusal)" }
      return ""
    }
    let id = ("TIANYAN_SCENE", "baseline-1")
    #expect(try message(Self.usual, []).contains("is no baseline"))
    #expect(try message(Self.usual, [("TIANYAN_BASELINE", "2"), id]).contains("version 2"))
    #expect(try message(Self.usual, [("TIANYAN_BASELINE", "x"), id]).contains("version"))
    #expect(
      try message(Self.usual, [("TIANYAN_BASELINE", "1"), ("TIANYAN_SCENE", "../x")]).contains(
        "TIANYAN_SCENE"))
    let good = [("TIANYAN_BASELINE", "1"), id]
    #expect(try message(Array(Self.usual.prefix(2)), good).contains("three bands"))
    #expect(try message(["NDVI_median", "NDVI"], good).contains("band 2"))
    #expect(try message(["last_clear_day"], good).contains("every index"))
  }
}
