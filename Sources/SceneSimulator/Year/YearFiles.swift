import Foundation
import GeoFiles
import RasterGrid
import Sites

/// The files of a year: an inbox of scenes, the region that they are of, and the truth.
struct YearFiles {
  let year: Year
  /// The folder that they go to; made where it is missing.
  let folder: String

  private static let firstBaseline = "05.10"
  private static let laterBaseline = "05.11"
  /// Where in the year, as a part of it, each oddity is, or the first cloudless date after it.
  private static let oddities = (again: 0.3, copy: 0.5, corrupt: 0.55, half: 0.7)
  /// The part of its bytes that a corrupt file keeps.
  private static let keptPart = 0.6

  /// Writes everything. Besides a scene of each date there is one scene as a newer baseline made it, and a copy of
  /// one; one scene is corrupt, and one lacks a band.
  func write() throws {
    let map = GroundMap(of: year.landscape, under: year.window, seed: year.seed)
    let again = cloudless(after: Self.oddities.again, and: nil)
    let copy = cloudless(after: Self.oddities.copy, and: again)
    let corrupt = cloudless(after: Self.oddities.corrupt, and: copy)
    let odd = Odd(
      again: again, copy: copy, corrupt: corrupt,
      half: cloudless(after: Self.oddities.half, and: corrupt))
    for (number, date) in year.dates.enumerated() {
      let name = date.acquisition.moment.date
      try write(date, map, .first, to: "inbox/\(name)")
      if number == odd.again { try write(date, map, .again, to: "inbox/\(name)-reprocessed") }
      if number == odd.copy { try write(date, map, .first, to: "inbox/\(name)-copy") }
      if number == odd.corrupt { try truncate("inbox/\(name)/B8A.tif") }
      if number == odd.half {
        try FileManager.default.removeItem(atPath: "\(folder)/inbox/\(name)/B12.tif")
      }
    }
    let readable = year.dates.enumerated().filter { ![odd.corrupt, odd.half].contains($0.offset) }
    let truth = YearTruth(year: year, readable: readable.map(\.element))
    try write(truth.geoJSON(), to: "truth.geojson")
    try writeRegion()
    try write(readMe(odd), to: "README.md")
  }

  /// The numbers of the dates with an oddity; nil where a short year has none left.
  private struct Odd {
    let again, copy, corrupt, half: Int?
  }

  /// The first cloudless date after a part of the year and after another oddity.
  private func cloudless(after part: Double, and other: Int?) -> Int? {
    let first = max(Int(part * Double(year.dates.count)), (other ?? -1) + 1)
    return year.dates.indices.first {
      $0 >= first && year.dates[$0].acquisition.clouds.isEmpty
    }
  }

  private func write(
    _ date: Year.Date, _ map: GroundMap, _ processing: Year.Processing, to name: String
  ) throws {
    var scene = SceneFolder(
      acquisition: year.acquisition(of: date, processing),
      grid: year.grid.cropped(to: year.window), seed: year.seed)
    scene.baseline = processing == .first ? Self.firstBaseline : Self.laterBaseline
    try scene.write(
      year.picture(of: date, on: map, processing), to: "\(folder)/\(name)")
  }

  /// Cuts the end of a file off, as a broken transfer does.
  private func truncate(_ name: String) throws {
    let url = URL(fileURLWithPath: "\(folder)/\(name)")
    let bytes = try Data(contentsOf: url)
    try bytes.prefix(Int(Self.keptPart * Double(bytes.count))).write(to: url)
  }

  /// Pixels inside the edge of the scenes that the region ends: beyond, a shifted date has no data.
  private static let regionMargin = 2.0

  private func writeRegion() throws {
    let grid = year.grid.cropped(to: year.window)
    let (left, right) = (Self.regionMargin, Double(grid.width) - Self.regionMargin)
    let (top, bottom) = (Self.regionMargin, Double(grid.height) - Self.regionMargin)
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let ring = try transform.transform(
      [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)].map {
        grid.affine.map(column: $0, row: $1)
      })
    let corners = ring.map {
      JSONValue.array([.rounded($0.x, places: 7), .rounded($0.y, places: 7)])
    }
    let boundary: JSONValue = [
      "type": "Feature", "properties": ["simulated": true],
      "geometry": ["type": "Polygon", "coordinates": [.array(corners)]],
    ]
    try FileManager.default.createDirectory(
      atPath: "\(folder)/region", withIntermediateDirectories: true)
    try write(boundary.description + "\n", to: "region/boundary.geojson")
    try write(
      """
      # Simulated: see ../README.md. The rules are the built-in ones.
      name: simulated-year
      title: {en: A simulated valley, zh: 模拟山谷}
      grid: {crs: "EPSG:4549", pixel: 10}
      boundary: boundary.geojson
      timezone: Asia/Shanghai

      """, to: "region/region.yaml")
  }

  private func readMe(_ odd: Odd) -> String {
    func name(_ number: Int?) -> String {
      number.map { year.dates[$0].acquisition.moment.date } ?? "none"
    }
    let side = year.window
    return """
      # A simulated year: everything in this folder is invented

      `inbox/` holds \(year.dates.count) acquisitions of one valley, \(side.width) x \(side.height) pixels of 10 m, \
      for `tianyan run --region region --inbox inbox`; `truth.geojson` what happened in it, and on which
      acquisitions that was seen clear. Re-processed: \(name(odd.again)). Twice there: \(name(odd.copy)).
      Corrupt: \(name(odd.corrupt)). Without its last band: \(name(odd.half)).

      Fields grow, are cut, ploughed and flooded by a calendar; clouds, haze, noise and a shift by up to half a
      pixel are drawn for each date; June is rainy. Left out: floods, snow, roads and houses that are built
      lawfully, shadows cast by hills, smoke. It shows that a program counts and keeps right; how well it finds
      things in real scenes it does not show.

      """
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }
}
