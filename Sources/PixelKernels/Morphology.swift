/// Shapes of marked pixels made larger, and smoothed.
///
/// A plane holds one byte a pixel, row by row; every byte but 0 is a mark.
public enum Morphology {
  /// The half axes of an ellipse in pixels: a disc on the ground, where pixels are not square.
  public struct Disc: Hashable, Sendable {
    /// How many columns and rows it reaches from its middle; 0 or more.
    public var columns, rows: Double

    /// A disc from its half axes in pixels.
    public init(columns: Double, rows: Double) {
      precondition(columns >= 0 && rows >= 0, "a radius is not negative")
      self.columns = columns
      self.rows = rows
    }

    /// The widest column offset inside the disc, `row` rows from its middle; nil beyond it.
    func reach(row: Int) -> Int? {
      guard row != 0 else { return Int(columns) }
      let height = Double(row) / rows
      guard height.magnitude <= 1 else { return nil }
      return Int(columns * (1 - height * height).squareRoot())
    }
  }

  /// The pixels whose middle lies within `disc` of the middle of a marked one, as 1; all others 0.
  ///
  /// Runs of marks are drawn longer into the rows around them, so few marks cost little.
  public static func dilate(_ plane: [UInt8], width: Int, by disc: Disc) -> [UInt8] {
    precondition(width > 0 && plane.count % width == 0, "a plane of whole rows")
    let height = plane.count / width
    let reaches = (0...Int(disc.rows)).compactMap(disc.reach)
    var grown = [UInt8](repeating: 0, count: plane.count)
    plane.withUnsafeBufferPointer { plane in
      grown.withUnsafeMutableBufferPointer { grown in
        for row in 0..<height {
          forEachRun(plane, row * width..<(row + 1) * width) { run in
            let columns = run.lowerBound - row * width..<run.upperBound - row * width
            func draw(_ other: Int, _ reach: Int) {
              guard 0..<height ~= other else { return }
              let first = other * width + max(0, columns.lowerBound - reach)
              let end = other * width + min(width, columns.upperBound + reach)
              UnsafeMutableBufferPointer(rebasing: grown[first..<end]).update(repeating: 1)
            }
            for (distance, reach) in reaches.enumerated() {
              draw(row - distance, reach)
              draw(row + distance, reach)
            }
          }
        }
      }
    }
    return grown
  }

  /// The marked pixels that lie in a `disc` of marks; beyond the plane all may be marked.
  public static func open(_ plane: [UInt8], width: Int, by disc: Disc) -> [UInt8] {
    let kept = dilate(plane.map { $0 == 0 ? 1 : 0 }, width: width, by: disc)
      .map { $0 == 0 ? UInt8(1) : 0 }
    return dilate(kept, width: width, by: disc)
  }

  /// Calls `body` with every longest run of marks in `range`, in ascending order.
  private static func forEachRun(
    _ plane: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void
  ) {
    var i = range.lowerBound
    while i < range.upperBound {
      guard plane[i] != 0 else {
        i += 1
        continue
      }
      let start = i
      while i < range.upperBound, plane[i] != 0 { i += 1 }
      body(start..<i)
    }
  }
}
