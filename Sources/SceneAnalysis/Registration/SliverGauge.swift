import RasterGrid
import Scenes
import Spectral

/// Tells which suspicious pixels a small shift between the dates would explain: those that changed by
/// no more than the shift times what a pixel differs from its neighbours.
///
/// Change and differences are norms over the bands that the rules read on both dates; the differences
/// are the steepest of the eight, on the date where they are steeper.
struct SliverGauge {
  private let roles: [BandRole]
  private let reader: TileReader
  /// The shift that may remain, in pixels.
  private let residual: Double

  init(_ rules: CompiledRules, _ reader: TileReader, residual: Double) {
    let inputs = rules.inputs
    roles = Set(inputs.filter { $0.date == .before }.map(\.role))
      .intersection(inputs.filter { $0.date == .after }.map(\.role)).sorted()
    self.reader = reader
    self.residual = residual
  }

  /// How many of the pixels at these positions of the reader's tile the shift explains.
  func explained(_ positions: [Range<Int>]) throws -> Int {
    guard !roles.isEmpty else { return 0 }
    let bands = try roles.map { role in
      (
        before: Values(try reader.band(BandReference(date: .before, role: role))),
        after: Values(try reader.band(BandReference(date: .after, role: role)))
      )
    }
    let window = reader.window
    return positions.joined().reduce(0) { count, i in
      let neighbours = window.neighbours(of: i)
      var change = 0.0
      var steepness = 0.0
      for band in bands {
        let (before, after) = (band.before[i], band.after[i])
        guard !before.isNaN, !after.isNaN else { continue }
        let slope = max(
          band.before.steepest(at: i, neighbours), band.after.steepest(at: i, neighbours))
        change += (after - before) * (after - before)
        steepness += slope * slope
      }
      return count + (change <= residual * residual * steepness ? 1 : 0)
    }
  }
}

extension Registration {
  /// Whether a shift explains enough of what was measured on a region.
  func explains(_ measures: Measures) -> Bool {
    Double(measures.explained) >= limits.explainedPixels * Double(max(1, measures.pixels))
  }

  /// What remains of the score of a region.
  func scoreShare(of measures: Measures) -> Double {
    scoreShare * (explains(measures) ? limits.explainedShare : 1)
  }
}

/// Single calibrated values of a plane.
private struct Values {
  let samples: SamplePlane
  let calibration: Calibration

  init(_ band: (samples: SamplePlane, calibration: Calibration)) {
    samples = band.samples
    calibration = band.calibration
  }

  /// NaN where there is no data.
  subscript(position: Int) -> Double {
    let raw: Double =
      switch samples.type {
      case .uint8: Double(samples.samples(as: UInt8.self)[position])
      case .uint16: Double(samples.samples(as: UInt16.self)[position])
      case .int16: Double(samples.samples(as: Int16.self)[position])
      case .float32: Double(samples.samples(as: Float.self)[position])
      }
    return raw == calibration.nodata ? .nan : raw * calibration.scale + calibration.offset
  }

  /// The largest difference to a neighbour that is known.
  func steepest(at position: Int, _ neighbours: [Int]) -> Double {
    let value = self[position]
    return neighbours.reduce(0) { steepest, neighbour in
      let difference = abs(self[neighbour] - value)
      return difference.isNaN ? steepest : max(steepest, difference)
    }
  }
}

extension PixelWindow {
  /// The positions of the up to eight pixels round one, inside the window.
  fileprivate func neighbours(of position: Int) -> [Int] {
    let (row, column) = (position / width, position % width)
    return (max(0, row - 1)...min(height - 1, row + 1)).flatMap { r in
      (max(0, column - 1)...min(width - 1, column + 1)).compactMap { c in
        r == row && c == column ? nil : r * width + c
      }
    }
  }
}
