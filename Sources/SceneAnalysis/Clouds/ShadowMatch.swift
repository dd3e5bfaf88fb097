import Foundation
import PixelKernels
import RasterGrid
import Scenes

/// Where the shadow of a cloud fits best.
struct ShadowMatch: Sendable {
  /// From the cloud to its shadow, in pixels.
  var columns, rows: Int
  /// The share of the shadow that is dark, 0 to 1.
  var similarity: Double
}

/// What came of looking for the shadow of a cloud.
struct ShadowSearch: Sendable {
  /// Where it fits best; nil where it fits nowhere.
  var best: ShadowMatch?
  /// Whether the ground was seen everywhere that shadows of the usual heights fall.
  var isComplete: Bool
}

/// Moves clouds along the sun's azimuth, height by height, to where the ground is dark: Fmask's match
/// (Zhu and Woodcock 2012, doi 10.1016/j.rse.2011.10.028, section 3.2.2).
struct ShadowMatcher: Sendable {
  /// What the cloud tests said.
  let planes: CloudPlanes
  /// 1 where the ground is dark enough for a shadow.
  let dark: [UInt8]
  /// The size of a pixel.
  let pixel: GroundPixel
  /// Which heights clouds may have, and what fits.
  let thresholds: CloudThresholds.Objects

  /// So many pixels of a cloud tell its shape well enough.
  private static let sampleSize = 512
  /// At least this share of a shadow must lie on ground that is seen and is no cloud itself.
  private static let visibleShare = 0.25
  /// So many of the largest clouds decide between several directions of the sun.
  private static let deciding = 48

  /// The direction, of several possible ones, in which most of the largest clouds' area finds its
  /// shadow; nil where there is none.
  func direction(of objects: [CloudObject], among directions: [SkyDirection]) -> SkyDirection? {
    guard directions.count > 1 else { return directions.first }
    let largest = objects.sorted { ($0.pixels, $1.runs[0]) > ($1.pixels, $0.runs[0]) }
      .prefix(Self.deciding)
    let weights = directions.map { direction in
      largest.reduce(0) { sum, object in
        sum + Double(object.pixels) * (search(for: object, direction).best?.similarity ?? 0)
      }
    }
    let best = weights.indices.max { weights[$0] < weights[$1] }
    return best.map { directions[$0] }
  }

  /// Where the shadow of a cloud fits best, the nearest of equals.
  func search(for object: CloudObject, _ sun: SkyDirection) -> ShadowSearch {
    let perMetre = pixel.step(azimuth: sun.azimuth + 180)
    let metres = 1 / max(perMetre.columns.magnitude, perMetre.rows.magnitude)
    let slope = tan(sun.elevation * .pi / 180)
    func step(_ height: Double) -> Int { Int(height / slope / metres) }
    let sample = object.sample(Self.sampleSize)
    var result = ShadowSearch(isComplete: true)
    for step in step(thresholds.heights.lowerBound)...step(thresholds.heights.upperBound) {
      let columns = Int((perMetre.columns * metres * Double(step)).rounded())
      let rows = Int((perMetre.rows * metres * Double(step)).rounded())
      guard let similarity = similarity(sample, columns, rows) else {
        if Double(step) * metres * slope <= thresholds.usualHeight { result.isComplete = false }
        continue
      }
      if similarity > result.best?.similarity ?? thresholds.similarity {
        result.best = ShadowMatch(columns: columns, rows: rows, similarity: similarity)
      }
    }
    return result
  }

  /// The dark share of what the moved cloud covers, 0 where most of that is cloud itself; nil where too
  /// little of it was observed.
  private func similarity(
    _ sample: [(column: Int, row: Int)], _ columns: Int, _ rows: Int
  ) -> Double? {
    let grid = planes.grid
    let least = Self.visibleShare * Double(sample.count)
    var observed = 0
    var ground = 0
    var hits = 0
    for pixel in sample {
      let (column, row) = (pixel.column + columns, pixel.row + rows)
      guard column >= 0, row >= 0, column < grid.width, row < grid.height else { continue }
      let place = row * grid.width + column
      let flags = planes.flags[place]
      guard flags & CloudPlanes.Flag.observed != 0 else { continue }
      observed += 1
      guard flags & CloudPlanes.Flag.potential == 0 else { continue }
      ground += 1
      hits += Int(dark[place])
    }
    guard Double(observed) >= least else { return nil }
    return Double(ground) >= least ? Double(hits) / Double(ground) : 0
  }
}
