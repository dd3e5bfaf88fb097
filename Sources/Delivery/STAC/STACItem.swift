import Foundation
import GeoFiles
import RasterGrid
import Scenes
import Sites

/// An item of a static STAC catalogue (https://github.com/radiantearth/stac-spec, 1.1.0): a scene, a layer or a result.
public struct STACItem: Sendable {
  /// A file of an item.
  struct Asset {
    var key: String
    var path: InputPath
    var members: [(String, JSONValue)]
  }

  /// Its identity.
  public let id: String
  /// Where it is on WGS 84.
  let geometry: GeoMultiPolygon
  /// What is told of it.
  let properties: [(String, JSONValue)]
  /// Its files.
  let assets: [Asset]
  /// The ids of the items that it was made of.
  let origins: [String]
  /// The extensions that its members belong to.
  let extensions: [String]
  /// When it was taken; the last of two for a comparison.
  let times: [AcquisitionTime]

  /// The extensions by what they describe, in the versions that GDAL 3.6 reads too.
  enum Extension {
    static let projection = "https://stac-extensions.github.io/projection/v1.1.0/schema.json"
    static let electroOptical = "https://stac-extensions.github.io/eo/v1.1.0/schema.json"
    static let raster = "https://stac-extensions.github.io/raster/v1.1.0/schema.json"
    static let view = "https://stac-extensions.github.io/view/v1.0.0/schema.json"
    static let processing = "https://stac-extensions.github.io/processing/v1.1.0/schema.json"
    static let file = "https://stac-extensions.github.io/file/v2.1.0/schema.json"
  }

  /// The members that tell the time of an item: of a bare date and of a comparison, from when to when.
  static func time(of times: [AcquisitionTime]) -> [(String, JSONValue)] {
    let sorted = times.sorted { $0.seconds < $1.seconds }
    guard let first = sorted.first, let last = sorted.last else {
      // STAC wants a time of everything; a file without one has none that is true.
      return [("datetime", .null), ("start_datetime", .null), ("end_datetime", .null)]
    }
    if first == last, !first.isDate { return [("datetime", .string(first.text))] }
    return [
      ("datetime", .null),
      ("start_datetime", .string(first.isDate ? first.text + "T00:00:00Z" : first.text)),
      ("end_datetime", .string(last.isDate ? last.text + "T23:59:59Z" : last.text)),
    ]
  }
}
