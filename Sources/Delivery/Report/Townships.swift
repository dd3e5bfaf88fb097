import GeoFiles
import RasterGrid
import Sites

/// The townships of a county, to say in which of them a site lies.
public struct Townships: Sendable {
  private struct Township: Sendable {
    var name: String
    var rings: [[MapPoint]]
  }

  private let townships: [Township]

  /// The columns that overlays of Chinese counties keep the name in, the first that there is.
  private static let nameColumns = ["name", "NAME", "XZQMC", "XZMC", "TOWN", "town", "乡镇", "名称"]

  /// Reads an overlay of polygons with names, on WGS 84 or with a system of its own; refuses one
  /// without names.
  public init(reading path: InputPath) throws {
    let table = try FeatureTable(reading: path)
    guard
      let column = Self.nameColumns.lazy.compactMap({ name in
        table.columns.firstIndex { $0.name == name }
      }).first
    else {
      throw Refusal(
        .badInput, "has no column with the names of townships", subject: path.shown,
        advice: "it is looked for as " + Self.nameColumns.joined(separator: ", "))
    }
    let onGround =
      table.crs == .wgs84 || table.crs == nil ? table : try table.transformed(to: .wgs84)
    townships = onGround.rows.compactMap { row in
      guard case .text(let name) = row.values[column] else { return nil }
      return Township(name: name, rings: row.polygons.flatMap { $0 })
    }
  }

  /// The name of the township that a place lies in; nil where it lies in none.
  public func name(at point: GeoPoint) -> String? {
    townships.first { Self.contains($0.rings, point) }?.name
  }

  /// Whether an odd number of rings surrounds a place.
  private static func contains(_ rings: [[MapPoint]], _ point: GeoPoint) -> Bool {
    var isInside = false
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1))
      where (a.y > point.latitude) != (b.y > point.latitude) {
        let part = (point.latitude - a.y) / (b.y - a.y)
        if point.longitude < a.x + part * (b.x - a.x) { isInside.toggle() }
      }
    }
    return isInside
  }
}
