import Foundation

/// A path that the user named, checked before GDAL sees it.
///
/// GDAL gives many strings a meaning of their own (`GTIFF_RAW:x`, `/vsicurl/...`, `<VRTDataset>`).
/// A plain path is therefore made absolute, and network paths are refused unless asked for.
public struct InputPath: Hashable, Sendable {
  /// What GDAL is given.
  public let gdalName: String
  /// What the user wrote, for messages.
  public let shown: String
  /// Whether GDAL reads it through one of its virtual file systems.
  public let isVirtual: Bool
  /// The CRC-32 that its archive states of it; nil for what lies in none, or in one that states none.
  public private(set) var checksum: UInt32?

  /// GDAL's virtual file systems that read nothing but the local file they name. All others reach
  /// the network, or read a file that names further ones.
  private static let localSystems: Set<Substring> = ["vsizip", "vsitar", "vsigzip", "vsimem"]

  /// A checked path; refuses what does not exist, what may not be read, and the network.
  public init(_ path: String, allowRemote: Bool = false) throws {
    shown = path
    let remote = Self.leavesThisMachine(path)
    if remote, !allowRemote {
      throw Refusal(
        .usage, "is on the network", subject: path,
        advice: "add --allow-remote to read it from there")
    }
    isVirtual = path.hasPrefix("/vsi")
    guard !isVirtual, !remote else {
      gdalName = path
      return
    }
    gdalName = URL(fileURLWithPath: path).standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: gdalName) else {
      throw Refusal(.noInput, "there is no such file or folder", subject: path)
    }
    var status = stat()
    if stat(gdalName, &status) == 0,
      ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    {
      throw Refusal(.badInput, "is neither a regular file nor a folder", subject: path)
    }
    guard FileManager.default.isReadableFile(atPath: gdalName) else {
      throw Refusal(.noInput, "may not be read", subject: path, advice: "check its permissions")
    }
  }

  private static func leavesThisMachine(_ path: String) -> Bool {
    if path.prefixMatch(of: /(https?|ftp|s3|gs):\/\//.ignoresCase()) != nil { return true }
    guard path.hasPrefix("/vsi") else { return false }
    // Systems nest: /vsizip//vsicurl/https://...
    return path.contains("://")
      || path.split(separator: "/").contains { part in
        part.hasPrefix("vsi") && !localSystems.contains(part)
      }
  }

  /// The only files that GDAL may look for beside this one: itself and the header of an ENVI raster.
  /// Masks, overviews and metadata in sidecars could name further files and would not be part of the
  /// scene's identity.
  var siblings: [String] {
    let name = URL(fileURLWithPath: gdalName).lastPathComponent
    return [name]
      + Set([name + ".hdr", fileStem + ".hdr"]).sorted().filter { header in
        let path = URL(fileURLWithPath: gdalName).deletingLastPathComponent().path + "/" + header
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      }
  }

  /// The letters after the name's last dot, in lower case; empty where there are none.
  public var fileExtension: String {
    URL(fileURLWithPath: gdalName).pathExtension.lowercased()
  }

  /// The name without its extension.
  public var fileStem: String {
    URL(fileURLWithPath: gdalName).deletingPathExtension().lastPathComponent
  }

  /// Whether it is a folder on disk.
  public var isFolder: Bool {
    var folder: ObjCBool = false
    return FileManager.default.fileExists(atPath: gdalName, isDirectory: &folder)
      && folder.boolValue
  }

  /// The file `name` inside this folder; refuses a name that would lead out of it, so that a
  /// description inside a product cannot make us read other files.
  public func file(named name: String) throws -> InputPath {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !parts.contains(""), !parts.contains(".."), !parts.contains("."),
      !name.contains(":"), !name.contains("\0")
    else {
      throw Refusal(
        .badInput, "\"\(name)\" is not a plain file name inside the folder", subject: shown,
        advice: "bands and masks lie beside their scene.yaml")
    }
    let inside = try InputPath(gdalName + "/" + name)
    let home = URL(fileURLWithPath: gdalName).resolvingSymlinksInPath().path
    let real = URL(fileURLWithPath: inside.gdalName).resolvingSymlinksInPath().path
    guard real.hasPrefix(home == "/" ? home : home + "/") else {
      throw Refusal(
        .badInput, "\"\(name)\" is a link that leads out of the folder", subject: shown,
        advice: "copy the file into the folder")
    }
    return InputPath(gdalName: inside.gdalName, shown: shown + "/" + name)
  }

  /// The file `name` inside an archive that GDAL reads under `prefix`, and what the archive states as
  /// its checksum.
  init(
    inArchive prefix: String, name: String, of archive: InputPath, checksum: UInt32?
  ) throws {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(".."), !parts.contains(""), !name.contains("\0"), !name.contains("/vsi")
    else {
      throw Refusal(
        .badInput, "holds \"\(name)\", which would lead out of it", subject: archive.shown)
    }
    gdalName = prefix + name
    shown = archive.shown + "/" + name
    isVirtual = true
    self.checksum = checksum
  }

  /// What a compressed file holds, as one stream.
  init(compressed file: InputPath) {
    gdalName = "/vsigzip/" + file.gdalName
    shown = file.shown
    isVirtual = true
  }

  /// The folder that this file lies in.
  public func folder() throws -> InputPath {
    let parent = URL(fileURLWithPath: gdalName).deletingLastPathComponent().path
    let written = shown.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let shownParent = written.joined(separator: "/")
    return InputPath(gdalName: parent, shown: shownParent.isEmpty ? "." : shownParent)
  }

  private init(gdalName: String, shown: String) {
    self.gdalName = gdalName
    self.shown = shown
    isVirtual = false
  }
}
