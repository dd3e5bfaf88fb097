import RasterGrid

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The pixels of a window of one date: what the files hold.
struct Picture: Equatable {
  /// Which part of the fine grid; even on all sides.
  let window: PixelWindow
  /// Stored numbers by band, at 10 m or 20 m as the band has it.
  var bands: [Band: [UInt16]] = [:]
  /// Scene classification at 20 m.
  var classes: [UInt8] = []
}

/// What optics and electronics make of the ground on one date.
struct Camera {
  let seed: UInt64
  let date: Acquisition

  /// The picture of a window; a part has the same pixels as the whole. `ground` tells what arrives from a
  /// point, by its column and row among the points of the fine grid, `Sensor.subsamples` a pixel.
  func picture(
    in window: PixelWindow, ground: (_ column: Int, _ row: Int) -> Spectrum
  ) -> Picture {
    precondition(
      [window.column, window.row, window.width, window.height].allSatisfy { $0 % 2 == 0 },
      "a window must hold whole pixels of 20 m")
    let fine = seen(window, ground)
    let coarse = Self.averaged(fine, width: window.width, height: window.height)
    let half = PixelWindow(
      column: window.column / 2, row: window.row / 2, width: window.width / 2,
      height: window.height / 2)
    var picture = Picture(window: window)
    for band in Band.allCases {
      picture.bands[band] =
        band.isCoarse
        ? stored(coarse, band: band, window: half) : stored(fine, band: band, window: window)
    }
    picture.classes =
      SceneClassification(
        seed: seed, date: date, window: half, reflectance: coarse
      ).classes
    return picture
  }

  /// What the optics make of the ground: one spectrum a fine pixel, before noise.
  private func seen(
    _ window: PixelWindow, _ ground: (_ column: Int, _ row: Int) -> Spectrum
  ) -> [Spectrum] {
    let n = Sensor.subsamples
    let weights = Sensor.weights
    let padded = window.padded(by: Sensor.reach)
    // Blur along rows first: a line of ground points becomes a line of pixels.
    var lines: [SIMD16<Float>] = []
    lines.reserveCapacity(padded.height * n * window.width)
    var line = [SIMD16<Float>](repeating: .zero, count: padded.width * n)
    for subrow in 0..<(padded.height * n) {
      for i in line.indices {
        line[i] = ground(padded.column * n + i, padded.row * n + subrow).values
      }
      for column in 0..<window.width {
        var sum = SIMD16<Float>.zero
        for tap in weights.indices { sum += line[column * n + tap] * weights[tap] }
        lines.append(sum)
      }
    }
    var pixels: [Spectrum] = []
    pixels.reserveCapacity(window.area)
    for row in 0..<window.height {
      for column in 0..<window.width {
        var sum = SIMD16<Float>.zero
        for tap in weights.indices {
          sum += lines[(row * n + tap) * window.width + column] * weights[tap]
        }
        pixels.append(Spectrum(values: sum))
      }
    }
    return pixels
  }

  private static func averaged(_ fine: [Spectrum], width: Int, height: Int) -> [Spectrum] {
    var coarse: [Spectrum] = []
    for row in stride(from: 0, to: height, by: 2) {
      for column in stride(from: 0, to: width, by: 2) {
        let i = row * width + column
        let upper = fine[i].values + fine[i + 1].values
        let lower = fine[i + width].values + fine[i + width + 1].values
        coarse.append(Spectrum(values: (upper + lower) * 0.25))
      }
    }
    return coarse
  }

  /// A band as it is stored, with its noise, which depends on where and when and nothing else.
  private func stored(
    _ spectra: [Spectrum], band: Band, window: PixelWindow
  ) -> [UInt16] {
    let grains = SeededGenerator.hash(
      seed, column: date.moment.year * 1000 + date.moment.dayOfYear, row: band.rawValue)
    return spectra.indices.map { i in
      let reflectance = Double(spectra[i][band])
      let bits = SeededGenerator.hash(
        grains, column: window.column + i % window.width, row: window.row + i / window.width)
      let noise = SeededGenerator.normal(bits) * Sensor.noise(of: band, at: reflectance)
      return Sensor.digitalNumber(reflectance + noise)
    }
  }
}
