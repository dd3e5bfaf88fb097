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
    let child = ChildProcess(program: request.program, folder: state.work, lock: lock)
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
        let kind = Refusal.Reason(rawValue: code)
        // What an input is does not change by asking twice.
        if [.badInput, .noInput, .nothingToJudge].contains(kind) { return .failed(reason) }
        if let kind { try refusePlace(kind, message) }
      case .broken(let how): reason = how
      }
      try removeUnfinished()
      try probePlace()
      if !isLast { tell(.warning, "child.retried", "", "once more after: \(reason)") }
    }
    return .failed(reason)
  }

  /// Ends the run where a child could not write into the state directory: the next product would fare no
  /// better, and it is no product's fault.
  private func refusePlace(_ kind: Refusal.Reason, _ message: String) throws {
    // Where the disk is full, there may have been no room for the message either.
    let isPlace = message.isEmpty || message.contains(state.path + "/")
    guard kind == .cannotWrite || kind == .ioError && isPlace else { return }
    try removeUnfinished()
    let first = message.split(separator: "\n").first ?? "nothing can be written"
    throw Refusal(
      kind, "fails: \(first.replacing(state.path + "/", with: ""))", subject: state.path,
      advice: Self.advice)
  }

  /// Ends the run where the state directory takes no more, though a child gave another reason or none.
  private func probePlace() throws {
    let probe = [UInt8](repeating: 1, count: Self.probeBytes)
    do {
      try OutputFile(state.work + "/probe").write(probe)
      try state.remove(state.work + "/probe")
    } catch let refusal as Refusal {
      throw Refusal(
        refusal.reason, "takes no more: \(refusal.what)", subject: state.path,
        advice: Self.advice)
    }
  }

  private static let advice = "free some space and run again: nothing is lost"

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
