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
  /// The right to change the state directory; nil for a plan, which changes nothing.
  let lock: RunLock?
  /// What the run writes down as it goes on; nil until it has begun, and for a plan.
  var catalogue: Catalogue?
  var quarantine: Quarantine
  var report: RunReport

  init(
    _ request: RunRequest, in state: StateDirectory, holding lock: RunLock? = nil,
    log: @escaping (RunEvent) -> Void
  ) throws {
    self.request = request
    self.state = state
    self.lock = lock
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

  /// When the run began, and a number where two began in the same second. One that died may have handed on
  /// without leaving a manifest.
  private static func name(in state: StateDirectory) throws -> String {
    let time = RunClock.compact(Date())
    let taken = Set(
      try state.names(in: state.runs) + state.names(in: state.outbox).map { $0 + ".json" })
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
    try state.removeLeftovers()
    let run = try InboxRun(request, in: state, holding: lock, log: log)
    if let holder = lock.deadHolder {
      run.tell(
        .warning, "lock.taken-over", holder,
        "the run of \(holder) did not come to its end; its lock is taken over")
    }
    try run.work()
    return run.report
  }

  private func work() throws {
    let catalogue = try begin()
    let known = try ProductLedger(of: state)
    let arrived = try arrivals(known)
    report.products = arrived.count
    try bring(catalogue, to: try prepare(arrived, known))
    report.scenes = try catalogue.scenes().count
    try handOn(catalogue)
    report.setAside = Array(Set(report.setAside)).sorted { $0.subject < $1.subject }
    try end(catalogue)
  }

  func tell(_ level: RunEvent.Level, _ name: String, _ subject: String, _ message: String) {
    log(RunEvent(level: level, name: name, subject: subject, message: message))
  }
}
