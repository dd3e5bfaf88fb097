import RasterGrid

/// A scene classification as sen2cor would make it: from the spectrum, with sen2cor's mistakes.
///
/// It knows nothing of the events. The codes are those of the Sentinel-2 Level-2A definition.
struct SceneClassification {
  /// The codes that occur.
  enum Code {
    static let cloudShadow: UInt8 = 3
    static let vegetation: UInt8 = 4
    static let notVegetated: UInt8 = 5
    static let water: UInt8 = 6
    static let unclassified: UInt8 = 7
    static let cloudMedium: UInt8 = 8
    static let cloudHigh: UInt8 = 9
    static let thinCirrus: UInt8 = 10
  }

  /// The classes of the window's coarse pixels.
  let classes: [UInt8]

  /// Classifies a window of the coarse grid from the reflectances of its pixels.
  init(
    seed: UInt64, date: Acquisition, window: PixelWindow, reflectance: [Spectrum]
  ) {
    let noise = Noise(seed: seed, .classification)
    let place = { (column: Int, row: Int) in
      Ground(east: Double(column) + 0.5, south: Double(row) + 0.5) * (2 * Sensor.pixel)
        + date.shift
    }
    classes = reflectance.indices.map { i in
      let column = window.column + i % window.width
      let row = window.row + i / window.width
      let here = place(column, row)
      // Cloud masks are grown by a pixel: the thickest of the neighbourhood counts.
      var depth = 0.0
      var shadow = 0.0
      if !date.clouds.isEmpty {
        for r in (row - 1)...(row + 1) {
          for c in (column - 1)...(column + 1) {
            depth = max(depth, date.cloudDepth(at: place(c, r)))
          }
        }
        shadow = date.cloudDepthTowardsSun(at: here)
      }
      if depth > Limit.highCloud { return Code.cloudHigh }
      if depth > Limit.mediumCloud { return Code.cloudMedium }
      if depth > Limit.veil { return Code.thinCirrus }
      if shadow > Limit.shadow { return Code.cloudShadow }
      return Self.clearClass(reflectance[i], doubt: noise.value(at: here, wavelength: 90))
    }
  }

  /// Where one class ends and the next begins.
  enum Limit {
    /// Optical depths of cloud.
    static let highCloud = 1.9
    static let mediumCloud = 0.7
    static let veil = 0.15
    /// Optical depth towards the sun.
    static let shadow = 0.5
    /// Green reflectance above which a roof may pass for cloud, if it is as white as one.
    static let bright: Float = 0.25
    static let white: Float = 0.12
    static let doubt = 0.05
    static let vegetation: Float = 0.4
    static let sparse: Float = 0.3
    static let waterInfrared: Float = 0.12
  }

  private static func clearClass(_ spectrum: Spectrum, doubt: Double) -> UInt8 {
    let blue = spectrum[.blue]
    let green = spectrum[.green]
    let red = spectrum[.red]
    let nir = spectrum[.nir08]
    let swir = spectrum[.swir16]
    let ndvi = (nir - red) / max(nir + red, 0.005)
    let spread = (max(blue, green, red) - min(blue, green, red)) / max(green, 0.005)
    if green > Limit.bright, spread < Limit.white, doubt > Limit.doubt { return Code.cloudMedium }
    if ndvi > Limit.vegetation { return Code.vegetation }
    if green > swir, nir < Limit.waterInfrared { return Code.water }
    return ndvi > Limit.sparse ? Code.unclassified : Code.notVegetated
  }
}
