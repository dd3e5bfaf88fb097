import GeoFiles
import Sites

extension Catalogue {
  /// The site that an id leads to, by today's facts; nil where nothing is left of it.
  ///
  /// Every candidate gives an id that a site could once have had, had the candidate been its first. It
  /// leads to the site that holds the candidate or, where its scene was taken back, to the one that the
  /// candidate's outline would join: of several the one with the earliest of the candidates that it is linked to.
  public func resolve(_ id: String) throws -> String? {
    let holders = try connection.map(
      """
      SELECT m.site FROM candidates c JOIN members m ON m.candidate = c.fid WHERE c.site = ?
      """, [.text(id)]
    ) { try $0.text(0) }
    if let holder = holders.first { return holder }
    // The newest word on a candidate that was taken back.
    guard
      let ghost = try connection.map(
        """
        SELECT c.fid, s.scene, s.acquired, c.record FROM candidates c
        JOIN scenes s ON s.id = c.observation WHERE c.site = ? ORDER BY c.fid DESC LIMIT 1
        """, [.text(id)], located
      ).first
    else { return nil }
    let neighbours = try connection.map(
      """
      SELECT c.fid, s.scene, s.acquired, c.record, m.site FROM rtree_candidates_geom r
      JOIN members m ON m.candidate = r.id JOIN candidates c ON c.fid = r.id
      JOIN scenes s ON s.id = c.observation
      WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?
      """, Self.parameters(of: ghost.bounds.grown(by: rule.reach))
    ) { (candidate: try located($0), site: try $0.text(4)) }
    let links = CandidateLinks(rule: rule)
    return try neighbours.sorted { LocatedCandidate.precedes($0.candidate, $1.candidate) }
      .first { try links.areLinked($0.candidate, ghost) }?.site
  }

  /// The site that an id leads to; refuses one that leads nowhere.
  func require(_ id: String) throws -> String {
    if let site = try resolve(id) { return site }
    let wasKnown = try !connection.map(
      "SELECT 1 FROM candidates WHERE site = ? LIMIT 1", [.text(id)]
    ) { _ in () }.isEmpty
    throw Refusal(
      .noInput, wasKnown ? "was taken back with its scenes" : "is not in the catalogue",
      subject: "site \(id)", advice: "tianyan sites lists the ids")
  }

  /// Tells the journal which sites came, went and changed.
  func journalChanges(
    from old: [String: KnownSite], to new: [(site: Site, group: SiteAssembly.Group)]
  ) throws {
    let ids = Set(new.map(\.site.id))
    for id in old.keys.sorted() where !ids.contains(id) {
      if let heir = try resolve(id) {
        try journal("site.merged_into", id, ["site": heir])
      } else {
        try journal("site.gone", id)
      }
    }
    for (site, group) in new {
      guard let known = old[site.id] else {
        let rows = Set(group.members.map(\.row))
        let origin = old.keys.sorted().first {
          ids.contains($0) && old[$0]?.members.isDisjoint(with: rows) == false
        }
        try journal(
          origin == nil ? "site.new" : "site.split_from", site.id,
          ["state": site.state.rawValue].merging(origin.map { ["site": $0] } ?? [:]) { $1 })
        continue
      }
      if known.state != site.state.rawValue {
        try journal("site.state", site.id, ["from": known.state, "to": site.state.rawValue])
      }
      if known.status != site.status.rawValue {
        try journal("site.status", site.id, ["from": known.status, "to": site.status.rawValue])
      }
    }
  }

  /// Writes a site over what was known of it; its row number stays, for programs that hold on to it.
  ///
  /// Not by an upsert, whose conflict rule would override that of the spatial index's triggers (OGC 12-128r18,
  /// F.3 says so of versions before 1.4).
  func write(_ site: Site) throws {
    let values: [SQLiteValue] = [
      .blob(GeoPackageBlob.encode(site.place.geometry.closedRings)), .text(site.id),
      .text(site.rule.kind), .text(site.rule.title.en), .text(site.rule.title.zh),
      .text(site.rule.duration.rawValue), .int(site.rule.severity), .text(site.state.rawValue),
      .text(site.status.rawValue), .double(site.score), .double(site.place.area),
      .double(site.place.point.longitude), .double(site.place.point.latitude),
      .text(site.course.firstSeen), .text(site.course.lastSeen), .text(site.course.lastLook),
      .int(site.course.confirmations), .int(site.course.events), .int(site.candidates),
      .optional(site.region),
    ]
    let columns = """
      geom, id, kind, title_en, title_zh, duration, severity, state, status, score, area_m2, lon, \
      lat, first_seen, last_seen, last_look, confirmations, events, candidates, region
      """
    let places = (1...values.count).map { "?\($0)" }.joined(separator: ", ")
    try connection.run("UPDATE sites SET (\(columns)) = (\(places)) WHERE id = ?2", values)
    try connection.run(
      """
      INSERT INTO sites (\(columns)) SELECT \(places)
      WHERE NOT EXISTS (SELECT 1 FROM sites WHERE id = ?2)
      """, values)
  }
}
