import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

/// A part of a real scene (Beihai, Sentinel-2 L1C, 10 and 20 m), and copies of it that lie elsewhere.
struct ShiftedScenes {
  let home: TemporaryFolder
  private let bands: [Band]

  private struct Band {
    var role: String
    var factor: Int
    var grid: Grid
    var values: [Double]
  }

  /// The fine pixels of a part with land, water and streets, and a margin that copies are cut from.
  private static let part = PixelWindow(column: 300, row: 320, width: 256, height: 256)
  private static let margin = 16
  private static let files: [(role: String, file: String, factor: Int)] = [
    ("blue", "B02", 1), ("green", "B03", 1), ("red", "B04", 1), ("nir", "B08", 1),
    ("swir16", "B11", 2), ("swir22", "B12", 2),
  ]

  init() throws {
    home = try TemporaryFolder()
    let folder = SharedData.file("data/oscd/beihai/2016-12-09")
    bands = try Self.files.map { role, file, factor in
      let path = try InputPath("\(folder)/\(file).tif")
      let raster = try RasterFile(opening: path)
      let grid = try #require(try raster.info().grid)
      let whole = Self.part.padded(by: Self.margin)
      let window = PixelWindow(
        column: whole.column / factor, row: whole.row / factor, width: whole.width / factor,
        height: whole.height / factor)
      let plane = SamplePlane()
      try raster.read(band: 1, window: window, as: .uint16, into: plane)
      return Band(
        role: role, factor: factor, grid: grid.cropped(to: window), values: plane.numbers)
    }
  }

  /// The part, with everything it shows `columns` to the right and `rows` down, in fine pixels, by
  /// interpolation with a windowed sinc.
  func scene(_ name: String, columns: Double = 0, rows: Double = 0) throws -> Scene {
    try write(name) { band in
      let factor = Double(band.factor)
      let across = Sinc(shift: columns / factor)
      let down = Sinc(shift: rows / factor)
      let (width, height) = (band.grid.width, band.grid.height)
      let shifted = across.applied(to: band.values, count: width, step: 1, lines: height, width)
      return down.applied(to: shifted, count: height, step: width, lines: width, 1)
    }
  }

  private func write(_ name: String, _ values: (Band) -> [Double]) throws -> Scene {
    let folder = try home.folder(name)
    var description = """
      sensor: sentinel-2
      level: L1C
      quantity: reflectance
      scale: 0.0001
      nodata: 0
      bands:

      """
    for band in bands {
      let margin = Self.margin / band.factor
      let inner = PixelWindow(
        column: margin, row: margin, width: Self.part.width / band.factor,
        height: Self.part.height / band.factor)
      let all = values(band)
      let samples = inner.rows.flatMap { row in
        inner.columns.map { UInt16(min(max(all[row * band.grid.width + $0].rounded(), 1), 65_535)) }
      }
      try CloudOptimizedGeoTIFF.write(
        RasterImage(
          grid: band.grid.cropped(to: inner),
          bands: [.init(name: band.role, samples: .uint16(samples))], nodata: 0, metadata: []),
        to: "\(folder)/\(band.role).tif")
      description += "  \(band.role): \(band.role).tif\n"
    }
    try home.write(description, to: "\(name)/scene.yaml")
    return try Scene(opening: InputPath(folder))
  }
}

/// Interpolation at a fixed part of a pixel by a sinc under a Lanczos window of eight pixels a side.
private struct Sinc {
  private let reach = 8
  private let whole: Int
  private let weights: [Double]

  init(shift: Double) {
    whole = Int(shift.rounded(.down))
    let part = shift - shift.rounded(.down)
    let reach = Double(reach)
    func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(Double.pi * x) / (Double.pi * x) }
    let raw = (-8...8).map { k in
      let x = Double(k) + part
      return abs(x) < reach ? sinc(x) * sinc(x / reach) : 0
    }
    let sum = raw.reduce(0, +)
    weights = raw.map { $0 / sum }
  }

  /// Every one of `lines` lines, `between` places apart, of `count` values, `step` places apart.
  func applied(to values: [Double], count: Int, step: Int, lines: Int, _ between: Int) -> [Double] {
    var result = values
    for line in 0..<lines {
      for i in 0..<count {
        var sum = 0.0
        for (k, weight) in weights.enumerated() where weight != 0 {
          let from = min(max(i - whole + k - reach, 0), count - 1)
          sum += weight * values[line * between + from * step]
        }
        result[line * between + i * step] = sum
      }
    }
    return result
  }
}
