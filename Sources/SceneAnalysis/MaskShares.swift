import GeoFiles
import RasterGrid
import Scenes

/// How much of a scene, or of a region of it, each mask reason holds for.
public struct MaskShares: Hashable, Sendable {
  /// How many pixels were looked at: those of the scene's finest grid inside the region.
  public var considered = 0
  /// How many of them cannot be judged at all: nodata or certain cloud.
  public var blocked = 0
  /// How many pixels each reason holds for, in the order of `MaskReasons.names`.
  public var counts = [Int](repeating: 0, count: MaskReasons.names.count)

  /// How many pixels one reason holds for.
  public func count(of reason: MaskReasons) -> Int {
    MaskReasons.names.firstIndex { $0.0 == reason }.map { counts[$0] } ?? 0
  }

  /// How many pixels were seen at all: those that hold data.
  public var seen: Int { considered - count(of: .nodata) }

  /// The share, 0 to 1, of the pixels that were seen that is certain cloud, which the fill around a
  /// scene would make look small; nil where nothing was seen.
  public var cloudShare: Double? {
    seen > 0 ? Double(blocked - count(of: .nodata)) / Double(seen) : nil
  }

  /// Counts what the masks of a scene say, inside `region` where one is given; nil where the scene
  /// has no mask. Refuses a region that the scene does not touch.
  public static func counted(
    in scene: Scene, region: Region?, threads: Int
  ) async throws -> MaskShares? {
    guard !scene.masks.isEmpty else { return nil }
    var grid = scene.grid
    try WorkLimit.check(grid, subject: scene.path)
    var spans = try region?.spans(on: grid)
    if let region, let found = spans {
      guard let bounds = found.bounds else {
        throw Refusal(
          .nothingToJudge, "holds no pixel of the scene", subject: "region \(region.name)",
          advice: "the scene covers \(try GroundArea.place(of: scene.grid))")
      }
      grid = grid.cropped(to: bounds)
      spans = try region.spans(on: grid)
    }
    let plan = try ReadPlan(
      [], of: [.only: scene], on: grid, resampling: .nearest, isPlain: false)
    let windows = grid.tiles(plan.tileShape())
    let inside = spans
    let parts = try await forEachPiece(
      of: WorkDivision(count: windows.count, workers: threads), start: { TileReader(plan) },
      generate: { reader, tile in
        var shares = MaskShares()
        try shares.add(windows[tile], inside, reader)
        return shares
      })
    return parts.reduce(into: MaskShares()) { $0.add($1) }
  }

  private mutating func add(_ window: PixelWindow, _ spans: RowSpans?, _ reader: TileReader) throws
  {
    reader.move(to: window)
    guard let reasons = try reader.reasons(.only)?.samples(as: UInt16.self) else { return }
    // Few combinations of reasons occur, so they are counted whole and taken apart at the end.
    var combinations: [UInt16: Int] = [:]
    for row in window.rows {
      let start = (row - window.row) * window.width - window.column
      for range in spans?.ranges(row: row, columns: window.columns) ?? [window.columns] {
        var previous: UInt16 = 0
        var length = 0
        for column in range {
          let bits = reasons[start + column]
          if bits != previous {
            combinations[previous, default: 0] += length
            previous = bits
            length = 0
          }
          length += 1
        }
        combinations[previous, default: 0] += length
      }
    }
    for (bits, count) in combinations {
      let held = MaskReasons(rawValue: bits)
      considered += count
      if !held.isDisjoint(with: .blocking) { blocked += count }
      for (place, reason) in MaskReasons.names.enumerated() where held.contains(reason.0) {
        counts[place] += count
      }
    }
  }

  private mutating func add(_ other: MaskShares) {
    considered += other.considered
    blocked += other.blocked
    for i in counts.indices { counts[i] += other.counts[i] }
  }
}
