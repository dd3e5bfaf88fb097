import Foundation
import GeoFiles

extension InboxRun {
  /// What came of a task.
  enum Attempt<Answer> {
    case answered(Answer)
    /// It cannot be done, for this reason.
    case failed(String)
  }

  /// Gives a task to a child process, a second time where the first one broke down. What is not the
  /// product's fault, such as a full disk, ends the run.
  func attempt<Answer: Decodable>(
    _ work: SceneTask.Work, as type: Answer.Type, answer: String? = nil
  ) throws -> Attempt<Answer> {
    let task = SceneTask(
      work: work, region: request.region, state: state.path,
      answer: answer ?? state.work + "/answer.json", threads: request.threads,
      allowRemote: request.allowRemote, limits: request.limits)
    let child = ChildProcess(program: request.program, folder: state.work)
    var reason = ""
    for isLast in [false, true] {
      let (ending, peak) = try child.run(task)
      report.peakBytes = max(report.peakBytes, peak)
      switch ending {
      case .done:
        if let answer = try StateFile.read(type, from: task.answer) { return .answered(answer) }
        reason = "it ended without an answer"
      case .refused(let code, let message):
        reason = message.isEmpty ? "exit code \(code)" : message
        // What an input is does not change by asking twice.
        if [.badInput, .noInput, .nothingToJudge].contains(Refusal.Reason(rawValue: code)) {
          return .failed(reason)
        }
        try checkPlace(after: reason)
      case .broken(let how): reason = how
      }
      try removeUnfinished()
      if !isLast { tell(.warning, "child.retried", "", "once more after: \(reason)") }
    }
    return .failed(reason)
  }

  /// Ends the run where the state directory takes no more.
  private func checkPlace(after reason: String) throws {
    let probe = [UInt8](repeating: 1, count: Self.probeBytes)
    do {
      try OutputFile(state.work + "/probe").write(probe)
    } catch let refusal as Refusal {
      throw Refusal(
        refusal.reason, "takes no more: \(refusal.what)", subject: state.path,
        advice: "free some space and run again: nothing is lost")
    }
  }

  private static let probeBytes = 1 << 20

  /// Removes what a child that broke down left beside the places of its results.
  private func removeUnfinished() throws {
    for folder in [state.layers, state.baselines] {
      for name in try state.names(in: folder) where name.hasPrefix(".") {
        try state.remove(folder + "/" + name)
      }
    }
  }
}
