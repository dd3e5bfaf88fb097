import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue
import Sites

/// What a scheduled run is asked to do.
public struct RunRequest: Sendable {
  /// The region: a `region.yaml` or its folder.
  public var region: String
  /// Where products arrive: a folder, or a list of paths.
  public var inbox: String
  /// The program that child processes run: this one.
  public var program: String
  /// Whether products may lie on the network.
  public var allowRemote = false
  /// Products taken before are left out; nil takes all.
  public var since: AcquisitionTime?
  /// How long products are given to arrive.
  public var patience = Readiness.Patience()
  /// How many looks a scene is compared with the median of.
  public var looks = ReferenceRequest.usualLooks
  /// What child processes may use up.
  public var limits = TaskLimits()
  /// How many threads they work with.
  public var threads = 1

  /// A request from the parts without which there is none.
  public init(region: String, inbox: String, program: String) {
    self.region = region
    self.inbox = inbox
    self.program = program
  }
}

/// Something that a run tells while it works.
public struct RunEvent: Sendable {
  /// How much it matters.
  public enum Level: String, Sendable {
    case info, notice, warning
  }

  /// How much it matters.
  public var level: Level
  /// What happened, a slug such as `scene.prepared`.
  public var name: String
  /// What it happened to.
  public var subject: String
  /// What there is to say about it.
  public var message: String
}

/// What a run decided and did: its manifest, and the summary for people.
public struct RunReport: Hashable, Sendable, Codable {
  /// A product or a scene, and what became of it.
  public struct Line: Hashable, Sendable, Codable {
    /// The product's path or the scene's id.
    public var subject: String
    /// What became of it, and why.
    public var reason: String
  }

  /// The run's name: when it began.
  public var run: String
  /// Name and version of the program.
  public var software = Software.signature
  /// When it ended; nil while it is under way.
  public var ended: String?
  /// The region's name.
  public var region = ""
  /// Products that wait for the next run.
  public var waiting: [Line] = []
  /// Products that do not count, or have nothing of the region.
  public var setAside: [Line] = []
  /// Products that this run put into quarantine.
  public var quarantined: [Line] = []
  /// Scenes that could not be analysed, though their products could be read.
  public var failed: [Line] = []
  /// Scenes that were taken in or observed anew.
  public var recorded: [Line] = []
  /// Scenes that were taken back.
  public var retracted: [Line] = []
  /// How many looks at candidates were recorded.
  public var looks = 0
  /// How many products lie in the inbox, and how many scenes the catalogue holds now.
  public var products = 0, scenes = 0
  /// The most memory that a child process took, in bytes.
  public var peakBytes = 0
  /// The most memory that the run itself took, in bytes; nil while it is under way.
  public var ownPeakBytes: Int?
  /// Where the journal ended with this run; nil while it is under way.
  public var journal: JournalHead?

  /// The exit code: 70 where a scene could not be analysed, 65 where a product had to be quarantined.
  public var exitCode: Int32 {
    let reason: Refusal.Reason? = failed.isEmpty ? (quarantined.isEmpty ? nil : .badInput) : .bug
    return reason?.rawValue ?? 0
  }
}
