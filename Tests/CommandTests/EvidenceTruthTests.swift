import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

/// The map in an evidence picture: its pixels, and where they are.
private struct DrawnMap {
  let picture: PNGPicture
  let grid: Grid

  init(folder: String, manifest: [String: Any], file: String) throws {
    let pictures = try #require(manifest["pictures"] as? [[String: Any]])
    let described = try #require(pictures.first { $0["file"] as? String == file })
    let path = folder + "/" + file
    picture = try PNGPicture(
      decoding: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))), from: path)
    let c = try #require(described["cell_affine"] as? [Double])
    let side = try #require(described["picture_pixels_per_cell"] as? Int)
    let affine = Affine(
      originX: c[0], columnStepX: c[1], rowStepX: c[2], originY: c[3], columnStepY: c[4],
      rowStepY: c[5])
    grid = Grid(
      width: try #require(described["columns"] as? Int) * side,
      height: try #require(described["rows"] as? Int) * side,
      affine: affine.shifted(column: 0, row: 0, scale: 1 / Double(side)),
      crs: CoordinateSystem(try #require(described["crs"] as? String)))
  }

  /// The pixels that cannot be reached from the map's edge without crossing the cyan line, and the line.
  func enclosed() -> [Bool] {
    let (width, height) = (grid.width, grid.height)
    func isLine(_ place: Int) -> Bool {
      let i = (place / width * picture.width + place % width) * 4
      return picture.bytes[i] == 0 && picture.bytes[i + 1] == 255 && picture.bytes[i + 2] == 255
    }
    var inside = [Bool](repeating: true, count: width * height)
    var open = (0..<width).flatMap { [$0, (height - 1) * width + $0] }
    open += (0..<height).flatMap { [$0 * width, $0 * width + width - 1] }
    while let place = open.popLast() {
      guard inside[place], !isLine(place) else { continue }
      inside[place] = false
      let (row, column) = place.quotientAndRemainder(dividingBy: width)
      if column > 0 { open.append(place - 1) }
      if column < width - 1 { open.append(place + 1) }
      if row > 0 { open.append(place - width) }
      if row < height - 1 { open.append(place + width) }
    }
    return inside
  }

  /// Half the line's width in pixels, to the corner of the square pen that draws it.
  private static let reach = 2.0.squareRoot()

  /// The least share of what a right line encloses that lies inside the outline of rings, which has `pixels` of them.
  ///
  /// The line runs along the outline, half of it outside: what is within `reach` of a closed curve of length P outside of
  /// it has at most the area P * reach + pi * reach^2 (Steiner's formula, an equality for convex ones).
  func leastShare(of rings: [[MapPoint]], pixels: Int) throws -> Double {
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let outside = try rings.reduce(0.0) { sum, ring in
      let line = try transform.transform(ring).map { grid.affine.pixel($0) }
      let length = zip(line, line.dropFirst()).reduce(0.0) { sum, side in
        sum + hypot(side.1.column - side.0.column, side.1.row - side.0.row)
      }
      return sum + length * Self.reach + .pi * Self.reach * Self.reach
    }
    return Double(pixels) / (Double(pixels) + outside)
  }

  /// The pixels inside rings of longitude and latitude.
  func inside(_ rings: [[MapPoint]]) throws -> [Bool] {
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let spans = RowSpans(inside: try rings.map { try transform.transform($0) }, of: grid)
    var pixels = [Bool](repeating: false, count: grid.width * grid.height)
    for (row, ranges) in spans.rows.enumerated() {
      for column in ranges.joined() { pixels[row * grid.width + column] = true }
    }
    return pixels
  }
}

/// The share of the first that the second holds too.
private func share(of area: [Bool], in other: [Bool]) -> Double {
  var both = 0
  var all = 0
  for (isIn, isInOther) in zip(area, other) where isIn {
    all += 1
    if isInOther { both += 1 }
  }
  return Double(both) / Double(max(1, all))
}

@Suite("Evidence of the simulated pair")
struct EvidenceTruthTests {
  private func object(_ path: String) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        as? [String: Any])
  }

  @Test("has the outline drawn around what really happened there")
  func outlines() throws {
    let home = try TemporaryFolder()
    let simulated = Project.file("scenes/yongkang/simulated")
    let pair = [simulated + "/2024-09-14", simulated + "/2025-04-12"]
    let result = home.file("sites.geojson")
    let scan = try Program.run(
      ["scan", "--region", Project.file("scenes/yongkang"), "-q", "-o", result] + pair)
    try #require(scan.code == 0, "\(scan.error)")
    let top = 8
    let run = try Program.run([
      "evidence", result, "--top", "\(top)", "--before", pair[0], "--after", pair[1], "-q", "-o",
      home.file("evidence"),
    ])
    try #require(run.code == 0, "\(run.error)")
    let events = try #require(
      object(simulated + "/truth.geojson")["features"] as? [[String: Any]])
    var shares: [Double] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: home.file("evidence")) {
      let folder = home.file("evidence/" + name)
      let site = try #require(
        (object(folder + "/site.geojson")["features"] as? [[String: Any]])?.first)
      let map = try DrawnMap(
        folder: folder, manifest: object(folder + "/manifest.json"),
        file: "after-natural-colour.png")
      let drawn = map.enclosed()
      let outline = try map.inside(rings(of: site))
      #expect(share(of: outline, in: drawn) > 0.999, "\(name)")
      // What is drawn holds the holes too: they lie inside the outer line.
      let outer = try polygons(of: site).compactMap(\.first)
      let filled = try map.inside(outer)
      let least = try map.leastShare(of: outer, pixels: filled.filter { $0 }.count)
      #expect(share(of: drawn, in: filled) >= least, "\(name)")
      let best = try events.filter { kind(of: $0) == kind(of: site) }
        .map { share(of: try map.inside(rings(of: $0)), in: drawn) }.max()
      shares.append(try #require(best))
    }
    // What fades out at its rim, a plume and black water, is found where it is strong; the rest whole.
    #expect(shares.count == top)
    #expect(shares.allSatisfy { $0 > 0.5 }, "\(shares)")
    #expect(shares.filter { $0 > 0.8 }.count >= top - 2, "\(shares)")
  }

  private func kind(of feature: [String: Any]) -> String? {
    (feature["properties"] as? [String: Any])?["kind"] as? String
  }

  private func rings(of feature: [String: Any]) throws -> [[MapPoint]] {
    try Array(polygons(of: feature).joined())
  }

  private func polygons(of feature: [String: Any]) throws -> [[[MapPoint]]] {
    let geometry = try #require(feature["geometry"] as? [String: Any])
    let polygons =
      geometry["type"] as? String == "Polygon"
      ? [try #require(geometry["coordinates"] as? [[[Double]]])]
      : try #require(geometry["coordinates"] as? [[[[Double]]]])
    return polygons.map { $0.map { $0.map { MapPoint(x: $0[0], y: $0[1]) } } }
  }
}
