import GeoFiles
import Scenes
import Sites

extension Catalogue {
  /// The columns that a site is read from.
  static let siteColumns = """
    s.geom, s.id, s.kind, s.title_en, s.title_zh, s.duration, s.severity, s.state, s.status, \
    s.score, s.area_m2, s.lon, s.lat, s.first_seen, s.last_seen, s.last_look, s.confirmations, \
    s.events, s.candidates, s.region
    """

  /// The sites that a query asks for, in its order.
  public func sites(_ query: SiteQuery = SiteQuery()) throws -> [Site] {
    let (sql, values) = query.statement(by: rule)
    var sites: [Site] = []
    // Growing would move a hundred thousand of them a dozen times; room that is not used costs nothing.
    let all = try connection.map("SELECT count(*) FROM sites") { try $0.int(0) }
    sites.reserveCapacity(max(0, min(all.first ?? 0, query.limit ?? .max)))
    try connection.forEach(sql, values) { row in
      guard sites.count < query.limit ?? .max else { return }
      let site = try site(row)
      if try query.isExactlyPlaced || query.holds(site.place.geometry) { sites.append(site) }
    }
    return sites
  }

  /// The site that an id leads to; refuses an id that leads nowhere.
  public func site(_ id: String) throws -> Site {
    let id = try require(id)
    let sites = try connection.map(
      "SELECT \(Self.siteColumns) FROM sites s WHERE id = ?", [.text(id)], site)
    guard let site = sites.first else {
      throw Refusal(
        .badInput, "its derived tables lack site \(id)", subject: connection.path,
        advice: "tianyan audit tells more")
    }
    return site
  }

  private func site(_ row: SQLiteRow) throws -> Site {
    guard let polygons = GeoPackageBlob.decode(try row.blob(0)) else {
      throw Refusal(
        .badInput, "holds a site without outline", subject: connection.path,
        advice: "another program has changed it: restore a backup")
    }
    let severity = try row.int(6)
    guard (1...5).contains(severity) else {
      throw Refusal(.badInput, "holds a severity of \(severity)", subject: connection.path)
    }
    return Site(
      id: try row.text(1),
      rule: CandidateRule(
        kind: try row.text(2), title: BilingualTitle(en: try row.text(3), zh: try row.text(4)),
        severity: severity, duration: try vocabulary(Sites.Duration.self, try row.text(5)),
        version: ""),
      state: try vocabulary(SiteState.self, try row.text(7)),
      status: try vocabulary(SiteStatus.self, try row.text(8)), score: try row.double(9),
      place: CandidatePlace(
        geometry: GeoMultiPolygon(closedRings: polygons),
        point: GeoPoint(longitude: try row.double(11), latitude: try row.double(12)),
        area: try row.double(10)),
      course: SiteCourse(
        firstSeen: try row.text(13), lastSeen: try row.text(14), lastLook: try row.text(15),
        confirmations: try row.int(16), events: try row.int(17)),
      candidates: try row.int(18), region: row.optionalText(19))
  }

  /// The scenes that count, by acquisition and id.
  public func scenes() throws -> [SceneRecord] {
    try connection.map(
      "SELECT record FROM scenes WHERE retracted IS NULL ORDER BY acquired, scene"
    ) { try CanonicalJSON.value(SceneRecord.self, of: try $0.text(0), in: connection.path) }
  }

  /// The candidates of one scene that counts, by id; none for a scene that is not known.
  public func candidates(of scene: String) throws -> [ObservedCandidate] {
    try connection.map(
      """
      SELECT c.fid, s.scene, s.acquired, c.record FROM candidates c
      JOIN scenes s ON s.id = c.observation
      WHERE s.scene = ? AND s.retracted IS NULL ORDER BY c.id
      """, [.text(scene)]
    ) { try located($0).candidate }
  }

  /// The candidates of all scenes that count which touch a box, with their scenes, in the order of history.
  public func candidates(in bounds: GeoBounds) throws -> [(
    scene: String, candidate: ObservedCandidate
  )] {
    try connection.map(
      """
      SELECT c.fid, s.scene, s.acquired, c.record FROM rtree_candidates_geom r
      JOIN candidates c ON c.fid = r.id JOIN scenes s ON s.id = c.observation
      WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? AND s.retracted IS NULL
      ORDER BY s.acquired, s.scene, c.id
      """, Self.parameters(of: bounds)
    ) {
      let located = try located($0)
      return (located.scene, located.candidate)
    }
  }

  /// What a scene says of candidates, by candidate: of several looks at one the last that was recorded.
  public func looks(by scene: String) throws -> [CandidateLook] {
    try connection.map(
      """
      SELECT l.candidate, l.scene, l.clear_share, l.anomalous_share, l.value FROM looks l
      WHERE l.scene = ? AND l.id =
        (SELECT max(id) FROM looks WHERE candidate = l.candidate AND scene = l.scene)
      ORDER BY l.candidate
      """, [.text(scene)], Self.look)
  }

  /// The members of a site in the order of history.
  func members(of site: String) throws -> [LocatedCandidate] {
    try connection.map("SELECT candidate FROM members WHERE site = ?", [.text(site)]) {
      try $0.int(0)
    }.compactMap { try validCandidate($0) }.sorted(by: LocatedCandidate.precedes)
  }

  /// When the last scene that counts was taken: the day up to which the catalogue can speak. Nil without scenes.
  public func lastAcquisition() throws -> AcquisitionTime? {
    try connection.map(
      "SELECT acquired FROM scenes WHERE retracted IS NULL ORDER BY acquired DESC LIMIT 1"
    ) { try $0.text(0) }.first.flatMap { AcquisitionTime($0) }
  }
}
