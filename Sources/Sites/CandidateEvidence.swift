/// A scene, by what names it in an output.
public struct SceneReference: Hashable, Sendable {
  /// The scene's identity.
  public var id: String
  /// When it was taken, RFC 3339 in UTC or a bare date; nil where that is not known.
  public var time: String?

  /// A reference to a scene.
  public init(id: String, time: String? = nil) {
    self.id = id
    self.time = time
  }
}

/// The two scenes of a comparison.
public struct ScenePair: Hashable, Sendable {
  /// The earlier scene, or the baseline.
  public var before: SceneReference
  /// The later scene.
  public var after: SceneReference

  /// A pair of scenes.
  public init(before: SceneReference, after: SceneReference) {
    self.before = before
    self.after = after
  }
}

/// The mean of an index over a candidate at both times.
public struct IndexEvidence: Codable, Hashable, Sendable {
  /// The index: `MNDWI`.
  public var name: String
  /// Its mean before; nil where it was not observed.
  public var before: Double?
  /// Its mean after; nil where it was not observed.
  public var after: Double?

  /// The evidence of one index.
  public init(name: String, before: Double?, after: Double?) {
    self.name = name
    self.before = before
    self.after = after
  }
}

/// What was measured on a candidate.
public struct CandidateEvidence: Codable, Hashable, Sendable {
  /// How many pixels it has.
  public var pixels: Int
  /// The part of them, from 0 to 1, that nothing speaks against.
  public var clearFraction: Double
  /// The names of what speaks against the others: `cloud-shadow`.
  public var maskReasons: [String]
  /// The mean magnitude of change; nil where the comparison has none.
  public var change: Double?
  /// The indices of its rule.
  public var indices: [IndexEvidence]

  /// Evidence from its parts.
  public init(
    pixels: Int, clearFraction: Double, maskReasons: [String], change: Double?,
    indices: [IndexEvidence]
  ) {
    self.pixels = pixels
    self.clearFraction = clearFraction
    self.maskReasons = maskReasons
    self.change = change
    self.indices = indices
  }
}

/// Who looked, and with what.
public struct CandidateProvenance: Hashable, Sendable {
  /// The region's name; nil where none was told.
  public var region: String?
  /// Name and version of the software.
  public var software: String

  /// Provenance from its parts.
  public init(region: String?, software: String) {
    self.region = region
    self.software = software
  }
}
