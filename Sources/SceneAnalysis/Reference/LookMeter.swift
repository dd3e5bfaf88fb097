import GeoFiles
import RasterGrid
import Scenes
import Sites

/// Looks at the pixels of candidates on other scenes: whether they are to be seen there, and whether
/// they are suspicious still, by the same rule and against the same reference.
public struct LookMeter {
  /// What a scene says of the pixels of a candidate.
  public struct Finding: Hashable, Sendable {
    /// The share of its pixels, 0 to 1, that the scene saw clear.
    public var clearShare: Double
    /// The share of those, 0 to 1, that are suspicious; 0 where none is clear.
    public var anomalousShare: Double
    /// The mean of the rule's first index over the clear ones; nil where it was not measured.
    public var value: Double?

    /// A scene that does not see it.
    static let nothing = Finding(clearShare: 0, anomalousShare: 0, value: nil)
  }

  private let plan: AnalysisPlan
  private let worker: TileWorker

  /// A meter for `request`, whose pixels are taken as they are but for their masks.
  public init(_ request: ScanRequest) throws {
    plan = try AnalysisPlan(request)
    worker = TileWorker(plan)
  }

  /// What AFTER says of the pixels inside an outline, by the rule of `kind`.
  public func look(at outline: GeoMultiPolygon, kind: String) throws -> Finding {
    guard let rule = plan.kinds.firstIndex(of: kind) else { return .nothing }
    let grid = plan.reading.grid
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let rings = try outline.polygons.flatMap { [$0.exterior] + $0.holes }.map { ring in
      try transform.transform(ring.map { MapPoint(x: $0.longitude, y: $0.latitude) })
    }
    let spans = RowSpans(inside: rings, of: grid)
    let pixels = spans.count
    var tally = Tally()
    for window in grid.tiles(plan.reading.tileShape()).compactMap(spans.shrunk) {
      try look(at: spans, in: window, rule, into: &tally)
    }
    guard pixels > 0, tally.observed > 0 else { return .nothing }
    return Finding(
      clearShare: Double(tally.observed) / Double(pixels),
      anomalousShare: Double(tally.suspicious) / Double(tally.observed),
      value: tally.index.mean)
  }

  private struct Tally {
    var observed = 0
    var suspicious = 0
    var index = ExactSum()
  }

  private func look(
    at spans: RowSpans, in window: PixelWindow, _ rule: Int, into tally: inout Tally
  ) throws {
    worker.reader.move(to: window)
    let inside = window.rows.flatMap { row in
      spans.ranges(row: row, columns: window.columns).map { PixelRun(row: row, columns: $0) }
    }
    let clear = try clear(inside, in: window)
    guard !clear.isEmpty else { return }
    let verdict = try worker.decide(clear, of: window)[rule]
    tally.observed += verdict.observed
    tally.suspicious += verdict.runs.reduce(0) { $0 + $1.count }
    if let index = try worker.gauge.measure(clear, rule).indices.first {
      tally.index.add(index.after)
    }
  }

  /// The parts of runs that no reason speaks against on AFTER.
  private func clear(_ runs: [PixelRun], in window: PixelWindow) throws -> [PixelRun] {
    guard let reasons = try worker.reader.reasons(.after)?.samples(as: UInt16.self) else {
      return runs
    }
    return runs.flatMap { run in
      let first = window.positions(of: run).lowerBound
      var parts: [PixelRun] = []
      var start: Int?
      for column in run.columns {
        let isClear = reasons[first + column - run.columns.lowerBound] == 0
        if isClear, start == nil { start = column }
        if !isClear, let begun = start {
          parts.append(PixelRun(row: run.row, columns: begun..<column))
          start = nil
        }
      }
      if let begun = start {
        parts.append(PixelRun(row: run.row, columns: begun..<run.columns.upperBound))
      }
      return parts
    }
  }
}
