import Foundation

/// A promised output: written beside its place and renamed once it is whole, so that there is never
/// half a file. Devices and pipes, which cannot be renamed over, are written straight.
public struct OutputFile: Sendable {
  /// Where the result will stand.
  public let path: String
  /// Where it is written until then.
  public let temporaryPath: String

  /// Where it stands, however it was spelt: the folder without links and detours, and its name.
  public var standing: String {
    let url = URL(fileURLWithPath: path)
    guard !isStraight, let folder = realpath(url.deletingLastPathComponent().path, nil) else {
      return path
    }
    defer { free(folder) }
    return String(cString: folder) + "/" + url.lastPathComponent
  }

  /// Whether it is written straight, because it is no regular file that could be renamed over.
  var isStraight: Bool { path == temporaryPath }

  /// Prepares to write `path`; refuses a folder that is not there or may not be written.
  public init(_ named: String) throws {
    let path = try Self.resolved(named)
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw Refusal(.cannotWrite, "is a folder", subject: path, advice: "name a file")
    }
    if (exists && status.st_mode & S_IFMT != S_IFREG) || Self.isSystemPath(path) {
      temporaryPath = path
      return
    }
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw Refusal(
        .cannotWrite, "there is no folder \(folder)", subject: path, advice: "make it first")
    }
    guard access(folder, W_OK) == 0, !exists || access(path, W_OK) == 0 else {
      throw Refusal(.cannotWrite, "may not be written", subject: path, advice: "check permissions")
    }
    temporaryPath = "\(folder)/.\(url.lastPathComponent).\(getpid()).part"
    UnfinishedFiles.add(temporaryPath)
  }

  /// What a link points to, so that the result goes there and the link stays; names of
  /// open files, such as `/dev/stdout`, are left as they are.
  private static func resolved(_ path: String) throws -> String {
    guard !path.isEmpty else {
      throw Refusal(.usage, "an output needs a name", subject: "--output")
    }
    guard path != "-" else {
      throw Refusal(
        .usage, "is no name of a file", subject: path,
        advice: "leave the option out for standard output, or say /dev/stdout")
    }
    guard linkTarget(of: path) != nil, !isSystemPath(path) else { return path }
    guard let real = realpath(path, nil) else {
      throw Refusal(.cannotWrite, "is a link to nowhere", subject: path)
    }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether it names an open file of a process, itself or by a link: not a place to rename to, even
  /// where a regular file lies behind it.
  private static func isSystemPath(_ path: String) -> Bool {
    [path, linkTarget(of: path) ?? ""].contains { name in
      ["/proc/", "/dev/fd/", "/dev/std"].contains { name.hasPrefix($0) }
    }
  }

  /// Where a link points; nil for what is no link.
  private static func linkTarget(of path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    return count < 0
      ? nil : String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Refuses to write over one of the inputs, or into a folder that is one.
  public func refuse(overwriting inputs: [InputPath]) throws {
    let own = standing
    for input in inputs where !input.isVirtual {
      guard let real = realpath(input.gdalName, nil) else { continue }
      defer { free(real) }
      let other = String(cString: real)
      guard own == other || own.hasPrefix(other + "/") else { continue }
      throw Refusal(
        .usage, own == other ? "is one of the inputs" : "lies in a product that is read",
        subject: path,
        advice: "write the result elsewhere")
    }
  }

  /// Writes all of `bytes` and publishes them.
  public func write(_ bytes: [UInt8]) throws {
    let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Refusal(.cannotWrite, Self.reason(errno), subject: path)
    }
    var failure = FileDescriptorWriter.write(bytes, to: descriptor)
    // A full disk may show only now; devices cannot be synchronised and say EINVAL.
    if failure == 0, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else {
      discard()
      throw Refusal(
        .ioError, Self.reason(failure), subject: path, advice: "free some space and run again")
    }
    try publish()
  }

  /// Moves what was written to its place.
  public func publish() throws {
    guard !isStraight else { return }
    guard rename(temporaryPath, path) == 0 else {
      let failure = errno
      discard()
      throw Refusal(.cannotWrite, Self.reason(failure), subject: path)
    }
    UnfinishedFiles.remove(temporaryPath)
  }

  /// Takes back what was written.
  public func discard() {
    guard !isStraight else { return }
    unlink(temporaryPath)
    UnfinishedFiles.remove(temporaryPath)
  }

  static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

/// Writing to an open descriptor until all is out.
enum FileDescriptorWriter {
  /// Zero, or the `errno` of what went wrong.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let written = Foundation.write(
          descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        done += written
      }
      return 0
    }
  }
}

/// Standard output as a promised output.
public enum StandardOutput {
  /// Writes all of `bytes`; refuses with what the system said where it cannot.
  public static func write(_ bytes: [UInt8]) throws {
    let failure = FileDescriptorWriter.write(bytes, to: STDOUT_FILENO)
    guard failure == 0 else {
      throw Refusal(.ioError, OutputFile.reason(failure), subject: "standard output")
    }
  }
}
