import ArgumentParser
import ScheduledRun

/// One task of a scheduled run, in a process of its own.
struct ObserveScene: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do one task of a scheduled run (for tianyan run alone).", shouldDisplay: false)

  @Argument(help: "The task, as tianyan run writes it.")
  var task: String

  func run() async throws { try await TaskWork.run(task) }
}
