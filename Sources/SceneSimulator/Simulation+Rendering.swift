import RasterGrid

extension Simulation {
  /// The picture of a date in a window; a part has the same pixels as the whole.
  func picture(of date: Acquisition, in window: PixelWindow) -> Picture {
    let painter = Painter(landscape: landscape, date: date, seed: seed)
    return Camera(seed: seed, date: date).picture(in: window) { column, row in
      painter.spectrum(
        at: Ground(east: Double(column) + 0.5, south: Double(row) + 0.5) * Sensor.step + date.shift)
    }
  }
}
