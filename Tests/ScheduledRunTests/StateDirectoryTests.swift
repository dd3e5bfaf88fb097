import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import ScheduledRun

@Suite("State directory")
struct StateDirectoryTests {
  private let home: TemporaryFolder
  private let state: StateDirectory

  init() throws {
    home = try TemporaryFolder()
    state = try StateDirectory.prepared(at: home.file("state"))
  }

  private func status(_ heartbeat: String, at now: String) throws -> StateStatus {
    try home.write(heartbeat, to: "state/heartbeat.json")
    let date = try Date(now, strategy: .iso8601)
    return try StateStatus(of: state, expecting: .init(run: 36 * 3_600), now: date)
  }

  @Test("keeps all that lies in it, but for what it hands on")
  func holding() throws {
    // A folder becomes one with its catalogue.
    #expect(StateDirectory.holding(state.products) == nil)
    try home.write("", to: "state/catalogue.gpkg")
    for path in [state.products, state.layers + "/a/b.tif", state.catalogue + "-wal"] {
      #expect(StateDirectory.holding(path) == state.path)
    }
    #expect(StateDirectory.holding(state.outbox + "/a/sites.geojson") == nil)
    #expect(StateDirectory.holding(home.file("sites.geojson")) == nil)
  }

  @Test("is not locked through a link, whose target stays as it is")
  func linkedLock() throws {
    let other = try home.write("precious", to: "other.txt")
    try FileManager.default.createSymbolicLink(atPath: state.lock, withDestinationPath: other)
    let refusal = #expect(throws: Refusal.self) { _ = try RunLock(of: state) }
    #expect(refusal?.reason == .cannotWrite)
    #expect(try home.bytes(of: "other.txt") == Array("precious".utf8))
  }

  @Test("raises the alarm on a run that is stamped tomorrow, not on clocks that differ by a minute")
  func future() throws {
    let heartbeat = #"{"lastSuccess":"2026-03-02T00:00:00Z","run":"r","exitCode":0}"#
    #expect(try status(heartbeat, at: "2026-03-01T23:59:00Z").alarms == [])
    let alarms = try status(heartbeat, at: "2026-03-01T12:00:00Z").alarms
    #expect(alarms.count == 1)
    #expect(alarms.first?.contains("yet to come") == true)
  }
}
