import GeoFiles

/// Sentinel-2's Level-1C and Level-2A products: a SAFE folder or zip, in the compact layout or the
/// one before December 2016, of any processing baseline.
enum Sentinel2Product: ProductReader {
  static let title = "Sentinel-2 SAFE"

  static func recognise(_ product: ProductCandidate) throws -> Recognition {
    guard let files = product.files else { return .declined("it is a single file") }
    if !Sentinel2Layout.products(in: files).isEmpty || Sentinel2Layout.isGranule(files) {
      return .recognised
    }
    return .declined("there is no MTD_MSIL1C.xml or MTD_MSIL2A.xml in it")
  }

  static func scene(_ product: ProductCandidate) throws -> Scene {
    guard let listing = product.files else {
      preconditionFailure("only folders and archives are recognised")
    }
    return try Sentinel2Opening(product, listing).scene()
  }
}
