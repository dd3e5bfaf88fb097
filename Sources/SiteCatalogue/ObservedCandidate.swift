import GeoFiles
import Sites

/// A candidate as the catalogue keeps it: what `scan` tells of it, free of the machinery that found it.
public struct ObservedCandidate: Codable, Hashable, Sendable, Identifiable {
  /// The candidate's own id; see `CandidateID`.
  public var id: String
  /// The rule that found it.
  public var rule: CandidateRule
  /// How suspicious it is, from 0 to 1.
  public var score: Double
  /// Where it is; coordinates have the 7 decimals that every output has.
  public var place: CandidatePlace
  /// What was measured on it.
  public var evidence: CandidateEvidence
  /// The region's name; nil where none was told.
  public var region: String?

  /// A candidate as `scan` found it; it drops the scenes, which the observation names, and rounds the outline.
  public init(_ candidate: Candidate) {
    id = candidate.id
    rule = candidate.rule
    score = candidate.score
    place = candidate.place
    place.geometry = candidate.place.geometry.rounded
    evidence = candidate.evidence
    region = candidate.provenance.region
  }

  /// The mean of its rule's first index on the later scene, which its time line shows; nil where none was measured.
  public var value: Double? { evidence.indices.first?.after }

  /// Refuses what no candidate has.
  func check() throws {
    guard !id.isEmpty, !rule.kind.isEmpty, (1...5).contains(rule.severity),
      place.geometry.isDrawable,
      place.area.isFinite, place.area >= 0
    else {
      throw Refusal(
        .badInput, "a candidate without id, kind, severity, area or outline",
        subject: "candidate \(id)")
    }
    guard (0...1).contains(score), evidence.pixels > 0 else {
      throw Refusal(
        .badInput, "its score is not within 0 to 1 or it has no pixel", subject: "candidate \(id)")
    }
  }
}

extension GeoMultiPolygon {
  /// The same outline with coordinates of 7 decimals.
  fileprivate var rounded: GeoMultiPolygon {
    func round(_ ring: [GeoPoint]) -> [GeoPoint] {
      ring.map { GeoPoint(longitude: round($0.longitude), latitude: round($0.latitude)) }
    }
    func round(_ degrees: Double) -> Double { (degrees * 1e7).rounded() / 1e7 }
    return GeoMultiPolygon(
      polygons: polygons.map {
        GeoPolygon(exterior: round($0.exterior), holes: $0.holes.map(round))
      })
  }

  /// Degrees that no candidate is wide or high: a satellite tile has about one.
  private static let widest = 2.0

  /// Whether it has polygons, each of whose rings has three corners or more on the earth, not too far apart.
  fileprivate var isDrawable: Bool {
    guard let bounds, bounds.east - bounds.west <= Self.widest,
      bounds.north - bounds.south <= Self.widest
    else { return false }
    return !polygons.isEmpty
      && polygons.allSatisfy { polygon in
        ([polygon.exterior] + polygon.holes).allSatisfy { ring in
          ring.count >= 3
            && ring.allSatisfy {
              (-180...180).contains($0.longitude) && (-90...90).contains($0.latitude)
            }
        }
      }
  }
}
