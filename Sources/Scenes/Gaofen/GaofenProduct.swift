import Foundation
import GeoFiles
import RasterGrid
import Spectral

/// The level 1A products of Gaofen-1, -2 and -6: XML, TIFF and RPB in a folder or a tar archive.
///
/// The multispectral image makes the scene: reflectance at the top of the atmosphere, seen through
/// its polynomials on a grid of nominal pixels. The product has no mask.
enum GaofenProduct: ProductReader {
  static let title = "Gaofen level 1A"

  static func recognise(_ product: ProductCandidate) throws -> Recognition {
    guard let files = product.files else { return .declined("it is no folder or archive") }
    return GaofenFiles.images(in: files).isEmpty
      ? .declined("it holds no file named like GF1_WFV3_..._L1A....xml") : .recognised
  }

  static func scene(_ product: ProductCandidate) throws -> Scene {
    let parts = try GaofenParts(product)
    let rows = try parts.calibration()
    let image = try parts.image()
    let info = try Scene.inspect(image)
    try parts.check(info, image)
    let model = try parts.sensorModel()
    var bands: [BandRole: BandSource] = [:]
    for (i, role) in parts.metadata.camera.roles.enumerated() {
      let band = info.bands[i]
      let calibration = rows.calibration(ofBand: i, parts.metadata)
      bands[role] = BandSource(
        file: image, band: i + 1, grid: model.grid, sampleType: band.sampleType,
        calibration: calibration, calibrationReason: rows.reason(ofBand: i, parts.metadata),
        blockWidth: band.blockWidth, blockHeight: band.blockHeight,
        fileStatesNodata: band.nodata == calibration.nodata, sensorModel: model)
    }
    var scene = Scene(
      id: "", path: product.path.shown, sensor: parts.metadata.camera.sensor,
      level: parts.metadata.level, acquired: parts.metadata.acquired, quantity: .reflectance,
      bands: bands, masks: [])
    scene.description = parts.files.metadata
    scene.facts = try facts(product)
    scene.id = try SceneIdentity.make(for: scene)
    return scene
  }

  /// What the metadata and the polynomials say, also where the image or its calibration is missing:
  /// `missing` then says so.
  static func facts(_ product: ProductCandidate) throws -> ProductFacts {
    try GaofenParts(product).facts()
  }
}

/// One Gaofen product taken apart; each part is read when it is asked for.
struct GaofenParts {
  let options: OpeningOptions
  let root: String
  let files: GaofenFiles
  let metadata: GaofenMetadata

  init(_ product: ProductCandidate) throws {
    guard let listing = product.files else {
      preconditionFailure("only folders and archives are recognised")
    }
    options = product.options
    root = product.path.shown
    let satellites = GaofenFiles.images(in: listing).values.map(\.name.satellite)
    for satellite in satellites.sorted() { try GaofenMetadata.checkSatellite(satellite, root) }
    files = try GaofenFiles(in: listing)
    metadata = try GaofenMetadata(reading: files.metadata)
  }

  func calibration() throws -> GaofenCalibration.Rows {
    guard let year = Int(metadata.acquired.text.prefix(4)) else {
      preconditionFailure("a time begins with its year")
    }
    return try GaofenCalibration(adding: options.calibration).rows(
      for: metadata.camera, year: year, subject: root)
  }

  /// The TIFF; refuses one that is missing or a placeholder.
  func image() throws -> InputPath {
    guard let image = files.image else {
      throw Refusal(
        .badInput, "lacks its image, \(files.stem).tiff", subject: root,
        advice: "fetch the product again: XML, TIFF and RPB belong together")
    }
    let count = try FileBytes(opening: image).count
    let smallestTIFF = 8  // bytes of a TIFF's header (TIFF 6.0)
    guard count >= smallestTIFF else {
      throw Refusal(
        .badInput, "is a placeholder of \(count) bytes, no image", subject: image.shown,
        advice: "fetch the product again; its metadata alone can be shown, not read")
    }
    return image
  }

  func polynomials() throws -> (values: RationalPolynomials, file: InputPath) {
    guard let file = files.polynomials else {
      throw Refusal(
        .badInput, "lacks its polynomials, \(files.stem).rpb", subject: root,
        advice: "fetch the product again: the image cannot be placed without its RPB")
    }
    return (try RationalPolynomialFile.read(file), file)
  }

  /// Refuses an image that is not what the XML says.
  func check(_ info: RasterInfo, _ image: InputPath) throws {
    let roles = metadata.camera.roles
    guard info.bands.count == roles.count, metadata.bandCount == roles.count else {
      throw Refusal(
        .badInput,
        "has \(info.bands.count) bands, its XML says \(metadata.bandCount), and "
          + "\(metadata.camera.title) has \(roles.count)", subject: image.shown)
    }
    guard info.width == metadata.width, info.height == metadata.height else {
      throw Refusal(
        .badInput,
        "is \(info.width) x \(info.height) pixels large, where its XML says "
          + "\(metadata.width) x \(metadata.height)", subject: image.shown,
        advice: "fetch the product again: the polynomials hold for the image as delivered")
    }
  }
}
