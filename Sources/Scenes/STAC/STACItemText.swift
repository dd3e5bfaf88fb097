import Foundation
import GeoFiles

/// What a STAC Item says (https://github.com/radiantearth/stac-spec, 1.0 and 1.1), as far as a scene is made of it.
struct STACItemText: Decodable {
  /// `Feature`.
  var type: String
  /// The version of the specification.
  var stac_version: String
  /// Its name in its catalogue.
  var id: String
  /// What is told of the scene.
  var properties: Properties
  /// Its files.
  var assets: [String: Asset]

  /// What is told of the scene.
  struct Properties: Decodable {
    var datetime, start_datetime, end_datetime: String?
    var platform, level, baseline, product, quantity: String?
    var cloudCover: Double?

    enum CodingKeys: String, CodingKey {
      case datetime, start_datetime, end_datetime, platform
      case level = "processing:level"
      case baseline = "processing:version"
      case product = "tianyan:product"
      case quantity = "tianyan:quantity"
      case cloudCover = "eo:cloud_cover"
    }
  }

  /// A file, or a band of one.
  struct Asset: Decodable {
    var href: String
    /// Its bands by the extension `eo`, and by the core of 1.1.
    var eoBands, bands: [Band]?
    /// How values are stored by the extension `raster`.
    var rasterBands: [Storage]?
    /// The band in the file, counted from 1, where this program wrote the item.
    var band: Int?
    /// What the codes of a mask mean, where this program wrote the item.
    var coding: String?
    /// The constants of Planck's law for a thermal band in radiance, where this program wrote the item.
    var planck: [Double]?
    /// Its digest as a multihash, by the extension `file`.
    var checksum: String?

    enum CodingKeys: String, CodingKey {
      case href, bands
      case eoBands = "eo:bands"
      case rasterBands = "raster:bands"
      case band = "tianyan:band"
      case coding = "tianyan:coding"
      case planck = "tianyan:planck"
      case checksum = "file:checksum"
    }
  }

  /// What a band measures.
  struct Band: Decodable {
    var name, commonName, eoCommonName: String?

    enum CodingKeys: String, CodingKey {
      case name
      case commonName = "common_name"
      case eoCommonName = "eo:common_name"
    }
  }

  /// How the values of a band are stored.
  struct Storage: Decodable {
    var scale, offset, nodata: Double?

    enum CodingKeys: String, CodingKey { case scale, offset, nodata }

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      scale = try members.decodeIfPresent(Double.self, forKey: .scale)
      offset = try members.decodeIfPresent(Double.self, forKey: .offset)
      do {
        nodata = try members.decodeIfPresent(Double.self, forKey: .nodata)
      } catch DecodingError.typeMismatch {
        nodata = nil  // "nan" and the like stand for what is no number anyway
      }
    }
  }

  /// More bytes than any item has.
  private static let sizeLimit = 1 << 24
  /// More files than any item has.
  private static let mostAssets = 1_000

  /// Reads an item; nil for other JSON. Refuses one that is none by its own words.
  init?(reading path: InputPath) throws {
    let text = try FileBytes.text(of: path, limit: Self.sizeLimit)
    guard text.contains("\"stac_version\"") else { return nil }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    } catch {
      throw Refusal(
        .badInput, "is no STAC Item that can be read: \(error)", subject: path.shown,
        advice: "name the Item of one scene, not a Collection")
    }
    guard type == "Feature", assets.count <= Self.mostAssets else {
      throw Refusal(
        .badInput, "is no STAC Item of a scene", subject: path.shown,
        advice: "name the Item of one scene, not a Collection")
    }
  }
}
