import Foundation
import GeoFiles
import Scenes

extension InboxRun {
  /// What a run would do, for people; nothing in the state directory is touched. Products are recognised
  /// in a folder of their own, which is removed afterwards.
  public static func plan(
    _ request: RunRequest, state path: String, log: @escaping (RunEvent) -> Void
  ) throws -> String {
    GDALRuntime.start()
    let manager = FileManager.default
    let scratch = NSTemporaryDirectory() + "tianyan-dry-run-" + UUID().uuidString
    let planned = Result {
      let state = try StateDirectory.prepared(at: scratch)
      if manager.fileExists(atPath: path) {
        let real = try StateDirectory.existing(at: path)
        if manager.fileExists(atPath: real.products) {
          try manager.copyItem(atPath: real.products, toPath: state.products)
        }
        try manager.removeItem(atPath: state.quarantine)
        try manager.copyItem(atPath: real.quarantine, toPath: state.quarantine)
      }
      return try InboxRun(request, in: state, log: log).planned(existing: path)
    }
    do {
      try manager.removeItem(atPath: scratch)
    } catch {
      log(
        RunEvent(
          level: .warning, name: "plan.left-behind", subject: scratch,
          message: "\(scratch) is left behind: \(error.localizedDescription)"))
    }
    return try planned.get()
  }

  private func planned(existing path: String) throws -> String {
    var ledger = try ProductLedger(of: state)
    let arrived = try arrivals(ledger)
    try ledger.remember(arrived)
    let plan = ArrivalPlan(
      ledger.products.filter { quarantine.reason($0.path, $0.fingerprint) == nil }
        .filter(isRecent))
    let made = "\(URL(fileURLWithPath: path).standardizedFileURL.path)/layers"
    var lines: [String] = []
    for overpass in plan.overpasses {
      let isThere = FileManager.default.fileExists(atPath: sidecar(of: overpass, in: made))
      lines.append(
        "\(isThere ? "known  " : "take in") \(overpass.acquired.text) \(overpass.sensor)")
      lines += overpass.products.map { "          \($0.path)" }
    }
    lines += plan.setAside.map { "leave   \($0.product.path): \($0.reason)" }
    lines += report.setAside.map { "leave   \($0.subject): \($0.reason)" }
    lines += report.waiting.map { "wait    \($0.subject): \($0.reason)" }
    lines += report.quarantined.map { "hold    \($0.subject): \($0.reason)" }
    return lines.map { $0 + "\n" }.joined()
  }
}
