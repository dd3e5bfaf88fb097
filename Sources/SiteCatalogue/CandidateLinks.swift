import GeoFiles
import Sites

/// Whether two candidates are the same thing: rule 1 of `SiteAssembly`.
struct CandidateLinks {
  let rule: SiteRule

  /// Whether both are of one family and no farther apart than the rule's reach. It is the same for (a, b) and (b, a).
  func areLinked(_ a: LocatedCandidate, _ b: LocatedCandidate) throws -> Bool {
    guard rule.family(of: a.candidate.rule.kind) == rule.family(of: b.candidate.rule.kind) else {
      return false
    }
    let (first, second) = a.candidate.id <= b.candidate.id ? (a, b) : (b, a)
    return try PolygonGap.metres(between: first.polygons, and: second.polygons) <= rule.reach
  }
}

/// Which candidates may be near another: by their boxes, in square fields a little larger than the reach.
struct NeighbourIndex {
  let reach: Double
  private var fields: [Field: [Int]] = [:]

  private struct Field: Hashable { let column, row: Int }

  /// Degrees of a field's side: about 500 m, some candidates wide.
  private static let side = 0.005

  init(reach: Double) { self.reach = reach }

  mutating func add(_ candidate: LocatedCandidate, number: Int) {
    for field in Self.fields(of: candidate.bounds) { fields[field, default: []].append(number) }
  }

  /// The numbers of those whose fields a candidate's box, grown by the reach, touches.
  func near(_ candidate: LocatedCandidate) -> Set<Int> {
    Self.fields(of: candidate.bounds.grown(by: reach)).reduce(into: []) { near, field in
      near.formUnion(fields[field] ?? [])
    }
  }

  private static func fields(of bounds: GeoBounds) -> [Field] {
    let columns =
      Int((bounds.west / side).rounded(.down))...Int((bounds.east / side).rounded(.down))
    let rows = Int((bounds.south / side).rounded(.down))...Int((bounds.north / side).rounded(.down))
    return rows.flatMap { row in columns.map { Field(column: $0, row: row) } }
  }
}

extension LocatedCandidate {
  /// Its box.
  var bounds: GeoBounds {
    guard let bounds = candidate.place.geometry.bounds else {
      preconditionFailure("a candidate that was checked has an outline")
    }
    return bounds
  }
}

extension GeoBounds {
  /// The box that holds everything within a distance in metres, and a little more.
  func grown(by metres: Double) -> GeoBounds {
    // A degree of latitude is at least 110 574 m; at 85 degrees one of longitude is still 9 735 m.
    let northward = metres / 110_000
    let limit = 85.0
    let latitude = min(max(abs(south), abs(north)), limit)
    let eastward = northward / PolygonGap.narrowing(at: latitude)
    return GeoBounds(
      west: west - eastward, south: south - northward, east: east + eastward,
      north: north + northward)
  }
}
