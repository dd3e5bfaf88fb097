import GeoFiles
import RasterGrid
import Scenes
import Sites

/// Everything that was understood of a product and decided about it, for a person and for a program.
public struct SceneReport: Sendable {
  /// The scene.
  public var scene: Scene
  /// What its masks say inside the region; nil where it has none.
  public var masks: MaskShares?
  /// The region that was asked about.
  public var region: Region?
  /// The outline on WGS 84, longitude and latitude: corners and points between them, closed.
  public var footprint: [MapPoint]

  /// A report on a scene, inside a region where one is given.
  public init(of scene: Scene, region: Region?, threads: Int) async throws {
    self.scene = scene
    self.region = region
    footprint = try CoordinateTransform(from: scene.grid.crs, to: .wgs84)
      .transform(scene.grid.outline(steps: 1))
    masks = try await MaskShares.counted(in: scene, region: region, threads: threads)
  }

  /// For a program: the same members in every report, `null` where nothing is known.
  public var json: JSONValue {
    let facts = scene.facts
    return .object([
      ("id", .string(scene.id)), ("path", .string(scene.path)),
      ("product", .text(facts.name)), ("family", .string(facts.family.rawValue)),
      ("sensor", .text(scene.sensor)), ("level", .text(scene.level)),
      ("baseline", .text(facts.baseline)), ("tile", .text(facts.tile)),
      ("acquired", .text(scene.acquired?.text)), ("quantity", .string(scene.quantity.rawValue)),
      ("sun", facts.sun.json), ("view", facts.view.json),
      ("cloud_percent", facts.cloudPercent.map { .rounded($0, places: 4) } ?? .null),
      ("grid", grid),
      (
        "footprint",
        .array(
          footprint.map { .array([.rounded($0.x, places: 7), .rounded($0.y, places: 7)]) })
      ),
      (
        "bands",
        .array(scene.bands.sorted { $0.key < $1.key }.map { $1.json(role: $0.rawValue) })
      ),
      (
        "masks",
        .array(
          scene.masks.map {
            .object([("name", .string($0.name)), ("file", .text($0.band?.file.shown))])
          })
      ),
      ("region", .text(region?.name)), ("mask_pixels", maskPixels),
      ("mask_cloud_percent", (masks?.cloudShare).map { .rounded(100 * $0, places: 2) } ?? .null),
      ("missing", .array(facts.missing.map { .string($0) })),
      ("notes", .array(facts.notes.map { .string($0) })),
    ])
  }

  private var grid: JSONValue {
    .object([
      ("crs", .string(scene.grid.crs.definition)), ("width", .int(scene.grid.width)),
      ("height", .int(scene.grid.height)),
      ("pixel_x", .measure(scene.grid.affine.columnStepX)),
      ("pixel_y", .measure(scene.grid.affine.rowStepY)),
      ("west", .measure(scene.grid.affine.originX)),
      ("north", .measure(scene.grid.affine.originY)),
    ])
  }

  private var maskPixels: JSONValue {
    guard let masks else { return .null }
    let reasons = zip(MaskReasons.names, masks.counts).map { reason, count in
      (reason.1, JSONValue.int(count))
    }
    return .object(
      [("considered", .int(masks.considered)), ("not_observed", .int(masks.blocked))] + reasons)
  }
}

extension BandSource {
  /// The band of a report.
  fileprivate func json(role: String) -> JSONValue {
    .object([
      ("role", .string(role)), ("file", .string(file.shown)), ("band", .int(band)),
      ("width", .int(grid.width)), ("height", .int(grid.height)),
      ("pixel", .measure(grid.affine.columnStepX)), ("type", .string(sampleType.rawValue)),
      ("scale", .measure(calibration.scale)), ("offset", .measure(calibration.offset)),
      ("nodata", calibration.nodata.map { .number($0) } ?? .null),
      ("why", .string(calibrationReason)),
    ])
  }
}

extension SkyDirection? {
  fileprivate var json: JSONValue {
    map {
      .object([
        ("azimuth", .rounded($0.azimuth, places: 4)),
        ("elevation", .rounded($0.elevation, places: 4)),
      ])
    } ?? .null
  }
}

extension JSONValue {
  /// A number to ten digits: more than any instrument has, without what divisions leave behind.
  fileprivate static func measure(_ value: Double) -> JSONValue { .number(value.significant(10)) }

  /// A text, or `null`.
  fileprivate static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
