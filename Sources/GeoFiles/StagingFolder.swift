import Foundation

/// A folder beside a promised output in which it is written, for formats that care for their file's name or make
/// several files; what it holds is renamed into place once it is whole.
public struct StagingFolder: Sendable {
  /// Where the main file will stand.
  public let destination: String
  /// The folder that is written in until then.
  public let path: String

  /// Makes the folder beside `destination`; refuses a place that cannot be written, and a device.
  public init(beside destination: String) throws {
    let output = try OutputFile(destination)
    guard !output.isStraight else {
      throw Refusal(
        .cannotWrite, "is no regular file, which this format needs", subject: destination,
        advice: "name a file")
    }
    self.destination = output.path
    path = output.temporaryPath
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw Refusal(.cannotWrite, OutputFile.reason(errno), subject: destination)
    }
  }

  /// The path of a file in it.
  public func file(_ name: String) -> String { path + "/" + name }

  /// The path of the main file in it.
  public var mainFile: String { file(URL(fileURLWithPath: destination).lastPathComponent) }

  /// Moves everything to its place, the main file last, so that who sees it sees all the others.
  public func publish() throws {
    do {
      let main = URL(fileURLWithPath: mainFile).lastPathComponent
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      let home = URL(fileURLWithPath: destination).deletingLastPathComponent().path
      for name in names.filter({ $0 != main }) + names.filter({ $0 == main }) {
        try Self.synchronise(file(name), subject: destination)
        guard rename(file(name), home + "/" + name) == 0 else {
          throw Refusal(.cannotWrite, OutputFile.reason(errno), subject: home + "/" + name)
        }
      }
    } catch {
      discard()
      throw error
    }
    discard()
  }

  /// Takes back what is left in it, and the folder.
  public func discard() { UnfinishedFiles.discard(path) }

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
