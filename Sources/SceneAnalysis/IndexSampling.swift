import GeoFiles
import RasterGrid

/// Reads index values at places, each as the mean of a small square of pixels around it.
public enum IndexSampling {
  /// What was found at one place.
  public struct Sample: Sendable {
    /// The mean of each layer; nil where no pixel of the square has a value.
    public var means: [Double?]
  }

  /// Samples every layer of a plan at the points of a table; `side` is the square's in pixels, odd.
  public static func samples(_ plan: IndexPlan, at table: PointTable, side: Int) throws -> [Sample]
  {
    precondition(side > 0 && side % 2 == 1, "a square round a pixel has an odd side")
    let grid = plan.reading.grid
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let worker = IndexWorker(plan)
    let nothing = Sample(means: plan.request.layers.map { _ in nil })
    return try transform.transform(table.points).map { point in
      let place = grid.affine.pixel(point)
      guard place.column >= 0, place.row >= 0, place.column < Double(grid.width),
        place.row < Double(grid.height)
      else { return nothing }
      let centre = PixelWindow(column: Int(place.column), row: Int(place.row), width: 1, height: 1)
      guard let square = centre.padded(by: side / 2).intersection(grid.window) else {
        return nothing
      }
      return Sample(means: try worker.values(in: square) { _, _, _ in }.map(\.sum.mean))
    }
  }
}
