import GeoFiles
import RasterGrid

/// What a granule's `MTD_TL.xml` says: where its tile lies, when it was sensed, under which angles.
struct Sentinel2Granule {
  /// The file's own name, for reasons and messages.
  var file: String
  /// The tile's full name, which tells re-processed ones apart.
  var identifier: String?
  /// Such as `T34UCF`.
  var tile: String?
  var sensed: AcquisitionTime?
  var crs: CoordinateSystem
  /// The upper left corner.
  var corner: MapPoint
  /// Metres across and down.
  var width, height: Double
  /// Columns and rows by the side of a pixel in metres.
  var sizes: [Int: (columns: Int, rows: Int)]
  var sun, view: SkyDirection?

  /// The most pixels a side of a tile may have: the finest has 10 980.
  private static let sideLimit = 100_000

  init(reading path: InputPath, named file: String) throws {
    self.file = file
    let root = try XMLElement(reading: path)
    let general = root.child("General_Info")
    let identifier = (general?.child("TILE_ID_2A") ?? general?.child("TILE_ID"))?.text
    self.identifier = identifier.flatMap {
      $0.wholeMatch(of: /S2[A-Z]_[A-Za-z0-9_.]{1,120}/) == nil ? nil : $0
    }
    tile = identifier?.firstMatch(of: /_(T\d{2}[A-Z]{3})(?:_|$)/).map { String($0.1) }
    sensed = root.first("SENSING_TIME").flatMap { AcquisitionTime($0.text) }
    guard let geocoding = root.first("Tile_Geocoding") else {
      throw Refusal(.badInput, "has no Tile_Geocoding", subject: path.shown)
    }
    crs = try Self.crs(geocoding, path.shown)
    sizes = [:]
    var frames: [Frame] = []
    for place in geocoding.children where place.name == "Geoposition" {
      let frame = try Self.frame(place, geocoding, path.shown)
      sizes[frame.resolution] = (frame.columns, frame.rows)
      frames.append(frame)
    }
    guard let first = frames.first else {
      throw Refusal(.badInput, "has no Geoposition of its pixels", subject: path.shown)
    }
    guard frames.allSatisfy({ $0.hasExtent(of: first) }) else {
      throw Refusal(.badInput, "gives its resolutions different extents", subject: path.shown)
    }
    (corner, width, height) = (first.corner, first.width, first.height)
    sun = root.first("Mean_Sun_Angle").flatMap { Self.direction([$0]) }
    view = Self.direction(root.all("Mean_Viewing_Incidence_Angle"))
  }

  private static func crs(_ geocoding: XMLElement, _ shown: String) throws -> CoordinateSystem {
    let code = geocoding.child("HORIZONTAL_CS_CODE")?.text ?? ""
    guard code.wholeMatch(of: /EPSG:32[67](?:0[1-9]|[1-5]\d|60)/) != nil else {
      throw Refusal(
        .badInput, "says HORIZONTAL_CS_CODE \"\(code)\", which is no UTM zone on WGS 84",
        subject: shown)
    }
    return CoordinateSystem(code)
  }

  /// Whether UTM has such a place at all: its northings end at 10 000 km.
  static func isOnMap(_ x: Double, _ y: Double) -> Bool { abs(x) <= 2e7 && abs(y) <= 2e7 }

  /// The pixels of one resolution on the map.
  private struct Frame {
    var resolution: Int
    var columns, rows: Int
    var corner: MapPoint

    var width: Double { Double(columns * resolution) }
    var height: Double { Double(rows * resolution) }

    func hasExtent(of other: Frame) -> Bool {
      corner == other.corner && width == other.width && height == other.height
    }
  }

  private static func frame(_ place: XMLElement, _ geocoding: XMLElement, _ shown: String) throws
    -> Frame
  {
    let resolution = place.attributes["resolution"]
    let size = geocoding.children.first {
      $0.name == "Size" && $0.attributes["resolution"] == resolution
    }
    guard let side = resolution.flatMap({ Int($0) }), [10, 20, 60].contains(side),
      let columns = size?.child("NCOLS").flatMap({ Int($0.text) }),
      let rows = size?.child("NROWS").flatMap({ Int($0.text) }),
      (1...sideLimit).contains(columns), (1...sideLimit).contains(rows),
      let x = place.child("ULX")?.number, let y = place.child("ULY")?.number, isOnMap(x, y),
      place.child("XDIM")?.number == Double(side), place.child("YDIM")?.number == -Double(side)
    else {
      throw Refusal(
        .badInput,
        "does not say where its pixels of \(resolution ?? "any") m lie (Size and "
          + "Geoposition)", subject: shown)
    }
    return Frame(
      resolution: side, columns: columns, rows: rows, corner: MapPoint(x: x, y: y))
  }

  /// The grid of an image of the whole tile, whatever its size: decimated copies have other sizes
  /// than the metadata says.
  func grid(columns: Int, rows: Int) -> Grid {
    Grid(
      width: columns, height: rows,
      affine: Affine(
        originX: corner.x, columnStepX: width / Double(columns), rowStepX: 0,
        originY: corner.y, columnStepY: 0, rowStepY: -height / Double(rows)),
      crs: crs)
  }
}
