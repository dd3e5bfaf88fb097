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
    Self.write("tianyan: \(level)\(event.message)\n")
  }

  /// Text as it is; whether standard error takes it or not changes nothing.
  static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
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
