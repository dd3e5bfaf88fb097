import GeoFiles
import RasterGrid
import Sites

/// Which sites are asked for, and in what order. Every condition that is set must hold.
public struct SiteQuery: Hashable, Sendable {
  /// Kinds; none asks for all.
  public var kinds: [String] = []
  /// States by what satellites saw; none asks for all.
  public var states: [SiteState] = []
  /// Statuses by what officers did; none asks for all.
  public var statuses: [SiteStatus] = []
  /// Seen suspicious by one of these scenes, which found a candidate there or looked at one; nil asks for all.
  public var scenes: [String]?
  /// Whether sites are left out that nobody has to visit any more: `SiteStatus.isSettled`, or withdrawn.
  public var isOpen = false
  /// Seen at this day or later, `YYYY-MM-DD` in UTC.
  public var since: String?
  /// First seen at this day or before, `YYYY-MM-DD` in UTC.
  public var until: String?
  /// Touching this box.
  public var bounds: GeoBounds?
  /// Touching this area, polygons of closed rings on WGS 84.
  public var area: [[[MapPoint]]]?
  /// Near a point.
  public var near: Vicinity?
  /// The least area in square metres.
  public var leastArea: Double?
  /// The least score.
  public var leastScore: Double?
  /// In what order; ids decide between equals.
  public var order: Order = .score
  /// How many at most.
  public var limit: Int?

  /// A query for all sites.
  public init() {}

  /// A point and a distance.
  public struct Vicinity: Hashable, Sendable {
    /// The point.
    public var point: GeoPoint
    /// The distance to a site's outline in metres.
    public var metres: Double

    /// A vicinity from its parts.
    public init(of point: GeoPoint, metres: Double) {
      self.point = point
      self.metres = metres
    }
  }

  /// In what order sites come.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// The most suspicious first.
    case score
    /// The most important kinds first, in them the most suspicious.
    case severity
    /// The largest first.
    case area
    /// The one that was seen last first.
    case lastSeen = "last-seen"
    /// The one that was seen first of all first.
    case firstSeen = "first-seen"
    /// By id.
    case id

    fileprivate var sql: String {
      switch self {
      case .score: "s.score DESC, s.id"
      case .severity: "s.severity DESC, s.score DESC, s.id"
      case .area: "s.area_m2 DESC, s.id"
      case .lastSeen: "s.last_seen DESC, s.id"
      case .firstSeen: "s.first_seen, s.id"
      case .id: "s.id"
      }
    }
  }

  /// The box outside which nothing is asked for; nil for the whole earth.
  private var frame: GeoBounds? {
    let boxes = [
      bounds,
      near.map { near in
        GeoBounds(
          west: near.point.longitude, south: near.point.latitude, east: near.point.longitude,
          north: near.point.latitude
        ).grown(by: near.metres)
      },
      area.flatMap { GeoMultiPolygon(closedRings: $0).bounds },
    ].compactMap { $0 }
    return boxes.dropFirst().reduce(boxes.first) { $0?.intersection($1) }
  }

  /// Whether SQL alone cannot tell what is asked for.
  var isExactlyPlaced: Bool { bounds == nil && near == nil && area == nil }

  /// The statement that gives the columns of `Catalogue.siteColumns`, and what is bound to its parameters. Values never
  /// become part of its text. `rule` tells which looks count.
  func statement(by rule: SiteRule) -> (sql: String, values: [SQLiteValue]) {
    var conditions: [String] = []
    var values: [SQLiteValue] = []
    func ask(_ condition: String, _ bound: [SQLiteValue]) {
      conditions.append(condition)
      values += bound
    }
    func ask(_ column: String, isOneOf words: [String]) {
      guard !words.isEmpty else { return }
      let marks = words.map { _ in "?" }.joined(separator: ", ")
      ask("\(column) IN (\(marks))", words.map { .text($0) })
    }
    let frame = frame
    if let frame {
      ask(
        "r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?",
        Catalogue.parameters(of: frame))
    }
    ask("s.kind", isOneOf: kinds)
    ask("s.state", isOneOf: states.map(\.rawValue))
    ask("s.status", isOneOf: statuses.map(\.rawValue))
    if let scenes {
      let names = scenes.map { SQLiteValue.text($0) }
      let marks = scenes.map { _ in "?" }.joined(separator: ", ")
      ask(
        """
        s.id IN (SELECT m.site FROM members m JOIN candidates c ON c.fid = m.candidate
        JOIN scenes o ON o.id = c.observation WHERE o.retracted IS NULL AND o.scene IN (\(marks))
        UNION SELECT m.site FROM members m JOIN candidates c ON c.fid = m.candidate
        JOIN looks l ON l.candidate = c.id JOIN scenes o ON o.scene = l.scene
        WHERE o.retracted IS NULL AND l.scene IN (\(marks))
        AND l.clear_share >= ? AND l.anomalous_share >= ? AND l.id =
          (SELECT max(id) FROM looks WHERE candidate = l.candidate AND scene = l.scene))
        """,
        names + names + [.double(rule.leastClearShare), .double(rule.leastAnomalousShare)])
    }
    if isOpen {
      ask("s.state <> ?", [.text(SiteState.withdrawn.rawValue)])
      let open = SiteStatus.allCases.filter { !$0.isSettled }.map(\.rawValue)
      ask("s.status", isOneOf: open)
    }
    if let since { ask("s.last_seen >= ?", [.text(since)]) }
    // Every time of a day is before the day with a tilde, the last of ASCII.
    if let until { ask("s.first_seen <= ?", [.text(until + "~")]) }
    if let leastArea { ask("s.area_m2 >= ?", [.double(leastArea)]) }
    if let leastScore { ask("s.score >= ?", [.double(leastScore)]) }
    let index = frame == nil ? "" : " JOIN rtree_sites_geom r ON r.id = s.fid"
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    var sql = "SELECT \(Catalogue.siteColumns) FROM sites s\(index)\(filter) ORDER BY \(order.sql)"
    if isExactlyPlaced, let limit {
      sql += " LIMIT ?"
      values.append(.int(limit))
    }
    return (sql, values)
  }

  /// Whether a site's outline is where it is asked for; the spatial index only knows its box, rounded outwards.
  func holds(_ geometry: GeoMultiPolygon) throws -> Bool {
    let rings = geometry.closedRings
    if let bounds, try !PolygonGap.intersects(bounds.rings, rings) { return false }
    if let area, try !PolygonGap.intersects(area, rings) { return false }
    if let near, try PolygonGap.metres(from: near.point.mapPoint, to: rings) > near.metres {
      return false
    }
    return true
  }
}

extension GeoPoint {
  fileprivate var mapPoint: MapPoint { MapPoint(x: longitude, y: latitude) }
}

extension GeoBounds {
  /// What both boxes hold; an impossible box where that is nothing.
  fileprivate func intersection(_ other: GeoBounds) -> GeoBounds {
    GeoBounds(
      west: max(west, other.west), south: max(south, other.south), east: min(east, other.east),
      north: min(north, other.north))
  }

  /// Itself as a polygon.
  fileprivate var rings: [[[MapPoint]]] {
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[corners.map { MapPoint(x: $0.0, y: $0.1) }]]
  }
}
