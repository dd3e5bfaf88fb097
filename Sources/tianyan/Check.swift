import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import ScheduledRun

/// Whether a region and a state directory will carry the night's run.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a region's configuration, and the room for it, before the night.")

  @Option(help: "A region.yaml or its folder.")
  var region: String

  @Option(help: "Also check the room that is left in this state directory, or where it will be.")
  var state: String?

  func run() throws {
    GDALRuntime.start()
    let check = try RegionCheck(reading: try InputPath(region))
    var lines = check.findings.map { ($0.isFine, $0.sentence) }
    if let state, let need = check.layerBytes { lines.append(Self.room(in: state, for: need)) }
    let text = lines.map { "\($0 ? "ok     " : "wrong  ")\($1)\n" }.joined()
    try StandardOutput.write(Array(text.utf8))
    guard lines.allSatisfy(\.0) else {
      throw Refusal(.badInput, "is not fit for a run", subject: region)
    }
  }

  /// A run needs room for one layer while it is made, and for its result.
  private static func room(in state: String, for layer: Int) -> (Bool, String) {
    let free = StateDirectory.freeBytes(near: state)
    func gigabytes(_ bytes: Int) -> String { String(format: "%.1f GB", Double(bytes) / 1e9) }
    return (
      free > 2 * layer,
      "\(gigabytes(free)) are free for \(state); one scene takes up to \(gigabytes(2 * layer))"
    )
  }
}
