import Foundation
import Testing

@Suite("Help and version")
struct HelpTests {
  @Test(
    "are as they were last read over, on standard output and with exit code 0",
    arguments: [
      (["--help"], "help.txt"), (["--version"], "version.txt"),
      (["scan", "--help"], "scan-help.txt"), (["index", "--help"], "index-help.txt"),
      (["change", "--help"], "change-help.txt"),
      (["indices", "--help"], "indices-help.txt"), (["info", "--help"], "info-help.txt"),
      (["prepare", "--help"], "prepare-help.txt"),
      (["evaluate", "--help"], "evaluate-help.txt"),
      (["evidence", "--help"], "evidence-help.txt"), (["report", "--help"], "report-help.txt"),
      (["export", "--help"], "export-help.txt"),
      (["dispatch", "--help"], "dispatch-help.txt"),
      (["sites", "--help"], "sites-help.txt"), (["site", "--help"], "site-help.txt"),
      (["verdict", "--help"], "verdict-help.txt"), (["audit", "--help"], "audit-help.txt"),
      (["days-unobserved", "--help"], "days-unobserved-help.txt"),
      (["run", "--help"], "run-help.txt"),
      (["status", "--help"], "status-help.txt"), (["check", "--help"], "check-help.txt"),
      (["prune", "--help"], "prune-help.txt"),
      (["baseline", "--help"], "baseline-help.txt"), (["monitor", "--help"], "monitor-help.txt"),
    ])
  func snapshots(arguments: [String], name: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    try Snapshot.expect(normalised(outcome.output), is: name)
  }

  /// Without what differs between machines: GDAL's version and the number of cores.
  private func normalised(_ text: String) -> String {
    text.replacing(/GDAL \d+(\.\d+)+\S*/, with: "GDAL N")
      .replacing(
        "(default: \(ProcessInfo.processInfo.activeProcessorCount))", with: "(default: all cores)")
  }
}
