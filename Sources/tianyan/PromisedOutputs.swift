import Foundation
import GeoFiles
import ScheduledRun

/// The files that a command promises, looked at before it does any work.
struct PromisedOutputs {
  private let files: [OutputFile]

  /// The places of options that were given. Refuses one that cannot be written, one that two options name,
  /// however they spell it, and one among what scheduled runs keep.
  init(_ named: String?...) throws {
    files = try named.compactMap { $0 }.map { try OutputFile($0) }
    for (number, file) in files.enumerated() {
      guard !files[..<number].contains(where: { $0.standing == file.standing }) else {
        throw Refusal(
          .usage, "is named by two options", subject: file.path, advice: "give each its own file")
      }
      try Self.refuseState(file.standing)
    }
  }

  /// Refuses a place among what scheduled runs keep.
  static func refuseState(_ path: String) throws {
    guard let state = StateDirectory.holding(path) else { return }
    throw Refusal(
      .usage, "lies in the state directory \(state), which only runs change", subject: path,
      advice: "write the result elsewhere")
  }

  /// Refuses a folder for many files that holds other things: one is new, empty, or has the `marker` of an
  /// earlier result.
  static func checkFolder(_ path: String, marker: String) throws {
    try refuseState(path + "/" + marker)
    let manager = FileManager.default
    guard manager.fileExists(atPath: path), !manager.fileExists(atPath: path + "/" + marker),
      try !manager.contentsOfDirectory(atPath: path).isEmpty
    else { return }
    throw Refusal(
      .usage, "holds other things", subject: path, advice: "name a folder that is empty or new")
  }

  /// Refuses to write over one of the inputs, or into a product that is read.
  func refuse(overwriting inputs: [InputPath]) throws {
    for file in files { try file.refuse(overwriting: inputs) }
  }
}
