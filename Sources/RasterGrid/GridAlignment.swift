/// How the pixels of one grid lie on those of another: what has to be done to read it there.
public enum GridAlignment: Hashable, Sendable {
  /// The same pixels, moved by whole ones: target pixel (c, r) is source pixel
  /// (c + `column`, r + `row`).
  case shifted(column: Int, row: Int)
  /// Source pixels that are `factor` x `factor` target pixels, edges on edges; target pixel (c, r)
  /// lies in source pixel ((c + `column`) / factor, (r + `row`) / factor).
  case coarser(factor: Int, column: Int, row: Int)
  /// Nothing simpler than a warp will do, for this reason.
  case warp(because: String)

  /// How far, in pixels, two edges may lie apart and still count as one. A twentieth is well under
  /// what registration can measure; beyond it a pixel would silently be taken for its neighbour.
  public static let tolerance = 0.05
  /// Far more than any two sensors differ by; beyond it a header is wrong, and sizes would overflow.
  private static let largestFactor = 10_000.0

  /// The alignment of `source` on `target`, with the reason where they do not fit.
  public init(of source: Grid, on target: Grid) {
    self = Self.plan(source, target)
  }

  private static func plan(_ source: Grid, _ target: Grid) -> GridAlignment {
    guard source.crs == target.crs else {
      return .warp(because: "\(source.crs) differs from \(target.crs)")
    }
    let a = source.affine
    let b = target.affine
    guard a.isAxisAligned, b.isAxisAligned else {
      return a == b ? .shifted(column: 0, row: 0) : .warp(because: "a rotated grid")
    }
    let ratioX = a.columnStepX / b.columnStepX
    let ratioY = a.rowStepY / b.rowStepY
    guard ratioX > 0, ratioY > 0 else {
      return .warp(because: "rows or columns run the other way")
    }
    let factor = ratioX.rounded()
    guard factor >= 1, factor <= largestFactor, ratioY.rounded() == factor else {
      return .warp(
        because: "pixels of \(a.columnStepX) x \(a.rowStepY) are no whole multiple of "
          + "\(b.columnStepX) x \(b.rowStepY)")
    }
    // A small difference in pixel size adds up over the whole width.
    let driftX = abs(ratioX - factor) * Double(source.width)
    let driftY = abs(ratioY - factor) * Double(source.height)
    guard max(driftX, driftY) <= tolerance else {
      return .warp(because: "pixel sizes drift apart by \(max(driftX, driftY)) pixels")
    }
    let origin = a.pixel(MapPoint(x: b.originX, y: b.originY))
    let column = (origin.column * factor).rounded()
    let row = (origin.row * factor).rounded()
    let off = max(abs(origin.column * factor - column), abs(origin.row * factor - row))
    guard off <= tolerance, abs(column) < 1e9, abs(row) < 1e9 else {
      return .warp(because: "pixel edges lie \(off) pixels apart")
    }
    return factor == 1
      ? .shifted(column: Int(column), row: Int(row))
      : .coarser(factor: Int(factor), column: Int(column), row: Int(row))
  }
}
