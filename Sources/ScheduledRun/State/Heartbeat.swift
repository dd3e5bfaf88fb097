import Foundation
import GeoFiles
import Scenes

/// When runs last came to their end, for those who watch that they do.
public struct Heartbeat: Hashable, Sendable, Codable {
  /// When the last run came to its end, RFC 3339.
  public var lastSuccess: String
  /// That run.
  public var run: String
  /// Its exit code: 0, or 65 where it had to quarantine something.
  public var exitCode: Int32
  /// When a run last took a scene into the catalogue; nil where none did.
  public var lastScene: String?
}

/// How a state directory fares, for `tianyan status`.
public struct StateStatus: Sendable {
  /// A sentence each.
  public var sentences: [String]
  /// What is overdue, a sentence each; empty where all is well.
  public var alarms: [String]

  /// What runs are expected to do.
  public struct Expectation: Hashable, Sendable {
    /// Seconds within which a run has to come to its end.
    public var run: Double
    /// Seconds within which a scene has to be taken in; nil asks for none.
    public var scene: Double?

    /// An expectation from its parts.
    public init(run: Double, scene: Double? = nil) {
      self.run = run
      self.scene = scene
    }
  }

  /// Looks at `state` at the time `now`.
  public init(of state: StateDirectory, expecting expectation: Expectation, now: Date) throws {
    sentences = []
    alarms = []
    guard let heartbeat = try StateFile.read(Heartbeat.self, from: state.heartbeat) else {
      alarms = ["no run has come to its end yet"]
      return
    }
    sentences.append(
      "the last run that came to its end is \(heartbeat.run), at \(heartbeat.lastSuccess), "
        + "with exit code \(heartbeat.exitCode)")
    func check(_ time: String?, within seconds: Double, _ what: String) {
      guard let time = time.flatMap({ AcquisitionTime($0) }) else {
        alarms.append("nothing is known of \(what)")
        return
      }
      let age = now.timeIntervalSince1970 - time.seconds
      guard age >= -Self.clockTolerance else {
        alarms.append("\(what) is stamped \(time.text), which is yet to come: a clock is wrong")
        return
      }
      guard age > seconds else { return }
      alarms.append("\(what) is \(Self.hours(age)) old, more than \(Self.hours(seconds))")
    }
    check(heartbeat.lastSuccess, within: expectation.run, "the last run that came to its end")
    if let seconds = expectation.scene {
      check(heartbeat.lastScene, within: seconds, "the last scene that was taken in")
    }
    let held = try state.names(in: state.quarantine).count
    if held > 0 { sentences.append("\(held) products are in quarantine") }
  }

  /// Seconds by which clocks of two machines may differ.
  private static let clockTolerance = 300.0

  private static func hours(_ seconds: Double) -> String {
    "\((seconds / 360).rounded() / 10) h"
  }
}
