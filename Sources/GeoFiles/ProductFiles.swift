internal import CGDAL
import Foundation

/// The files of a product: of a folder, or of a zip or tar archive that is read in place.
///
/// Names are relative, with slashes; those that would lead out of the product are refused, whether
/// by `..`, an absolute path or a link.
///
/// Of the checksums in archives these are compared: that of a whole `.tar.gz`; in a zip those of
/// metadata, by whoever reads it, and of masks, when a scene opens. Those of images are not: windows of
/// some are read, and to sum up a gigabyte takes a second beside the reading of all of it. `unzip -t`
/// does it.
public struct ProductFiles: Sendable {
  /// The folder or the archive.
  public let root: InputPath
  /// Every file in it, sorted.
  public let names: [String]
  /// What stands before a name for GDAL, in an archive; nil for a folder.
  private let archivePrefix: String?
  /// What a zip archive states of its files; empty for others.
  private let checksums: [String: UInt32]

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
      archivePrefix = "/vsizip/" + Self.delimited(path.gdalName)
    } else if name.hasSuffix(".tar") || name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") {
      archivePrefix = "/vsitar/" + Self.delimited(path.gdalName)
    } else {
      return nil
    }
    _ = GDALRuntime.started
    if !path.isVirtual, !path.isFolder {
      if name.hasSuffix(".tar") { try Self.checkEnd(ofTar: path) }
      if name.hasSuffix("gz") { try Self.checkWhole(compressed: path) }
    }
    names = try Self.list(archivePrefix ?? path.gdalName + "/", path.shown)
    let isZip = !path.isVirtual && archivePrefix != nil && name.hasSuffix(".zip")
    checksums = isZip && !names.isEmpty ? try ZipDirectory(reading: path).checksums : [:]
    guard !names.isEmpty || archivePrefix == nil else {
      throw Refusal(
        .badInput, "is an archive that holds no file or cannot be read", subject: path.shown,
        advice: "fetch it again and compare its size with the provider's")
    }
  }

  /// An archive's name as GDAL takes it before the name of a file in it. Braces say where it ends; one
  /// that has braces of its own ends, for GDAL, with the first `.zip` or `.tar` that is a file.
  private static func delimited(_ name: String) -> String {
    name.contains(where: { "{}".contains($0) }) ? name + "/" : "{\(name)}/"
  }

  private static func list(_ place: String, _ shown: String) throws -> [String] {
    var names: [String] = []
    let (kinds, folder) = (Int32(S_IFMT as mode_t), Int32(S_IFDIR as mode_t))
    do throws(GDALError) {
      try reportingEveryFailure("list", shown) { () -> Void? in
        guard let directory = VSIOpenDir(String(place.dropLast()), Int32(depthLimit), nil) else {
          return ()
        }
        defer { VSICloseDir(directory) }
        while names.count <= countLimit, let entry = VSIGetNextDirEntry(directory) {
          guard entry.pointee.bModeKnown == 0 || entry.pointee.nMode & kinds != folder,
            let name = entry.pointee.pszName.map({ String(cString: $0) }), !name.hasSuffix("/")
          else { continue }
          names.append(name)
        }
        return ()
      }
    } catch {
      throw Refusal(
        .badInput, "is damaged or cut off: \(error.messages.joined(separator: "; "))",
        subject: shown, advice: "fetch it again and compare its size with the provider's")
    }
    guard names.count <= countLimit else {
      throw Refusal(.badInput, "holds more than \(countLimit) files", subject: shown)
    }
    return names.sorted()
  }

  /// A tar archive ends in two blocks of zeros (POSIX, ustar). GDAL takes one that breaks off for a
  /// whole one with fewer files.
  private static func checkEnd(ofTar path: InputPath) throws {
    let blockBytes = 512
    let file = try FileBytes(opening: path)
    let end = try file.read(from: max(0, file.count - 2 * blockBytes), count: 2 * blockBytes)
    guard file.count >= 2 * blockBytes, file.count % blockBytes == 0,
      end.allSatisfy({ $0 == 0 })
    else {
      throw Refusal(
        .badInput, "is no whole tar archive: its end is missing", subject: path.shown,
        advice: "fetch it again and compare its size with the provider's")
    }
  }

  /// Refuses a compressed file that is not whole: its checksum stands at its very end, which reading
  /// the files in it never reaches.
  private static func checkWhole(compressed path: InputPath) throws {
    do {
      try FileBytes(opening: InputPath(compressed: path)).check()
    } catch let refusal as Refusal where refusal.reason == .noInput {
      throw Refusal(
        .badInput, "is not compressed as its name says", subject: path.shown,
        advice: "fetch it again and compare its size with the provider's")
    }
  }

  /// The file of that name; nil where the product has none, a refusal where the name leads out of it.
  public func file(_ name: String) throws -> InputPath? {
    guard names.contains(name) else { return nil }
    guard let prefix = archivePrefix else { return try root.file(named: name) }
    return try InputPath(
      inArchive: prefix, name: name, of: root, checksum: checksums[name])
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
