import GeoFiles

/// What products list of themselves, to be compared with what is there: a product that lacks some of it
/// is still being copied, or was cut off.
public enum ProductManifest {
  /// The list of a SAFE product (ESA, SAFE Core Specification: `fileLocation`).
  private static let safe = "manifest.safe"

  /// The files that a product lists and that are not there; none where it lists none.
  public static func missing(in path: InputPath) throws -> [String] {
    guard let files = try ProductFiles(listing: path) else { return [] }
    let described = SceneDescription.fileName
    if path.isFolder, files.names.contains(described) {
      return try SceneDescription(reading: path.file(named: described)).files
        .filter { !files.names.contains($0) }
    }
    guard let manifest = files.names(where: { $0 == safe }).first else {
      return path.isFolder && path.fileExtension == "safe" ? [safe] : []
    }
    let home = manifest.dropLast(safe.count)
    guard let file = try files.file(manifest) else { return [manifest] }
    return try XMLElement(reading: file).all("fileLocation").compactMap { location in
      guard let link = location.attributes["href"], !link.isEmpty else { return nil }
      let listed = home + (link.hasPrefix("./") ? link.dropFirst(2) : link[...])
      return files.names.contains(String(listed)) ? nil : String(listed)
    }
  }
}

extension SceneDescription {
  /// The names of the files that it describes.
  fileprivate var files: [String] {
    bands.map(\.source.file) + [mask?.source.file].compactMap { $0 }
  }
}
