import GeoFiles

/// What `MTD_MSIL1C.xml` or `MTD_MSIL2A.xml` says of a whole product (ESA, Sentinel-2 Products
/// Specification Document, S2-PDGS-TAS-DI-PSD).
struct Sentinel2Metadata {
  /// One image that the product says it has: a path without an extension, or a bare name.
  struct ListedImage {
    var name: String
    /// The granule it is of.
    var granule: String
  }

  /// The file's own name, for reasons and messages.
  var file: String
  var level: Sentinel2Level
  /// The slug of the satellite, such as `sentinel-2a`.
  var sensor: String
  /// Such as `05.09`.
  var baseline: String?
  var start: AcquisitionTime?
  /// The product's name where it holds one tile only, so that it names what is in it.
  var name: String?
  var cloudPercent: Double?
  /// How many counts a reflectance of 1 is.
  var quantification: Double
  /// What is added to counts, by band; empty where the metadata has no offsets.
  var offsets: [Int: Double]
  /// The counts that stand for "no data" and for a detector at its limit.
  var nodata, saturated: Double?
  var images: [ListedImage]

  init(reading path: InputPath, named file: String) throws {
    self.file = file
    let root = try XMLElement(reading: path)
    let shown = path.shown
    let level = root.first("PROCESSING_LEVEL")?.text ?? ""
    guard let known = Sentinel2Level(processing: level) else {
      throw Refusal(
        .badInput, "says PROCESSING_LEVEL \"\(level)\", which is neither Level-1C nor Level-2A",
        subject: shown)
    }
    self.level = known
    sensor = try Self.sensor(root, shown)
    baseline = root.first("PROCESSING_BASELINE")?.text
    start = root.first("PRODUCT_START_TIME").flatMap { AcquisitionTime($0.text) }
    name = Self.name(root)
    cloudPercent = root.first("Cloud_Coverage_Assessment")?.number
    quantification = try Self.quantification(root, known, shown)
    offsets = try Self.offsets(root, known, shown)
    (nodata, saturated) = Self.specialValues(root)
    images = Self.images(root)
  }

  private static func sensor(_ root: XMLElement, _ shown: String) throws -> String {
    let name = root.first("SPACECRAFT_NAME")?.text ?? ""
    guard name.wholeMatch(of: /Sentinel-2[A-Z]/) != nil else {
      throw Refusal(
        .badInput, "says SPACECRAFT_NAME \"\(name)\", which is no Sentinel-2", subject: shown)
    }
    return name.lowercased()
  }

  /// A name that can stand in outputs, of a product of a single tile.
  private static func name(_ root: XMLElement) -> String? {
    guard root.first("PRODUCT_FORMAT")?.text == "SAFE_COMPACT",
      let uri = root.first("PRODUCT_URI_2A") ?? root.first("PRODUCT_URI"),
      let match = uri.text.wholeMatch(of: /(S2[A-Z]_MSIL[12][AC]_[A-Z0-9_]{1,100})(?:\.SAFE)?/)
    else { return nil }
    return String(match.1)
  }

  /// Counts that a reflectance of 1 may be: ESA has used 1000 and 10 000.
  private static let quantifications = 1.0...1e6
  /// More than any count that 16 bits hold would leave no reflectance.
  private static let largestOffset = 65_535.0

  private static func quantification(
    _ root: XMLElement, _ level: Sentinel2Level, _ shown: String
  ) throws -> Double {
    let element = level.quantification.lazy.compactMap { root.first($0) }.first
    guard let value = element?.number, quantifications.contains(value) else {
      throw Refusal(
        .badInput, "has no \(level.quantification[0]) from 1 to 1000000", subject: shown,
        advice: "without it counts are no reflectance: fetch the product again")
    }
    return value
  }

  private static func offsets(
    _ root: XMLElement, _ level: Sentinel2Level, _ shown: String
  ) throws -> [Int: Double] {
    var offsets: [Int: Double] = [:]
    for element in root.all(level.offset) {
      guard let band = element.attributes["band_id"].flatMap({ Int($0) }),
        let value = element.number, abs(value) <= largestOffset, offsets[band] ?? value == value
      else {
        throw Refusal(
          .badInput,
          "has a \(level.offset) that cannot be understood: "
            + "band_id \"\(element.attributes["band_id"] ?? "")\", \"\(element.text)\"",
          subject: shown)
      }
      offsets[band] = value
    }
    return offsets
  }

  private static func specialValues(_ root: XMLElement) -> (nodata: Double?, saturated: Double?) {
    var values: [String: Double] = [:]
    for element in root.all("Special_Values") {
      guard let name = element.child("SPECIAL_VALUE_TEXT")?.text else { continue }
      values[name] = element.child("SPECIAL_VALUE_INDEX")?.number
    }
    return (values["NODATA"], values["SATURATED"])
  }

  /// All four spellings: with and without paths, of ESA and of Sen2Cor.
  private static func images(_ root: XMLElement) -> [ListedImage] {
    (root.all("Granule") + root.all("Granules")).flatMap { granule in
      let identifier = granule.attributes["granuleIdentifier"] ?? ""
      return granule.children
        .filter { ["IMAGE_FILE", "IMAGE_FILE_2A", "IMAGE_ID", "IMAGE_ID_2A"].contains($0.name) }
        .map { ListedImage(name: $0.text, granule: identifier) }
    }
  }

  /// From counts of a band to reflectance, with the reason; refuses a list of offsets that leaves
  /// the band out, since either guess would be wrong somewhere.
  func calibration(of band: Sentinel2Band, in path: InputPath) throws -> (Calibration, String) {
    var calibration = Calibration(
      scale: 1 / quantification, offset: 0, nodata: nodata ?? Self.usualNodata)
    guard !offsets.isEmpty else { return (calibration, "no offset in \(file)") }
    guard let offset = offsets[band.rawValue] else {
      throw Refusal(
        .badInput,
        "has no \(level.offset) for \(band.name) (band_id \(band.rawValue)), though it "
          + "has some for other bands", subject: path.shown)
    }
    calibration.offset = offset / quantification
    return (calibration, "\(level.offset) \(Self.short(offset)) from \(file)")
  }

  /// The count of "no data" where the metadata does not say it.
  private static let usualNodata = 0.0

  private static func short(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
