import ArgumentParser
import Foundation
import GeoFiles
import ScheduledRun

/// Whether runs come to their end, for monitoring.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say when the last run came to its end; fail where that is too long ago.",
    discussion: "Exit code 69 says that something is overdue. Times are such as 36h, 3d or 90m.")

  @OptionGroup var place: StateOption

  @Option(help: "How old the last run that came to its end may be.")
  var maxAge = TimeSpan(seconds: 36 * 3_600)

  @Option(help: "How long ago the last scene may have been taken in. (default: any time)")
  var maxSceneAge: TimeSpan?

  func run() throws {
    let path = try place.folder()
    let status = try StateStatus(
      of: .existing(at: path),
      expecting: .init(run: maxAge.seconds, scene: maxSceneAge?.seconds), now: Date())
    let text = status.sentences.map { $0 + "\n" }.joined().withoutControls
    try StandardOutput.write(Array(text.utf8))
    guard status.alarms.isEmpty else {
      throw Refusal(
        .nothingToJudge, status.alarms.joined(separator: "; "), subject: path,
        advice: "look at runs/ in it and at the log of the timer")
    }
  }
}

/// A time span as people write it: `90m`, `36h`, `3d`, `3y`.
struct TimeSpan: ExpressibleByArgument {
  /// In seconds.
  var seconds: Double

  private static let units: [Character: Double] = [
    "s": 1, "m": 60, "h": 3_600, "d": 86_400, "y": 365.25 * 86_400,
  ]

  init(seconds: Double) { self.seconds = seconds }

  init?(argument: String) {
    guard let unit = argument.last.flatMap({ Self.units[$0] }),
      let number = Double(argument.dropLast()), number.isFinite, number >= 0
    else { return nil }
    seconds = number * unit
  }

  var defaultValueDescription: String { "\(Int(seconds / 3_600))h" }
}
