import Foundation
import RasterGrid
import Testing

/// RFC 7946 and OGC validity, checked on the text that leaves, by Foundation's reader and plain
/// arithmetic.
enum GeoJSONCheck {
  /// Records an issue for every geometry that is not valid, and gives the number of features.
  @discardableResult
  static func expectValid(
    _ bytes: [UInt8], at location: SourceLocation = #_sourceLocation
  ) throws -> Int {
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      sourceLocation: location)
    #expect(root["type"] as? String == "FeatureCollection", sourceLocation: location)
    let features = try #require(root["features"] as? [[String: Any]], sourceLocation: location)
    for feature in features {
      let id = feature["id"] as? String ?? "a feature without id"
      let geometry = try #require(feature["geometry"] as? [String: Any], sourceLocation: location)
      #expect(geometry["type"] as? String == "MultiPolygon", "\(id)", sourceLocation: location)
      let polygons = try #require(
        geometry["coordinates"] as? [[[[Double]]]], sourceLocation: location)
      #expect(!polygons.isEmpty, "\(id)", sourceLocation: location)
      for polygon in polygons {
        for fault in faults(of: polygon.map { $0.map { MapPoint(x: $0[0], y: $0[1]) } }) {
          Issue.record("\(id): \(fault)", sourceLocation: location)
        }
      }
    }
    return features.count
  }

  /// What is wrong with a polygon of closed rings, the exterior first.
  static func faults(of rings: [[MapPoint]]) -> [String] {
    guard let exterior = rings.first else { return ["no ring"] }
    var faults: [String] = []
    for (i, ring) in rings.enumerated() {
      if ring.count < 4 || ring.first != ring.last { faults.append("ring \(i) is not closed") }
      if (signedArea(ring) > 0) != (i == 0) { faults.append("ring \(i) runs the wrong way") }
      if crossesItself(ring) { faults.append("ring \(i) crosses or touches itself") }
    }
    for hole in rings.dropFirst() where !hole.dropLast().contains(where: exterior.surrounds) {
      // A hole may touch the exterior at corners, not lie outside it.
      faults.append("a hole outside")
    }
    return faults
  }

  private static func signedArea(_ ring: [MapPoint]) -> Double {
    guard let origin = ring.first else { return 0 }
    return zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
      sum + cross(origin, edge.0, edge.1) / 2
    }
  }

  /// Twice the signed area of a triangle.
  private static func cross(_ o: MapPoint, _ a: MapPoint, _ b: MapPoint) -> Double {
    (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
  }

  private struct Edge {
    var a, b: MapPoint
    var position: Int
    var west: Double { min(a.x, b.x) }
    var east: Double { max(a.x, b.x) }

    func meets(_ other: Edge) -> Bool {
      guard min(a.y, b.y) <= max(other.a.y, other.b.y),
        min(other.a.y, other.b.y) <= max(a.y, b.y)
      else { return false }
      let c = GeoJSONCheck.cross(a, b, other.a)
      let d = GeoJSONCheck.cross(a, b, other.b)
      let e = GeoJSONCheck.cross(other.a, other.b, a)
      let f = GeoJSONCheck.cross(other.a, other.b, b)
      return c * d <= 0 && e * f <= 0
    }
  }

  /// Whether two edges that are no neighbours share a point, or a corner comes twice.
  private static func crossesItself(_ ring: [MapPoint]) -> Bool {
    let count = ring.count - 1
    guard Set(ring.dropLast()).count == count else { return true }
    let edges = (0..<count).map { Edge(a: ring[$0], b: ring[$0 + 1], position: $0) }
      .sorted { $0.west < $1.west }
    // From west to east, only edges that still reach the new one can meet it.
    var open: [Edge] = []
    for edge in edges {
      open.removeAll { $0.east < edge.west }
      for other in open {
        let apart = abs(other.position - edge.position)
        if apart > 1, apart < count - 1, edge.meets(other) { return true }
      }
      open.append(edge)
    }
    return false
  }
}

@Suite("The check of geometries")
struct GeoJSONCheckTests {
  private func ring(_ points: (Double, Double)...) -> [MapPoint] {
    (points + points.prefix(1)).map { MapPoint(x: $0.0, y: $0.1) }
  }

  @Test("passes a square and sees every fault that it looks for")
  func faults() {
    let square = ring((0, 0), (4, 0), (4, 4), (0, 4))
    #expect(GeoJSONCheck.faults(of: [square]).isEmpty)
    #expect(!GeoJSONCheck.faults(of: [square.reversed()]).isEmpty)
    #expect(!GeoJSONCheck.faults(of: [Array(square.dropLast())]).isEmpty)
    #expect(!GeoJSONCheck.faults(of: [ring((0, 0), (4, 0), (0, 3), (4, 4))]).isEmpty)
    let hole = ring((1, 1), (1, 2), (2, 2), (2, 1))
    #expect(GeoJSONCheck.faults(of: [square, hole]).isEmpty)
    #expect(!GeoJSONCheck.faults(of: [square, hole.reversed()]).isEmpty)
    #expect(!GeoJSONCheck.faults(of: [square, ring((5, 5), (5, 6), (6, 6), (6, 5))]).isEmpty)
  }
}
