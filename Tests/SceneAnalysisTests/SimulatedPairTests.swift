import Foundation
import GeoFiles
import RasterGrid
import SceneAnalysis
import SceneBuilding
import Scenes
import Sites
import Testing

/// What happened in the simulated pair, by its truth file.
private struct TrueEvent {
  var kind: String
  var isVisible: Bool
  var rings: [[MapPoint]]

  static func all() throws -> [TrueEvent] {
    let url = URL(fileURLWithPath: Project.file("scenes/yongkang/simulated/truth.geojson"))
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
    let features = try #require(json?["features"] as? [[String: Any]])
    return try features.map { feature in
      let properties = try #require(feature["properties"] as? [String: Any])
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let coordinates = try #require(geometry["coordinates"])
      let polygons =
        geometry["type"] as? String == "Polygon"
        ? [try #require(coordinates as? [[[Double]]])]
        : try #require(coordinates as? [[[[Double]]]])
      return TrueEvent(
        kind: try #require(properties["kind"] as? String),
        isVisible: try #require(properties["visible"] as? Bool),
        rings: polygons.flatMap { $0.map { $0.map { MapPoint(x: $0[0], y: $0[1]) } } })
    }
  }
}

@Suite("The built-in rules on the simulated pair")
struct SimulatedPairTests {
  /// The pixels whose centres lie inside rings of longitude and latitude.
  private func pixels(_ rings: [[MapPoint]], on grid: Grid) throws -> Set<Int> {
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let spans = RowSpans(inside: try rings.map { try transform.transform($0) }, of: grid)
    return Set(
      spans.rows.enumerated().flatMap { row, ranges in
        ranges.flatMap { $0.map { row * grid.width + $0 } }
      })
  }

  @Test("find every event that no cloud hides, with its kind, and rank nothing else before one")
  func findsTheEvents() async throws {
    let folder = Project.file("scenes/yongkang")
    let before = try Scene(opening: try InputPath(folder + "/simulated/2024-09-14"))
    let after = try Scene(opening: try InputPath(folder + "/simulated/2025-04-12"))
    let region = try Region(reading: try InputPath(folder))
    let request = ScanRequest(
      before: before, after: after, region: region, rules: try RuleSet.builtIn())
    let plan = try AnalysisPlan(try await request.prepared(threads: 2))
    let result = try await PairScan.run(plan, threads: 2)
    let grid = before.grid
    let found = try result.candidates.map { candidate in
      (
        candidate: candidate,
        pixels: try pixels(
          candidate.place.geometry.polygons.flatMap { polygon in
            ([polygon.exterior] + polygon.holes).map { ring in
              ring.map { MapPoint(x: $0.longitude, y: $0.latitude) }
            }
          }, on: grid)
      )
    }
    let events = try TrueEvent.all()
    let truth = try events.map { try pixels($0.rings, on: grid) }
    let everything = truth.reduce(Set<Int>()) { $0.union($1) }

    var weakest = 1.0
    for (event, place) in zip(events, truth) where event.isVisible {
      let hits = found.filter { candidate, pixels in
        candidate.rule.kind == event.kind
          && 2 * pixels.intersection(place).count >= pixels.count
      }
      let covered = hits.reduce(Set<Int>()) { $0.union($1.pixels) }.intersection(place)
      #expect(
        4 * covered.count >= place.count,
        "\(event.kind): \(covered.count) of \(place.count) pixels found")
      weakest = min(weakest, hits.map(\.candidate.score).max() ?? 0)
    }
    for (event, place) in zip(events, truth) where !event.isVisible {
      #expect(found.allSatisfy { $0.pixels.isDisjoint(with: place) }, "\(event.kind) is hidden")
    }
    for (candidate, pixels) in found where candidate.score >= min(weakest, 0.5) {
      #expect(
        !pixels.isDisjoint(with: everything),
        "\(candidate.rule.kind) \(candidate.score) at \(candidate.place.point)")
    }
    // The hidden pixels are told, not passed over.
    #expect(result.coverage.allSatisfy { $0.observed < $0.considered })
  }

  @Test("has an event of every built-in kind to find")
  func hasEveryKind() throws {
    let kinds = Set(try TrueEvent.all().filter(\.isVisible).map(\.kind))
    #expect(kinds == Set(try RuleSet.builtIn().rules.map(\.kind)))
  }
}
