internal import CGDAL
import Foundation

/// The files of a product: of a folder, or of a zip or tar archive that is read in place.
///
/// Names are relative, with slashes; those that would lead out of the product are refused, whether
/// by `..`, an absolute path or a link.
public struct ProductFiles: Sendable {
  /// The folder or the archive.
  public let root: InputPath
  /// Every file in it, sorted.
  public let names: [String]
  /// What stands before a name for GDAL, in an archive; nil for a folder.
  private let archivePrefix: String?

  /// The most files a product may hold: a SAFE has some hundred.
  private static let countLimit = 20_000
  /// How deep folders may lie in each other.
  private static let depthLimit = 12

  /// Lists a folder or an archive; nil where `path` is neither.
  public init?(listing path: InputPath) throws {
    root = path
    let name = path.gdalName.lowercased()
    if path.isVirtual {
      archivePrefix = path.gdalName + "/"
    } else if path.isFolder {
      archivePrefix = nil
    } else if name.hasSuffix(".zip") {
      archivePrefix = "/vsizip/{\(path.gdalName)}/"
    } else if name.hasSuffix(".tar") || name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") {
      archivePrefix = "/vsitar/{\(path.gdalName)}/"
    } else {
      return nil
    }
    _ = GDALRuntime.started
    names = try Self.list(archivePrefix ?? path.gdalName + "/", path.shown)
    guard !names.isEmpty || archivePrefix == nil else {
      throw Refusal(
        .badInput, "is an archive that holds no file or cannot be read", subject: path.shown,
        advice: "fetch it again and compare its size with the provider's")
    }
  }

  private static func list(_ place: String, _ shown: String) throws -> [String] {
    guard let directory = VSIOpenDir(String(place.dropLast()), Int32(depthLimit), nil) else {
      return []
    }
    defer { VSICloseDir(directory) }
    var names: [String] = []
    while let entry = VSIGetNextDirEntry(directory) {
      let kind = mode_t(truncatingIfNeeded: entry.pointee.nMode) & S_IFMT
      guard entry.pointee.bModeKnown == 0 || kind != S_IFDIR,
        let name = entry.pointee.pszName.map({ String(cString: $0) }), !name.hasSuffix("/")
      else { continue }
      guard names.count < countLimit else {
        throw Refusal(.badInput, "holds more than \(countLimit) files", subject: shown)
      }
      names.append(name)
    }
    return names.sorted()
  }

  /// The file of that name; nil where the product has none, a refusal where the name leads out of it.
  public func file(_ name: String) throws -> InputPath? {
    guard names.contains(name) else { return nil }
    guard let prefix = archivePrefix else { return try root.file(named: name) }
    return try InputPath(inArchive: prefix, name: name, of: root)
  }

  /// The names whose last part matches, such as `MTD_MSIL2A.xml`.
  public func names(where matches: (Substring) -> Bool) -> [String] {
    names.filter { matches($0.lastPart) }
  }
}

extension String {
  /// What follows the last slash.
  fileprivate var lastPart: Substring {
    self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]
  }
}
