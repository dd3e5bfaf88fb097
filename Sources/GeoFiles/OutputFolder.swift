import Foundation

/// A promised folder, or several promised files: written in a hidden folder beside their place and put there once all
/// is whole, so that there is never half of it.
public struct OutputFolder: Sendable {
  /// How what was written comes to its place.
  private enum Arrival: Sendable {
    /// The folder as it is, in place of an older one that goes there until the new one stands.
    case whole(retired: String)
    /// Each file by itself.
    case files
  }

  /// Where the folder, or the main file, will stand.
  public let destination: String
  /// The folder that is written in until then.
  public let path: String
  private let arrival: Arrival

  /// Prepares a folder that will stand at `destination`. A folder of the same kind that stands there will be replaced;
  /// refuses one that holds no file called `marker`, which is how one of ours is known, and a place that may not be
  /// written.
  public init(_ destination: String, marker: String) throws {
    let url = URL(fileURLWithPath: destination).standardizedFileURL
    let home = url.deletingLastPathComponent().path
    guard access(home, W_OK) == 0 else {
      throw Refusal(.cannotWrite, OutputFile.reason(errno), subject: home)
    }
    guard !Self.exists(url.path) || Self.exists(url.path + "/" + marker) else {
      throw Refusal(
        .cannotWrite, "is there already and holds no \(marker): this program did not write it",
        subject: destination, advice: "name another folder, or move that one away")
    }
    self.destination = url.path
    path = "\(home)/.\(url.lastPathComponent).\(getpid()).part"
    arrival = .whole(retired: "\(home)/.\(url.lastPathComponent).\(getpid()).old")
    try make()
  }

  /// Prepares a file that will stand at `destination` with others beside it, for formats that care for their file's
  /// name or make several; refuses a place that cannot be written, and a device.
  public init(beside destination: String) throws {
    let output = try OutputFile(destination)
    guard !output.isStraight else {
      throw Refusal(
        .cannotWrite, "is no regular file, which this format needs", subject: destination,
        advice: "name a file")
    }
    self.destination = output.path
    path = output.temporaryPath
    arrival = .files
    try make()
  }

  private func make() throws {
    // A run of this number that was killed has left it.
    if Self.exists(path) { UnfinishedFiles.discard(path) }
    UnfinishedFiles.add(path)
    guard mkdir(path, 0o755) == 0 else {
      throw Refusal(.cannotWrite, OutputFile.reason(errno), subject: destination)
    }
  }

  /// The path of a file in it.
  public func file(_ name: String) -> String { path + "/" + name }

  /// The path of the main file in it.
  public var mainFile: String { file(URL(fileURLWithPath: destination).lastPathComponent) }

  /// Writes files by name and puts all in its place.
  public func write(_ files: [(name: String, bytes: [UInt8])]) throws {
    do {
      for (name, bytes) in files { try OutputFile(file(name)).write(bytes) }
    } catch {
      discard()
      throw error
    }
    try publish()
  }

  /// Moves what was written to its place; of several files the main one last, so that who sees it sees all the others.
  public func publish() throws {
    defer { discard() }
    switch arrival {
    case .files:
      let names = try list()
      for name in names { try Self.synchronise(file(name), subject: destination) }
      let main = URL(fileURLWithPath: mainFile).lastPathComponent
      let home = URL(fileURLWithPath: destination).deletingLastPathComponent().path
      for name in names.filter({ $0 != main }) + names.filter({ $0 == main }) {
        try Self.move(file(name), to: home + "/" + name)
      }
    case .whole(let retired):
      let replaces = Self.exists(destination)
      if replaces { try Self.move(destination, to: retired) }
      try Self.move(path, to: destination)
      if replaces { UnfinishedFiles.discard(retired) }
    }
  }

  /// Takes back what is left in it, and the folder.
  public func discard() { UnfinishedFiles.discard(path) }

  /// Makes the folder that others will be written into, where it is not there yet.
  public static func make(_ path: String) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else {
        throw Refusal(.cannotWrite, "is a file", subject: path, advice: "name a folder")
      }
      return
    }
    guard mkdir(path, 0o755) == 0 else {
      throw Refusal(
        .cannotWrite, "cannot be made: \(OutputFile.reason(errno))", subject: path,
        advice: "make the folder above it first")
    }
  }

  private func list() throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw Refusal(.ioError, error.localizedDescription, subject: destination)
    }
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private static func move(_ path: String, to place: String) throws {
    guard rename(path, place) == 0 else {
      throw Refusal(.cannotWrite, OutputFile.reason(errno), subject: place)
    }
  }

  /// Has the device keep what was written: a full disk may show only now.
  private static func synchronise(_ path: String, subject: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Refusal(.ioError, OutputFile.reason(errno), subject: subject)
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw Refusal(
        .ioError, OutputFile.reason(errno), subject: subject,
        advice: "free some space and run again")
    }
  }
}
