import GeoFiles
import RasterGrid
import Spectral

/// A product understood: sensor, time, grid, bands by role, calibration and mask. No pixel was read.
public struct Scene: Sendable {
  /// Whether raw values, calibrated, are reflectances.
  public enum Quantity: String, Sendable, CaseIterable {
    /// A fraction of the light, 0 to about 1: thresholds of the literature apply.
    case reflectance
    /// Uncalibrated counts: only rules without absolute thresholds apply.
    case dn
  }

  /// Says the same for the same content, wherever the files lie and whatever they are called.
  public var id: String
  /// Where it was found, as the user wrote it.
  public var path: String
  /// The sensor's slug, such as `sentinel-2`; nil where nothing says it.
  public var sensor: String?
  /// The provider's processing level, such as `L2A`.
  public var level: String?
  /// When it was taken; nil where nothing says it.
  public var acquired: AcquisitionTime?
  /// What its calibrated values are.
  public var quantity: Quantity
  /// Its bands by what they measure.
  public var bands: [BandRole: BandSource]
  /// Where the reasons come from why pixels cannot be judged; empty where the product brings none.
  public var masks: [MaskSource]
  /// What the provider says of it, and what was decided about it.
  public var facts = ProductFacts()
  /// What describes it besides its rasters: the `scene.yaml`, the provider's metadata, or the archive
  /// that holds everything; nil for a raster that describes itself.
  var description: InputPath?
  /// The provider's folder, in which nothing may be written; nil for what the user has laid out himself.
  var product: InputPath?

  /// Lets a narrow near infrared (Landsat's band 5) stand in where there is no broad one: the indices
  /// of the literature are used with either.
  mutating func fillNearInfrared() {
    if bands[.nir] == nil { bands[.nir] = bands[.nir08] }
  }

  /// What was understood of it, for messages: `sentinel-2, L2A, 2025-04-12, reflectance, no mask`.
  public var summary: String {
    [
      sensor ?? "an unknown sensor", level, acquired?.text ?? "at an unknown time",
      quantity.rawValue, masks.isEmpty ? "no mask" : "mask \(maskNames)",
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// Whether the provider has taken the atmosphere out: thresholds of the literature on surface
  /// reflectance hold as they are.
  public var isSurfaceReflectance: Bool {
    quantity == .reflectance && ["L2A", "L2SP", "L2SR"].contains(level)
  }

  /// The names of its masks, each once, for messages and outputs; empty where it has none.
  public var maskNames: String {
    var seen: Set<String> = []
    return masks.map(\.name).filter { seen.insert($0).inserted }.joined(separator: "+")
  }

  /// The files it is read from.
  public var files: [InputPath] {
    bands.values.map(\.file) + masks.compactMap(\.band?.file)
      + bands.values.compactMap(\.sensorModel?.file) + bands.values.compactMap(\.sensorModel?.dem)
      + [description, product].compactMap { $0 }
  }

  /// The wavelengths and coefficients of its sensor.
  public var constants: IndexConstants { IndexConstants(sensor: SensorProfile(sensor: sensor)) }

  /// The grid of the finest band, the first role among equals. A panchromatic band does not count
  /// beside others: no rule reads it, and all others would be resampled for its sake.
  public var grid: Grid {
    let coloured = bands.filter { $0.key != .pan }
    let finest = (coloured.isEmpty ? bands : coloured).sorted { $0.key < $1.key }.map(\.value.grid)
      .min { $0.affine.columnStepX.magnitude < $1.affine.columnStepX.magnitude }
    guard let finest else { preconditionFailure("a scene has at least one band") }
    return finest
  }
}

/// Where the samples of a band are and what they mean.
public struct BandSource: Hashable, Sendable {
  /// The file.
  public var file: InputPath
  /// The band in it; the first is 1.
  public var band: Int
  /// Where its pixels are.
  public var grid: Grid
  /// How its samples are read.
  public var sampleType: SampleType
  /// From raw samples to values.
  public var calibration: Calibration
  /// Where the calibration comes from, such as `BOA_ADD_OFFSET -1000 from MTD_MSIL2A.xml`.
  public var calibrationReason = ""
  /// The pixels that the file decodes together.
  public var blockWidth, blockHeight: Int
  /// Whether the file itself states the nodata value, so that GDAL heeds it when it interpolates.
  public var fileStatesNodata: Bool
  /// What takes the image onto `grid`, where the file's own pixels lie on no map; nil where they do.
  public var sensorModel: SensorModel?
}
