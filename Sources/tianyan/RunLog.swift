import ArgumentParser
import Foundation
import GeoFiles
import ScheduledRun
import Sites

/// What a run tells while it works, on standard error.
struct RunLog {
  /// How it is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// One JSON object a line, for programs.
    case json
  }

  var format: Format

  func write(_ event: RunEvent) {
    switch format {
    case .text:
      let level = event.level == .warning ? "warning: " : ""
      StandardErrorLog.writeMessage("tianyan: \(level)\(event.message)\n")
    case .json:
      let line = JSONValue.object([
        ("time", .string(RunClock.text(of: Date()))), ("level", .string(event.level.rawValue)),
        ("event", .string(event.name)), ("subject", .string(event.subject)),
        ("message", .string(event.message)),
      ])
      StandardErrorLog.write("\(line)\n")
    }
  }
}

extension RunReport {
  /// For people: what was taken in, what waits, what could not be read.
  var summary: String {
    func lines(_ title: String, _ lines: [Line]) -> [String] {
      guard !lines.isEmpty else { return [] }
      return ["\(title):"] + lines.map { "  \($0.subject): \($0.reason)" }
    }
    let text =
      ["run \(run) of \(region): \(products) products, \(scenes) scenes in the catalogue"]
      + lines("recorded", recorded) + lines("taken back", retracted) + lines("waiting", waiting)
      + lines("set aside", setAside) + lines("could not be analysed", failed)
      + lines("in quarantine now", quarantined)
    return TerminalText.harmlessLines(text.joined(separator: "\n")) + "\n"
  }

  /// For programs.
  var json: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
  }
}
