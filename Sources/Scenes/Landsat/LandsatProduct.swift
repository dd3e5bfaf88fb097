import GeoFiles
import RasterGrid
import Spectral

/// Landsat 4 to 9, Collection 2, Level 1 and Level 2: a folder or an archive as USGS delivers it.
enum LandsatProduct: ProductReader {
  static let title = "Landsat Collection 2"

  static func recognise(_ product: ProductCandidate) throws -> Recognition {
    guard let files = product.files else { return .declined("it is a single file") }
    return metadataNames(files).isEmpty && bandNames(files).isEmpty
      ? .declined("it holds no metadata file *_MTL.txt, .json or .xml") : .recognised
  }

  static func scene(_ product: ProductCandidate) throws -> Scene {
    guard let files = product.files else {
      preconditionFailure("only folders and archives are recognised")
    }
    let name = try metadataName(files, product.path.shown)
    guard let path = try files.file(name) else { preconditionFailure("\(name) was listed") }
    let metadata = try LandsatMetadata(reading: path)
    let header = try LandsatHeader(metadata)
    var bundle = try LandsatBundle(files, folder: String(name.dropLast(name.lastPart.count)))
    try bundle.open(header)
    var facts = header.facts
    facts.missing = bundle.missing
    facts.notes = bundle.notes
    var scene = Scene(
      id: header.name, path: product.path.shown, sensor: header.sensor,
      level: header.level.rawValue, acquired: header.acquired, quantity: .reflectance,
      bands: bundle.bands, masks: bundle.masks)
    scene.facts = facts
    scene.description = product.path.isFolder ? path : product.path
    scene.fillNearInfrared()
    return scene
  }

  /// The name of the metadata file; all formats say the same, and the text is the one that USGS
  /// calls authoritative.
  private static func metadataName(_ files: ProductFiles, _ path: String) throws -> String {
    let names = metadataNames(files)
    guard let first = names.first else {
      throw Refusal(
        .badInput, "holds bands of Landsat but no metadata file *_MTL.txt, .json or .xml",
        subject: path, advice: "fetch the product's MTL file into it")
    }
    func stem(_ name: String) -> Substring { name[..<(name.lastIndex(of: ".") ?? name.endIndex)] }
    if let other = names.first(where: { stem($0) != stem(first) }) {
      throw Refusal(
        .badInput, "holds several products (\(first), \(other))", subject: path,
        advice: "name the folder of one of them")
    }
    return names.first { $0.lowercased().hasSuffix(".txt") } ?? first
  }

  private static func metadataNames(_ files: ProductFiles) -> [String] {
    files.names { $0.wholeMatch(of: /(.*_)?MTL\.(txt|json|xml)/.ignoresCase()) != nil }
  }

  private static func bandNames(_ files: ProductFiles) -> [String] {
    let pattern =
      /L[COTEM]\d{2}_L\w{3}_\d{6}_\d{8}_\d{8}_\d{2}_\w{2}_((S[RT]_)?B\d+\w*|QA_PIXEL|BQA)\.TIF/
    return files.names { $0.wholeMatch(of: pattern.ignoresCase()) != nil }
  }
}

extension String {
  /// What follows the last slash.
  fileprivate var lastPart: Substring {
    self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]
  }
}
