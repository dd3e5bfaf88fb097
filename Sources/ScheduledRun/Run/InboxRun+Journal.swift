import Foundation
import GeoFiles
import SceneAnalysis
import SiteCatalogue

// What a run leaves behind besides its results: its rows in the journal, its manifest, its heartbeat.
extension InboxRun {
  /// Opens the catalogue, and writes down that a run began and what it works by. Refuses a journal that was touched
  /// before a pixel is moved.
  func begin() throws -> Catalogue {
    let catalogue = try Catalogue(state: state.path, for: .create)
    try catalogue.verifyChain(noted: try state.notedHeads(last: 1))
    try catalogue.note(
      "run.started", of: report.run,
      detail: [
        "software": report.software, "region": region.name, "inbox": request.inbox,
        "took_over_from": lock?.deadHolder ?? "",
      ])
    try catalogue.note(setting: "configuration", try configuration())
    self.catalogue = catalogue
    return catalogue
  }

  /// What the results depend on besides the scenes.
  private func configuration() throws -> [String: String] {
    [
      "region": region.name, "region_key": regionKey,
      "grid": region.grid.map { "\($0)" } ?? "",
      "rules": try ruleVersions().joined(separator: "\n"), "looks": String(request.looks),
      "since": request.since?.text ?? "",
    ]
  }

  /// The kinds with the versions of their rules, sorted.
  func ruleVersions() throws -> [String] {
    try region.ruleSet().rules.map { "\($0.kind) \($0.label.version)" }.sorted()
  }

  /// Puts the sites into the outbox where they are not what the last run that did so handed on.
  func handOn(_ catalogue: Catalogue) throws {
    let listing = SiteListing(try catalogue.sites(), asOf: try catalogue.lastAcquisition())
    let bytes = listing.geoJSON
    let name = "sites.geojson"
    if let last = try state.names(in: state.outbox).last(where: { !$0.hasPrefix(".") }),
      FileManager.default.contents(atPath: "\(state.outbox)/\(last)/\(name)").map({ Array($0) })
        == bytes
    {
      return try noteExport("\(last)/\(name)", bytes, of: listing, in: catalogue)
    }
    let folder = "\(state.outbox)/.\(report.run)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Refusal(.cannotWrite, error.localizedDescription, subject: folder)
    }
    try OutputFile("\(folder)/\(name)").write(bytes)
    guard rename(folder, "\(state.outbox)/\(report.run)") == 0 else {
      throw Refusal(.ioError, String(cString: strerror(errno)), subject: folder)
    }
    try noteExport("\(report.run)/\(name)", bytes, of: listing, in: catalogue)
  }

  /// Writes down what was handed on; a run that was killed before it came to that is made up for.
  private func noteExport(
    _ name: String, _ bytes: [UInt8], of listing: SiteListing, in catalogue: Catalogue
  ) throws {
    let subject = "outbox/\(name)"
    guard try !catalogue.hasNoted("export.written", of: subject) else { return }
    try catalogue.note(
      "export.written", of: subject,
      detail: [
        "sites": String(listing.sites.count), "sha256": .fullHash(of: bytes),
        "as_of": listing.asOf?.text ?? "",
      ])
  }

  /// Writes down what the run did, the manifest with the head of the journal, and that it came to its end.
  func end(_ catalogue: Catalogue) throws {
    func subjects(_ lines: [RunReport.Line]) -> String {
      lines.map(\.subject).joined(separator: "\n")
    }
    try catalogue.note(
      "run.ended", of: report.run,
      detail: [
        "exit_code": String(report.exitCode), "recorded": subjects(report.recorded),
        "retracted": subjects(report.retracted), "quarantined": subjects(report.quarantined),
        "failed": subjects(report.failed), "waiting": String(report.waiting.count),
        "set_aside": String(report.setAside.count), "looks": String(report.looks),
        "scenes": String(report.scenes),
      ])
    report.journal = try catalogue.journalHead()
    report.ownPeakBytes = Self.ownPeakBytes
    report.ended = RunClock.text(of: Date())
    try StateFile.write(report, to: "\(state.runs)/\(report.run).json")
    try beat()
    if let head = report.journal {
      tell(
        .info, "run.ended", report.run, "the journal has \(head.entries) entries, head \(head.hash)"
      )
    }
  }

  private static var ownPeakBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10  // Linux counts it in kilobytes
  }

  /// Says that the run came to its end.
  private func beat() throws {
    let last = try StateFile.read(Heartbeat.self, from: state.heartbeat)
    let now = RunClock.text(of: Date())
    try StateFile.write(
      Heartbeat(
        lastSuccess: now, run: report.run, exitCode: report.exitCode,
        lastScene: report.recorded.isEmpty ? last?.lastScene : now), to: state.heartbeat)
  }
}

extension StateDirectory {
  /// Where the journal ended by the manifests of the `last` runs that came to their end, by their files.
  public func notedHeads(last: Int = .max) throws -> [String: JournalHead] {
    /// What is read of a manifest.
    struct Ending: Decodable { var journal: JournalHead? }
    let names = try names(in: runs).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
    var heads: [String: JournalHead] = [:]
    for name in names.reversed() where heads.count < last {
      heads["runs/\(name)"] = try StateFile.read(Ending.self, from: "\(runs)/\(name)")?.journal
    }
    return heads
  }
}
