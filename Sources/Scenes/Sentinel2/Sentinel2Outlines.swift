import GeoFiles
import RasterGrid

/// The polygons of a mask of Sentinel-2 in GML, as products before baseline 04.00 have them in
/// QI_DATA: easting before northing, whatever the authority's order.
struct Sentinel2Outlines {
  /// One polygon: its exterior ring and its holes.
  struct Polygon {
    /// `OPAQUE`, `CIRRUS`, or the detector's kind.
    var kind: String
    var rings: [[MapPoint]]
  }

  var polygons: [Polygon] = []

  /// The polygons of a file in `crs`; none where it names no feature, as on a clear day.
  init(reading path: InputPath, in crs: CoordinateSystem) throws {
    let root = try XMLElement(reading: path)
    let code = crs.definition.lastPart(after: ":")
    let systems = [root.first("Envelope")].compactMap { $0?.attributes["srsName"] }
    if let other = systems.first(where: { $0.lastPart(after: ":") != code }) {
      throw Refusal(.badInput, "lies in \(other), not in \(crs)", subject: path.shown)
    }
    for feature in root.all("MaskFeature") {
      let kind = feature.first("maskType")?.text ?? ""
      for polygon in feature.all("Polygon") {
        let rings = try polygon.all("posList").map { try Self.ring($0, path.shown) }
        polygons.append(Polygon(kind: kind, rings: rings))
      }
    }
  }

  /// A corner's numbers: two, or three with a height that means nothing.
  private static func ring(_ list: XMLElement, _ shown: String) throws -> [MapPoint] {
    let numbers = list.text.split(whereSeparator: \.isWhitespace).map { Double($0) }
    let step = list.attributes["srsDimension"] == "3" ? 3 : 2
    let fewest = 4  // a triangle, closed
    guard numbers.count >= fewest * step, numbers.count.isMultiple(of: step) else {
      throw Refusal(.badInput, "has a ring of \(numbers.count) numbers", subject: shown)
    }
    return try stride(from: 0, to: numbers.count, by: step).map { i in
      guard let x = numbers[i], let y = numbers[i + 1], Sentinel2Granule.isOnMap(x, y) else {
        throw Refusal(.badInput, "has a ring with a corner that lies on no map", subject: shown)
      }
      return MapPoint(x: x, y: y)
    }
  }
}

extension String {
  fileprivate func lastPart(after separator: Character) -> Substring? {
    split(separator: separator).last
  }
}
