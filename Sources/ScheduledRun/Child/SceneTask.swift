import Foundation
import GeoFiles
import Sites

/// What a child process is asked to do with one product or one scene. It travels as a JSON file.
public struct SceneTask: Sendable, Codable {
  /// The kinds of work.
  public enum Work: Sendable, Codable {
    /// Say what a product is.
    case describe(path: String, fingerprint: Fingerprint)
    /// Make a layer of the products of one overpass.
    case prepare(products: [String], layer: String)
    /// Compare a layer with the median of earlier ones.
    case observe(Observing)
    /// Look at candidates of other scenes on a layer.
    case look(Looking)
  }

  /// A layer to compare, and with what.
  public struct Observing: Sendable, Codable {
    /// What is known of the layer.
    public var scene: PreparedScene
    /// What it is compared with; nil where there is no earlier scene.
    public var reference: MedianReference?
    /// What tells from which inputs the observation was made.
    public var key: String
  }

  /// Candidates to look at on a layer.
  public struct Looking: Sendable, Codable {
    /// Candidates that were found against one reference.
    public struct Group: Sendable, Codable {
      /// The reference.
      public var reference: MedianReference
      /// The candidates.
      public var candidates: [Place]
    }

    /// A candidate: who it is, and where.
    public struct Place: Sendable, Codable {
      /// Its id.
      public var id: String
      /// Its kind, which names the rule.
      public var kind: String
      /// Its outline on WGS 84.
      public var outline: GeoMultiPolygon
    }

    /// The scene that looks.
    public var scene: String
    /// Its layer.
    public var layer: String
    /// What it looks at.
    public var groups: [Group]
  }

  /// The work.
  public var work: Work
  /// The region.
  public var region: String
  /// Where the state directory is.
  public var state: String
  /// Where the answer is written.
  public var answer: String
  /// How many threads work on it.
  public var threads: Int
  /// Whether products may lie on the network.
  public var allowRemote: Bool
  /// What the child may use up.
  public var limits: TaskLimits
}

/// What a child process may use up before it is ended.
public struct TaskLimits: Hashable, Sendable, Codable {
  /// Bytes of address space (`RLIMIT_AS`).
  public var memory: Int
  /// Seconds until it has to be done.
  public var seconds: Double

  /// Limits from their parts.
  public init(memory: Int = usualMemory, seconds: Double = usualSeconds) {
    self.memory = memory
    self.seconds = seconds
  }

  /// 8 GiB: a county at 10 m takes about 1 GiB; threads reserve address space that they do not use.
  public static let usualMemory = 8 << 30
  /// An hour: a county at 10 m takes some minutes.
  public static let usualSeconds = 3_600.0
  /// The largest file that a child may write.
  private static let fileBytes = 1 << 36

  /// Binds this process to the limits, for ever.
  func apply(threads: Int) throws {
    let processor = Int(seconds.rounded(.up)) * max(1, threads)
    for (resource, value) in [
      (RLIMIT_AS, memory), (RLIMIT_CPU, processor), (RLIMIT_CORE, 0),
      (RLIMIT_FSIZE, Self.fileBytes),
    ] {
      // Nobody may raise what the system, or who started the run, has set lower.
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
      let most = min(rlim_t(value), limit.rlim_max)
      limit = rlimit(rlim_cur: most, rlim_max: most)
      guard setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else {
        throw Refusal(
          .bug, "cannot be set: \(String(cString: strerror(errno)))",
          subject: "resource limit \(resource.rawValue)")
      }
    }
  }
}
