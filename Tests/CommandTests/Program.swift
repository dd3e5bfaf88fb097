import Foundation
import SceneBuilding
import Testing

/// The program, run as a shell runs it.
enum Program {
  /// How a run ended and what it said.
  struct Outcome {
    /// The exit code; for a process that a signal ended, its number below zero.
    var code: Int32
    var output: String
    var error: String
  }

  /// The executable, which is built beside the tests.
  private static func url(_ program: String) throws -> URL {
    try #require(Bundle.main.executableURL).deletingLastPathComponent()
      .appendingPathComponent(program)
  }

  /// Runs it with its outputs in files, so that no pipe can fill up; `standardOutput` names a device
  /// to write to instead; `memoryKilobytes` is the most that it may have; `whileRunning` sees the process
  /// under way.
  static func run(
    _ arguments: [String], program: String = "tianyan", standardOutput: String? = nil,
    memoryKilobytes: Int? = nil,
    whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let home = try TemporaryFolder()
    let output = home.file("output")
    let error = home.file("error")
    for file in [output, error] { try Data().write(to: URL(fileURLWithPath: file)) }
    let process = Process()
    process.executableURL = try url(program)
    process.arguments = arguments
    if let memoryKilobytes {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments =
        ["-c", "ulimit -v \(memoryKilobytes); exec \"$@\"", "sh", try url(program).path] + arguments
    }
    // Help is as wide as this says.
    process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let outputHandle = try #require(FileHandle(forWritingAtPath: standardOutput ?? output))
    let errorHandle = try #require(FileHandle(forWritingAtPath: error))
    process.standardOutput = outputHandle
    process.standardError = errorHandle
    try process.run()
    try whileRunning(process)
    process.waitUntilExit()
    return Outcome(
      code: (process.terminationReason == .exit ? 1 : -1) * process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      error: try String(contentsOfFile: error, encoding: .utf8))
  }
}
