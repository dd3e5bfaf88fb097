import Foundation

/// A promised folder of files: written beside its place and put there whole, so that there is never
/// half of one. A folder of the same kind that stands there is replaced.
public struct OutputFolder: Sendable {
  /// Where the result will stand.
  public let path: String
  /// Where it is written until then.
  private let temporaryPath: String
  /// Where an older one goes until the new one stands.
  private let retiredPath: String

  /// Prepares to write `path`; refuses to replace a folder that holds no file called `marker`, which
  /// is how one of ours is known, and a place that may not be written.
  public init(_ path: String, marker: String) throws {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let home = url.deletingLastPathComponent().path
    self.path = url.path
    temporaryPath = "\(home)/.\(url.lastPathComponent).\(getpid()).part"
    retiredPath = "\(home)/.\(url.lastPathComponent).\(getpid()).old"
    guard access(home, W_OK) == 0 else {
      throw Refusal(.cannotWrite, OutputFile.reason(errno), subject: home)
    }
    guard Self.exists(self.path) else { return }
    guard Self.exists(self.path + "/" + marker) else {
      throw Refusal(
        .cannotWrite, "is there already and holds no \(marker): this program did not write it",
        subject: path, advice: "name another folder, or move that one away")
    }
  }

  /// Writes the files, by name, and puts the folder in its place.
  public func write(_ files: [(name: String, bytes: [UInt8])]) throws {
    let manager = FileManager.default
    UnfinishedFiles.add(temporaryPath)
    defer { UnfinishedFiles.remove(temporaryPath) }
    do {
      // A run that was killed has left it.
      if Self.exists(temporaryPath) { try manager.removeItem(atPath: temporaryPath) }
      try manager.createDirectory(atPath: temporaryPath, withIntermediateDirectories: false)
      for file in files {
        try OutputFile("\(temporaryPath)/\(file.name)").write(file.bytes)
      }
      let replaces = Self.exists(path)
      if replaces { try manager.moveItem(atPath: path, toPath: retiredPath) }
      try manager.moveItem(atPath: temporaryPath, toPath: path)
      if replaces { try manager.removeItem(atPath: retiredPath) }
    } catch let refusal as Refusal {
      UnfinishedFiles.discard(temporaryPath)
      throw refusal
    } catch {
      UnfinishedFiles.discard(temporaryPath)
      throw Refusal(.cannotWrite, "\(error.localizedDescription)", subject: path)
    }
  }

  /// Makes the folder that others will be written into, where it is not there yet.
  public static func make(_ path: String) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else {
        throw Refusal(.cannotWrite, "is a file", subject: path, advice: "name a folder")
      }
      return
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    } catch {
      throw Refusal(
        .cannotWrite, "cannot be made", subject: path, advice: "make the folder above it first")
    }
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
