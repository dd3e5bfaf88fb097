import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import ScheduledRun

/// Whatever products arrived in, an up-to-date catalogue out.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take in what arrived overnight (for cron or a timer).",
    discussion: """
      Products may come in any order, twice, or half copied: those still on their way wait for the \
      next run, those that cannot be read go into quarantine with the reason, and of several of one \
      acquisition the best counts. Each scene is compared with the median of those before it. The \
      inbox is only read. What is killed under way is completed by the next run. Exit code 65 says \
      that something went into quarantine, 75 that another run is at work.
      """)

  @Option(help: "A region.yaml or its folder.")
  var region: String

  @Option(help: "A folder of products, or a text file with a path in each line.")
  var inbox: String

  @OptionGroup var place: StateOption

  @Option(help: "Leave out products that were taken before this date.")
  var since: String?

  @Flag(help: "Allow products on the network (/vsis3/ and the like).")
  var allowRemote = false

  @Option(help: "How many clear looks the median is taken of.")
  var looks = ReferenceRequest.usualLooks

  @Option(help: "How many seconds a product must have lain still.")
  var settle = 120.0

  @Option(help: "How many hours a product that lacks files is waited for.")
  var patience = 72.0

  @Option(help: "How many seconds one scene may take.")
  var timeLimit = TaskLimits.usualSeconds

  @Option(help: "How many GiB of memory one scene may take.")
  var memoryLimit = Double(TaskLimits.usualMemory >> 30)

  @Option(help: "How many threads work; the answer is the same for any number.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "How the log is written: text or json.")
  var log: RunLog.Format = .text

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
    guard (1...99).contains(looks) else { throw ValidationError("--looks takes 1 to 99.") }
    guard settle >= 0, patience >= 0, timeLimit > 0, memoryLimit > 0,
      [settle, patience, timeLimit].allSatisfy({ $0 < 1e9 }), memoryLimit < 1e6
    else {
      throw ValidationError(
        "--settle, --patience, --time-limit and --memory-limit take numbers above 0.")
    }
    if let since, AcquisitionTime(since) == nil {
      throw ValidationError("--since takes a date such as 2026-01-31.")
    }
  }

  func run() throws {
    let log = RunLog(format: log)
    let state = try place.folder()
    if dryRun {
      return try StandardOutput.write(
        Array(try InboxRun.plan(request(), state: state, log: log.write).utf8))
    }
    let report = try InboxRun.run(request(), state: state, log: log.write)
    try StandardOutput.write(json ? report.json : Array(report.summary.utf8))
    guard report.exitCode == 0 else { Foundation.exit(report.exitCode) }
  }

  private func request() throws -> RunRequest {
    var request = RunRequest(region: region, inbox: inbox, program: try ThisProgram.path())
    request.allowRemote = allowRemote
    request.since = since.flatMap { AcquisitionTime($0) }
    request.patience = Readiness.Patience(settling: settle, completing: patience * 3_600)
    request.looks = looks
    request.limits = TaskLimits(
      memory: Int(memoryLimit * Double(1 << 30)), seconds: timeLimit)
    request.threads = threads
    return request
  }
}

/// The file that this program runs from.
enum ThisProgram {
  static func path() throws -> String {
    guard let real = realpath("/proc/self/exe", nil) else {
      throw Refusal(.bug, "cannot find its own file", subject: "tianyan")
    }
    defer { free(real) }
    return String(cString: real)
  }
}
