import GeoFiles
import RasterGrid

/// The one band of a raster of classes, small enough to be held whole.
struct HeldBand: ~Copyable {
  /// What the file says of itself.
  let info: RasterInfo
  private let file: RasterFile
  private let path: InputPath

  /// The most pixels: two Sentinel-2 tiles.
  private static let pixelLimit = 1 << 28
  /// How many rows are read at once.
  private static let stripe = 64

  /// Opens the file; refuses one of several bands or of more pixels than are held.
  init(opening path: InputPath) throws {
    let file = try RasterFile(opening: path)
    let info = try file.info()
    guard info.bands.count == 1 else {
      throw Refusal(
        .badInput, "has \(info.bands.count) bands; a map of classes has one", subject: path.shown)
    }
    guard info.width <= Self.pixelLimit / info.height else {
      throw Refusal(
        .badInput, "has \(info.width) x \(info.height) pixels, more than can be judged at once",
        subject: path.shown, advice: "cut it into parts: gdal_translate -srcwin")
    }
    self.path = path
    self.info = info
    self.file = file
  }

  /// The class of every pixel in reading order; refuses the first value that `classify` gives nil for.
  ///
  /// Values come as 32-bit floating point, which keeps every whole number to 16 million: an integer
  /// type would turn what it cannot hold into a class.
  func classes<Class>(
    advice: String, _ classify: (_ value: Float, _ isNodata: Bool) -> Class?
  ) throws -> [Class] {
    let nodata = info.bands[0].nodata.map(Float.init)
    let plane = SamplePlane()
    var classes: [Class] = []
    classes.reserveCapacity(info.width * info.height)
    for row in stride(from: 0, to: info.height, by: Self.stripe) {
      let window = PixelWindow(
        column: 0, row: row, width: info.width, height: min(Self.stripe, info.height - row))
      try file.read(band: 1, window: window, as: .float32, into: plane)
      for value in plane.samples(as: Float.self) {
        guard let found = classify(value, value.isNaN || value == nodata) else {
          throw Refusal(.badInput, "holds the value \(value)", subject: path.shown, advice: advice)
        }
        classes.append(found)
      }
    }
    return classes
  }
}
