import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue

/// One scheduled run: whatever arrived is taken in, and the catalogue is brought to what the set of
/// scenes says.
///
/// What is to be is a function of the products that can be read (`ArrivalPlan`, `ScenePlan`); what is
/// there already is not made again. So a run that was killed is completed by the next one, in whatever
/// order scenes come, and a run with nothing new changes nothing.
public final class InboxRun {
  let request: RunRequest
  let state: StateDirectory
  let log: (RunEvent) -> Void
  let region: Region
  /// What tells a region from another one: its name, grid and boundary.
  let regionKey: String
  var quarantine: Quarantine
  var report: RunReport

  init(
    _ request: RunRequest, in state: StateDirectory, log: @escaping (RunEvent) -> Void
  ) throws {
    self.request = request
    self.state = state
    self.log = log
    region = try Region(reading: try InputPath(request.region))
    guard let grid = region.grid else {
      throw Refusal(
        .badInput, "names no grid for its scenes to come onto", subject: "region \(region.name)",
        advice: "add grid: {crs: \"EPSG:4549\", pixel: 10} to its region.yaml")
    }
    let rings = region.boundary.rings.map { "\($0)" }
    regionKey = String.shortHash(of: [region.name, "\(grid)"] + rings)
    quarantine = try Quarantine(of: state)
    report = RunReport(run: try Self.name(in: state))
    report.region = region.name
  }

  /// When the run began, and a number where two began in the same second.
  private static func name(in state: StateDirectory) throws -> String {
    let time = RunClock.compact(Date())
    let taken = Set(try state.names(in: state.runs))
    var (name, number) = (time, 1)
    while taken.contains(name + ".json") {
      number += 1
      name = "\(time)-\(number)"
    }
    return name
  }

  /// Carries out `request` in the state directory at `path`.
  public static func run(
    _ request: RunRequest, state path: String, log: @escaping (RunEvent) -> Void
  ) throws -> RunReport {
    GDALRuntime.start()
    let state = try StateDirectory.prepared(at: path)
    let lock = try RunLock(of: state)
    defer { withExtendedLifetime(lock) {} }
    try state.removeLeftovers()
    let run = try InboxRun(request, in: state, log: log)
    if let holder = lock.deadHolder {
      run.tell(
        .warning, "lock.taken-over", holder,
        "the run of \(holder) did not come to its end; its lock is taken over")
    }
    try run.work()
    return run.report
  }

  private func work() throws {
    let known = try ProductLedger(of: state)
    let arrived = try arrivals(known)
    report.products = arrived.count
    let prepared = try prepare(arrived, known)
    let catalogue = try Catalogue(state: state.path, for: .create)
    try bring(catalogue, to: prepared)
    report.scenes = try catalogue.scenes().count
    try handOn(catalogue)
    report.setAside = Array(Set(report.setAside)).sorted { $0.subject < $1.subject }
    report.ended = RunClock.text(of: Date())
    try StateFile.write(report, to: "\(state.runs)/\(report.run).json")
    try beat()
  }

  /// Puts the sites into the outbox where they are not what the last run that did so handed on.
  private func handOn(_ catalogue: Catalogue) throws {
    let listing = SiteListing(try catalogue.sites(), asOf: try catalogue.lastAcquisition())
    let name = "/sites.geojson"
    if let last = try state.names(in: state.outbox).last(where: { !$0.hasPrefix(".") }) {
      let path = "\(state.outbox)/\(last)\(name)"
      let known = FileManager.default.contents(atPath: path)
      guard known.map({ Array($0) }) != listing.geoJSON else { return }
    }
    let folder = "\(state.outbox)/.\(report.run)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try OutputFile(folder + name).write(listing.geoJSON)
    guard rename(folder, "\(state.outbox)/\(report.run)") == 0 else {
      throw Refusal(.ioError, String(cString: strerror(errno)), subject: folder)
    }
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

  func tell(_ level: RunEvent.Level, _ name: String, _ subject: String, _ message: String) {
    log(RunEvent(level: level, name: name, subject: subject, message: message))
  }
}
