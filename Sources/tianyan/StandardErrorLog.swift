import Foundation
import Logging

/// Log lines for people, on standard error: `tianyan: warning: ...`.
struct StandardErrorLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let level = event.level > .info ? "\(event.level): " : ""
    Self.writeMessage("tianyan: \(level)\(event.message)\n")
  }

  /// Text as it is; whether standard error takes it or not changes nothing.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Foundation.write(STDERR_FILENO, bytes, bytes.count)
  }

  /// A message of which parts come from inputs, without what would steer a terminal.
  static func writeMessage(_ text: String) {
    write(text.withoutControls)
  }
}

extension String {
  /// The text with a question mark for every character that would steer a terminal; lines stay.
  var withoutControls: String {
    String(
      unicodeScalars.map { scalar in
        scalar == "\n" || !scalar.properties.generalCategory.isControl ? Character(scalar) : "?"
      })
  }
}

/// How much a command says about what it does.
struct Verbosity {
  /// 0 for warnings, 1 for decisions and their reasons, 2 for the compiled rules too.
  var level: Int

  /// A logger for one command.
  func logger() -> Logger {
    let level: Logger.Level = self.level == 0 ? .notice : self.level == 1 ? .info : .debug
    return Logger(label: "tianyan") { _ in StandardErrorLog(logLevel: level) }
  }
}

extension Unicode.GeneralCategory {
  /// Control and format characters: escapes, marks that turn the direction of writing.
  fileprivate var isControl: Bool { self == .control || self == .format }
}
