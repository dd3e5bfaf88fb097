import GeoFiles
import Sites

extension Catalogue {
  /// Makes all sites anew from the facts. It changes nothing unless something else changed the derived tables.
  public func recomputeSites() throws { try connection.transaction { try recomputeAll() } }

  func recomputeAll() throws {
    let rows = try connection.map("SELECT fid FROM candidates") { try $0.int(0) }
    try recompute(TouchedSites(rows: Set(rows), isAnything: true))
  }

  /// Makes the sites anew that candidates belong to, belonged to, or come near.
  ///
  /// That is enough: a link that comes or goes has one of these candidates at its end, so that sites
  /// without any of them stay what they are; but for candidates in doubt, which join others near them
  /// where what they had joined goes.
  func recompute(_ touched: TouchedSites) throws {
    guard !touched.rows.isEmpty else { return }
    let doubtful = try knownSites(near: touched.rows).values.flatMap(\.members).filter { row in
      try validCandidate(row).map { !rule.isClear($0.candidate) } ?? false
    }
    let old = try knownSites(near: touched.rows.union(doubtful))
    let rows = touched.rows.union(old.values.flatMap(\.members))
    let candidates = try rows.sorted().compactMap { try validCandidate($0) }
    for id in old.keys.sorted() {
      for table in ["members", "merges"] {
        try connection.run("DELETE FROM \(table) WHERE site = ?", [.text(id)])
      }
    }
    let assembly = try SiteAssembly(of: candidates, rule: rule)
    try assembly.groups.forEach(writeParts)
    // Verdicts find their sites by members, so these are all written first.
    let sites = try assembly.groups.map { group in try site(of: group) }
    for id in old.keys.sorted() where !sites.contains(where: { $0.id == id }) {
      try connection.run("DELETE FROM sites WHERE id = ?", [.text(id)])
    }
    try sites.forEach(write)
    try journalChanges(from: old, to: zip(sites, assembly.groups).map { ($0, $1) })
  }

  // MARK: Before

  /// A site as it was before a change.
  struct KnownSite {
    let state: String
    let status: String
    let members: Set<Int>
  }

  private func knownSites(near rows: Set<Int>) throws -> [String: KnownSite] {
    var ids: Set<String> = []
    for row in rows.sorted() {
      ids.formUnion(
        try connection.map("SELECT site FROM members WHERE candidate = ?", [.int(row)]) {
          try $0.text(0)
        })
      guard let candidate = try validCandidate(row) else { continue }
      ids.formUnion(
        try connection.map(
          """
          SELECT DISTINCT m.site FROM rtree_candidates_geom r JOIN members m ON m.candidate = r.id
          WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?
          """, Self.parameters(of: candidate.bounds.grown(by: rule.reach))
        ) { try $0.text(0) })
    }
    var known: [String: KnownSite] = [:]
    for id in ids {
      let members = try connection.map(
        "SELECT candidate FROM members WHERE site = ?", [.text(id)]
      ) { try $0.int(0) }
      known[id] =
        try connection.map("SELECT state, status FROM sites WHERE id = ?", [.text(id)]) {
          KnownSite(state: try $0.text(0), status: try $0.text(1), members: Set(members))
        }.first ?? KnownSite(state: "", status: "", members: Set(members))
    }
    return known
  }

  /// The four numbers that a search in a spatial index compares with.
  static func parameters(of bounds: GeoBounds) -> [SQLiteValue] {
    [.double(bounds.west), .double(bounds.east), .double(bounds.south), .double(bounds.north)]
  }

  /// A candidate whose scene counts; nil for one that was taken back.
  func validCandidate(_ row: Int) throws -> LocatedCandidate? {
    try connection.map(
      """
      SELECT c.fid, s.scene, s.acquired, c.record FROM candidates c
      JOIN scenes s ON s.id = c.observation WHERE c.fid = ? AND s.retracted IS NULL
      """, [.int(row)], located
    ).first
  }

  /// The candidate that a row of fid, scene, acquired and record holds.
  func located(_ row: SQLiteRow) throws -> LocatedCandidate {
    let candidate = try CanonicalJSON.value(
      ObservedCandidate.self, of: try row.text(3), in: connection.path)
    try candidate.check()
    return LocatedCandidate(
      row: try row.int(0), scene: try row.text(1), acquired: try row.text(2),
      candidate: candidate)
  }

  // MARK: After

  private func writeParts(of group: SiteAssembly.Group) throws {
    for member in group.members {
      try connection.run(
        "INSERT OR REPLACE INTO members VALUES (?, ?)", [.int(member.row), .text(group.id)])
    }
    for merge in group.merges {
      try connection.run(
        "INSERT INTO merges VALUES (NULL, ?, ?, ?)",
        [.text(group.id), .text(merge.site), .text(merge.candidate)])
    }
  }

  /// The site that a group of candidates makes with all looks and verdicts.
  func site(of group: SiteAssembly.Group) throws -> Site {
    let history = try history(of: group.members)
    let first = group.members[0].candidate
    let place = try place(of: group.members)
    let bounds = group.members.dropFirst().reduce(group.members[0].bounds) { $0.union($1.bounds) }
    let verdicts = try verdicts(of: group.id, within: bounds.grown(by: rule.reach))
    let seen = history.looks.filter { $0.finding == .anomalous }.map(\.acquired)
    return Site(
      id: group.id, rule: first.rule, state: history.state,
      status: SiteStatus(after: verdicts, seen: seen),
      score: history.score, place: place,
      course: try history.course(), candidates: group.members.count, region: first.region)
  }

  /// What all valid scenes say of a site's candidates.
  func history(of members: [LocatedCandidate]) throws -> SiteHistory {
    var looks: [CandidateLook] = []
    var acquired: [String: String] = [:]
    for member in members {
      try connection.forEach(
        """
        SELECT l.candidate, l.scene, l.clear_share, l.anomalous_share, l.value, s.acquired
        FROM looks l JOIN scenes s ON s.scene = l.scene AND s.retracted IS NULL
        WHERE l.candidate = ? AND l.id =
          (SELECT max(id) FROM looks WHERE candidate = l.candidate AND scene = l.scene)
        """, [.text(member.candidate.id)]
      ) { row in
        let look = try Self.look(row)
        looks.append(look)
        acquired[look.scene] = try row.text(5)
      }
    }
    return try SiteHistory(of: members, looks: looks, acquired: acquired, rule: rule)
  }

  /// The ground that any of the candidates covers, with the point of the most suspicious one.
  private func place(of members: [LocatedCandidate]) throws -> CandidatePlace {
    let best =
      members.max { a, b in
        a.candidate.score != b.candidate.score
          ? a.candidate.score < b.candidate.score : LocatedCandidate.precedes(b, a)
      } ?? members[0]
    guard members.count > 1 else { return best.candidate.place }
    let union = try PolygonGap.union(of: members.map(\.polygons))
    let area = union.reduce(0.0) { total, rings in
      rings.dropFirst().reduce(total + Geodesic.area(of: rings[0])) { $0 - Geodesic.area(of: $1) }
    }
    return CandidatePlace(
      geometry: GeoMultiPolygon(closedRings: union).rewound(), point: best.candidate.place.point,
      area: area)
  }
}
