import RasterGrid

/// The clouds over a window, pixel by pixel: they have no finer detail than that.
struct SkyMap {
  private let columns, rows: Int
  private let width: Int
  private var depth: [Double] = []
  private var towardsSun: [Double] = []

  init(of date: Acquisition, over window: PixelWindow) {
    (columns, rows, width) = (window.column, window.row, window.width)
    guard !date.clouds.isEmpty else { return }
    for row in window.rows {
      for column in window.columns {
        let place = Ground(east: Double(column) + 0.5, south: Double(row) + 0.5) * Sensor.pixel
        depth.append(date.cloudDepth(at: place))
        towardsSun.append(date.cloudDepthTowardsSun(at: place))
      }
    }
  }

  /// Optical depths over a point and towards the sun from it.
  func depths(column: Int, row: Int) -> (depth: Double, towardsSun: Double) {
    guard !depth.isEmpty else { return (0, 0) }
    let n = Sensor.subsamples
    let pixel = (row - rows * n) / n * width + (column - columns * n) / n
    return (depth[pixel], towardsSun[pixel])
  }
}
