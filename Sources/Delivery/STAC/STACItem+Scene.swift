import GeoFiles
import RasterGrid
import Scenes
import Sites
import Spectral

extension STACItem {
  /// The item of a scene or a layer: a file a band, with its calibration. Refuses one without a time, which STAC demands.
  public init(_ scene: Scene) throws {
    guard let time = scene.acquired else {
      throw Refusal(
        .badInput, "does not say when it was taken, which STAC demands", subject: scene.path)
    }
    let grid = scene.grid
    id = scene.id
    geometry = try Self.footprint(of: grid)
    times = [time]
    origins = []
    properties =
      Self.time(of: [time]) + Self.projection(of: grid) + Self.circumstances(of: scene)
      + [
        ("tianyan:product", scene.facts.name.map { .string($0) } ?? .null),
        ("tianyan:quantity", .string(scene.quantity.rawValue)),
      ]
    extensions = [
      Extension.projection, Extension.electroOptical, Extension.raster, Extension.view,
      Extension.processing, Extension.file,
    ]
    // A near infrared that the narrow one only stands in for is no band of its own.
    let bands = scene.bands.filter { $0.key != .nir || $0.value != scene.bands[.nir08] }
    assets =
      bands.sorted { $0.key < $1.key }.map { role, band in
        Asset(key: role.rawValue, path: band.file, members: Self.members(of: band, role))
      } + Self.masks(of: scene)
  }

  /// The masks that are bands of codes; outlines are no file of their own.
  private static func masks(of scene: Scene) -> [Asset] {
    var assets: [Asset] = []
    for mask in scene.masks {
      guard case .band(let band, let coding) = mask.content else { continue }
      assets.append(
        Asset(
          key: assets.isEmpty ? "mask" : "mask-\(assets.count + 1)", path: band.file,
          members: [
            ("type", .string(mediaType(of: band.file))), ("roles", ["data-mask"]),
            ("tianyan:band", .int(band.band)), ("tianyan:coding", .string(coding.rawValue)),
          ] + projection(of: band.grid)))
    }
    return assets
  }

  private static func members(of band: BandSource, _ role: BandRole) -> [(String, JSONValue)] {
    let calibration = band.calibration
    return [
      ("type", .string(mediaType(of: band.file))), ("roles", ["data"]),
      (
        "eo:bands",
        [.object([("name", .string(role.rawValue)), ("common_name", .string(role.rawValue))])]
      ),
      (
        "raster:bands",
        [
          .object(
            [
              ("data_type", .string("\(band.sampleType)")),
              ("scale", .number(calibration.scale)), ("offset", .number(calibration.offset)),
            ] + (calibration.nodata.map { [("nodata", .number($0))] } ?? []))
        ]
      ),
      ("tianyan:band", .int(band.band)),
      ("tianyan:calibration", .string(band.calibrationReason)),
      (
        "tianyan:planck",
        calibration.planck.map { .array([.number($0.k1), .number($0.k2)]) } ?? .null
      ),
    ] + projection(of: band.grid)
  }

  private static func circumstances(of scene: Scene) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if let sensor = scene.sensor { members.append(("platform", .string(sensor))) }
    if let level = scene.level { members.append(("processing:level", .string(level))) }
    if let baseline = scene.facts.baseline {
      members.append(("processing:version", .string(baseline)))
    }
    if let cloud = scene.facts.cloudPercent { members.append(("eo:cloud_cover", .number(cloud))) }
    if let sun = scene.facts.sun {
      members += [
        ("view:sun_azimuth", .number(sun.azimuth)), ("view:sun_elevation", .number(sun.elevation)),
      ]
    }
    if let view = scene.facts.view {
      members += [
        ("view:azimuth", .number(view.azimuth)),
        ("view:off_nadir", .number(rightAngle - view.elevation)),
      ]
    }
    return members
  }

  private static let rightAngle = 90.0

  /// The projection extension's members of a grid; the transform in the order of rasterio.
  static func projection(of grid: Grid) -> [(String, JSONValue)] {
    let affine = grid.affine
    let code = grid.crs.definition.wholeMatch(of: /EPSG:([0-9]{1,9})/).flatMap { Int($0.output.1) }
    return [
      ("proj:epsg", code.map { .int($0) } ?? .null),
      ("proj:shape", [.int(grid.height), .int(grid.width)]),
      (
        "proj:transform",
        .array(
          [
            affine.columnStepX, affine.rowStepX, affine.originX, affine.columnStepY,
            affine.rowStepY, affine.originY,
          ].map { .number($0) })
      ),
    ] + (code == nil ? [("proj:wkt2", .string(grid.crs.definition))] : [])
  }

  private static func mediaType(of file: InputPath) -> String {
    switch file.fileExtension {
    case "jp2": "image/jp2"
    case "tif", "tiff": "image/tiff; application=geotiff"
    case "png": "image/png"
    default: "application/octet-stream"
    }
  }

  /// Points along each edge of a footprint: between corners alone a line on the ground leaves the line on the map.
  private static let pointsAlongEdge = 8

  /// The outline of a grid on WGS 84.
  static func footprint(of grid: Grid) throws -> GeoMultiPolygon {
    let (width, height) = (Double(grid.width), Double(grid.height))
    let corners = [(0.0, 0.0), (0.0, height), (width, height), (width, 0.0)]
    let points = zip(corners, corners.dropFirst() + corners.prefix(1)).flatMap { from, to in
      (0..<pointsAlongEdge).map { step in
        let part = Double(step) / Double(pointsAlongEdge)
        return grid.affine.map(
          column: from.0 + (to.0 - from.0) * part, row: from.1 + (to.1 - from.1) * part)
      }
    }
    let places = try CoordinateTransform(from: grid.crs, to: .wgs84).transform(points)
    return GeoMultiPolygon(polygons: [
      GeoPolygon(exterior: places.map { GeoPoint(longitude: $0.x, latitude: $0.y) })
    ]).rewound()
  }
}
