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
      guard let state = StateDirectory.holding(file.standing) else { continue }
      throw Refusal(
        .usage, "lies in the state directory \(state), which only runs change", subject: file.path,
        advice: "write the result elsewhere")
    }
  }

  /// Refuses to write over one of the inputs, or into a product that is read.
  func refuse(overwriting inputs: [InputPath]) throws {
    for file in files { try file.refuse(overwriting: inputs) }
  }
}
