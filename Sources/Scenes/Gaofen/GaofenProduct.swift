import GeoFiles
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
    let rows = try parts.available(parts.calibration)
    let picture = try parts.available(parts.picture)
    let model = try parts.sensorModel()
    let bands = parts.metadata.camera.roles.enumerated().map { index, role in
      (role, parts.source(ofBand: index, rows, picture, model))
    }
    var scene = Scene(
      id: "", path: product.path.shown, sensor: parts.metadata.camera.sensor,
      level: parts.metadata.level, acquired: parts.metadata.acquired,
      quantity: rows == nil ? .dn : .reflectance,
      bands: Dictionary(uniqueKeysWithValues: bands), masks: [])
    scene.description = parts.files.metadata
    scene.facts = try parts.facts()
    scene.id = try SceneIdentity.make(for: scene)
    return scene
  }

  /// What the metadata and the polynomials say, also where the image or its calibration is missing:
  /// `missing` then says so.
  static func facts(_ product: ProductCandidate) throws -> ProductFacts {
    try GaofenParts(product).facts()
  }
}
