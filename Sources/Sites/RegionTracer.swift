import RasterGrid

/// From runs of pixels to outlines along pixel edges.
///
/// The cost grows with the number of runs, not of pixels.
public enum RegionTracer {
  /// The outlines of a set of pixels, one polygon for each part that hangs together by pixel edges,
  /// in reading order of the parts' first pixels; together they are a valid multipolygon.
  ///
  /// Parts that touch only at a corner become polygons of their own. Any set of runs will do; they
  /// are merged first.
  public static func polygons(of runs: [PixelRun]) -> [PixelPolygon] {
    var outline = RunOutline(of: runs.merged())
    return outline.polygons()
  }

  /// A pixel of the set that lies well inside, so that its centre is a point inside its outline;
  /// nil for no runs.
  ///
  /// It is the middle of the longest run; among equals of the one nearest to the centroid of all
  /// pixels, then of the first in reading order.
  public static func interiorPixel(of runs: [PixelRun]) -> Pixel? {
    let runs = runs.merged()
    guard let longest = runs.map(\.count).max() else { return nil }
    var pixels = 0.0
    var columns = 0.0
    var rows = 0.0
    for run in runs {
      let count = Double(run.count)
      pixels += count
      columns += count * Double(run.columns.lowerBound + run.columns.upperBound - 1) / 2
      rows += count * Double(run.row)
    }
    var nearest: Pixel?
    var shortest = Double.infinity
    for run in runs where run.count == longest {
      let pixel = Pixel(column: run.columns.lowerBound + (longest - 1) / 2, row: run.row)
      let dx = Double(pixel.column) - columns / pixels
      let dy = Double(pixel.row) - rows / pixels
      let distance = dx * dx + dy * dy
      if distance < shortest {
        nearest = pixel
        shortest = distance
      }
    }
    return nearest
  }
}
