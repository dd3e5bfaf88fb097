/// One connected suspicious region of one comparison, with its evidence.
public struct Candidate: Hashable, Sendable, Identifiable {
  /// The same for the same input anywhere; see `CandidateID`.
  public var id: String
  /// The rule that found it suspicious.
  public var rule: CandidateRule
  /// How suspicious it is, from 0 to 1.
  public var score: Double
  /// Where it is.
  public var place: CandidatePlace
  /// The two scenes that were compared.
  public var scenes: ScenePair
  /// What was measured on it.
  public var evidence: CandidateEvidence
  /// Who looked, and with what.
  public var provenance: CandidateProvenance
  /// What a stack of dates tells of it; nil where two dates were compared.
  public var history: CandidateHistory?

  /// A candidate from its parts; `score` must lie in 0...1.
  public init(
    id: String, rule: CandidateRule, score: Double, place: CandidatePlace, scenes: ScenePair,
    evidence: CandidateEvidence, provenance: CandidateProvenance
  ) {
    precondition((0...1).contains(score), "a score lies between 0 and 1")
    self.id = id
    self.rule = rule
    self.score = score
    self.place = place
    self.scenes = scenes
    self.evidence = evidence
    self.provenance = provenance
  }

  /// The candidates from the most to the least suspicious; equal scores in the order of their ids.
  public static func ranked(_ candidates: [Candidate]) -> [Candidate] {
    candidates.sorted { a, b in a.score != b.score ? a.score > b.score : a.id < b.id }
  }
}

/// Whether what a rule finds stays or passes.
public enum Duration: String, Hashable, Sendable, CaseIterable {
  /// It stays until somebody undoes it: clearing, lost water.
  case lasting
  /// It passes and may come again: a discharge, a bloom, a fire.
  case transient
}

/// A title in the two languages of the output.
public struct BilingualTitle: Codable, Hashable, Sendable {
  /// In English.
  public var en: String
  /// In Chinese.
  public var zh: String

  /// A title from its two versions.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}

/// What a candidate tells of the rule that found it.
public struct CandidateRule: Codable, Hashable, Sendable {
  /// The sort of suspicion, a slug: `water-lost`.
  public var kind: String
  /// The kind for people.
  public var title: BilingualTitle
  /// The bureau's own order of importance, from 1 to 5.
  public var severity: Int
  /// Whether it stays or passes.
  public var duration: Duration
  /// The version of the rule, so that two runs can be told apart.
  public var version: String
  /// The area in square metres at which a prepared scan halves the score: A / (A + this), so that small
  /// places come after large ones of the same mean; nil where small is no less real.
  public var halfScoreArea: Double?

  /// A rule from its parts; `severity` must lie in 1...5.
  public init(
    kind: String, title: BilingualTitle, severity: Int, duration: Duration, version: String,
    halfScoreArea: Double? = nil
  ) {
    precondition((1...5).contains(severity), "a severity lies between 1 and 5")
    self.kind = kind
    self.title = title
    self.severity = severity
    self.duration = duration
    self.version = version
    self.halfScoreArea = halfScoreArea
  }

  /// What remains of a score where the evidence is spread over so many square metres, 0 to 1.
  public func sizeShare(of area: Double) -> Double {
    halfScoreArea.map { area / (area + $0) } ?? 1
  }
}

/// Where a candidate is.
public struct CandidatePlace: Codable, Hashable, Sendable {
  /// Its outline.
  public var geometry: GeoMultiPolygon
  /// A point that surely lies inside the outline.
  public var point: GeoPoint
  /// Its geodesic area in square metres.
  public var area: Double

  /// A place from its parts.
  public init(geometry: GeoMultiPolygon, point: GeoPoint, area: Double) {
    self.geometry = geometry
    self.point = point
    self.area = area
  }

  /// Square metres of a mu, the unit of land in Chinese law: 10 000 / 15, to a thousandth.
  public static let squareMetresPerMu = 666.667

  /// Its geodesic area in mu.
  public var areaInMu: Double { area / Self.squareMetresPerMu }
}
