import ArgumentParser
import GeoFiles
import RasterGrid
import Scenes
import SiteCatalogue
import Sites

/// Which sites are asked for.
struct SiteSelection: ParsableArguments {
  @Option(help: "Only these kinds, separated by commas.")
  var kind: String?

  @Option(
    help: """
      Only sites in these states, separated by commas: first, provisional, confirmed, finished, \
      withdrawn; of transient kinds ongoing, over; of either doubtful.
      """)
  var siteState: String?

  @Option(
    help: """
      Only sites with these verdicts, separated by commas: new (none), dispatched, true, false, \
      legal, unclear, rectifying, rechecked, closed, rebound.
      """)
  var verdict: String?

  @Option(help: "Only sites seen on this day or later, YYYY-MM-DD.")
  var since: String?

  @Option(help: "Only sites first seen on this day or before, YYYY-MM-DD.")
  var until: String?

  @Option(help: "Only sites that touch this box of degrees: WEST,SOUTH,EAST,NORTH.")
  var bbox: String?

  @Option(help: "Only sites that touch the polygons of this file (GeoJSON or GeoPackage).")
  var within: String?

  @Option(help: "Only sites within so many metres of a point: LON,LAT,METRES.")
  var near: String?

  @Option(help: "Only sites of at least so many square metres.")
  var minArea: Double?

  @Option(help: "Only sites with at least this score, 0 to 1.")
  var minScore: Double?

  @Option(help: "At most so many.")
  var limit: Int?

  @Option(help: "In what order.")
  var sort: SiteQuery.Order = .score

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit is 0 or more.") }
    try Self.checkDay(since, option: "--since")
    try Self.checkDay(until, option: "--until")
    for (name, number) in [("--min-area", minArea), ("--min-score", minScore)] {
      if let number, !(number >= 0 && number.isFinite) {
        throw ValidationError("\(name) takes a number of 0 or more.")
      }
    }
    _ = try frame()
    _ = try vicinity()
    _ = try words(SiteState.self, siteState, option: "--site-state")
    _ = try words(SiteStatus.self, verdict, option: "--verdict")
  }

  /// The files that the options name.
  func files() throws -> [InputPath] { try within.map { [try InputPath($0)] } ?? [] }

  /// Refuses what is no day.
  static func checkDay(_ day: String?, option: String) throws {
    guard let day, AcquisitionTime(day)?.isDate != true else { return }
    throw ValidationError("\(option) takes a date, YYYY-MM-DD.")
  }

  /// The query that the options make.
  func query() throws -> SiteQuery {
    var query = SiteQuery()
    query.kinds = Self.parts(kind)
    query.states = try words(SiteState.self, siteState, option: "--site-state")
    query.statuses = try words(SiteStatus.self, verdict, option: "--verdict")
    query.since = since
    query.until = until
    query.bounds = try frame()
    query.near = try vicinity()
    query.area = try within.map { try Self.polygons(of: $0) }
    query.leastArea = minArea
    query.leastScore = minScore
    query.order = sort
    query.limit = limit
    return query
  }

  private static func polygons(of path: String) throws -> [[[MapPoint]]] {
    let file = try PolygonFile(reading: try InputPath(path))
    let transform = try CoordinateTransform(from: file.crs, to: .wgs84)
    return try file.polygons.map { try $0.map { try transform.transform($0) } }
  }

  private func frame() throws -> GeoBounds? {
    guard let bbox else { return nil }
    let numbers = try Self.numbers(bbox, count: 4, option: "--bbox", form: "WEST,SOUTH,EAST,NORTH")
    guard numbers[0] <= numbers[2], numbers[1] <= numbers[3] else {
      throw ValidationError("--bbox runs from west to east and from south to north.")
    }
    return GeoBounds(west: numbers[0], south: numbers[1], east: numbers[2], north: numbers[3])
  }

  private func vicinity() throws -> SiteQuery.Vicinity? {
    guard let near else { return nil }
    let numbers = try Self.numbers(near, count: 3, option: "--near", form: "LON,LAT,METRES")
    guard numbers[2] >= 0, (-180...180).contains(numbers[0]), (-90...90).contains(numbers[1]) else {
      throw ValidationError("--near takes a point of degrees and a distance of 0 or more.")
    }
    return SiteQuery.Vicinity(
      of: GeoPoint(longitude: numbers[0], latitude: numbers[1]), metres: numbers[2])
  }

  private static func numbers(_ text: String, count: Int, option: String, form: String) throws
    -> [Double]
  {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0).flatMap { $0.isFinite ? $0 : nil }
    }
    guard numbers.count == count, !numbers.contains(nil) else {
      throw ValidationError("\(option) takes \(form).")
    }
    return numbers.compactMap { $0 }
  }

  private func words<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type, _ text: String?, option: String
  ) throws -> [Word] where Word.RawValue == String {
    try Self.parts(text).map { part in
      guard let word = Word(rawValue: part) else {
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(option) knows \(known), not \(part).")
      }
      return word
    }
  }

  private static func parts(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { part in
      String(part.trimmingPrefix { $0 == " " })
    }
  }
}

extension SiteQuery.Order: ExpressibleByArgument {}
