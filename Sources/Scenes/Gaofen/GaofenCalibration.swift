import Foundation
import GeoFiles

/// What turns the counts of a Gaofen image into radiance, and radiance into reflectance: rows of the
/// tables that CRESDA re-issues every year, by satellite, camera and year, each with its source.
struct GaofenCalibration {
  /// Counts to radiance in W m-2 sr-1 um-1: `gain * count + bias`, in the year.
  struct Gains: Hashable {
    var camera: String
    var year: Int
    var gains, biases: [Double]
    var source: String
  }

  /// The Sun's irradiance at one astronomical unit, in W m-2 um-1.
  struct Irradiance: Hashable {
    var camera: String
    var bands: [Double]
    var source: String
  }

  /// A row of each: what one image needs.
  struct Rows: Hashable {
    var gains: Gains
    var irradiance: Irradiance
  }

  private var gains: [Gains] = []
  private var irradiances: [Irradiance] = []

  private static let title = "the built-in Gaofen calibration"

  /// The table that comes with the program, with the rows of `path` before its own.
  init(adding path: InputPath?) throws {
    if let path { try add(try YAMLValue(reading: path)) }
    let text = String(decoding: PackageResources.gaofen_calibration_yaml, as: UTF8.self)
    try add(try YAMLValue(parsing: text, file: Self.title))
  }

  /// The rows for an image of `camera` taken in `year`; refuses a year or camera without any. No
  /// other year stands in: gains drift by a third within a few years.
  func rows(for camera: GaofenCamera, year: Int, subject: String) throws -> Rows {
    let ofCamera = gains.filter { $0.camera == camera.title }
    guard let gains = ofCamera.first(where: { $0.year == year }) else {
      let years = Set(ofCamera.map(\.year)).sorted().map(String.init).joined(separator: ", ")
      throw Refusal(
        .badInput,
        "no calibration is known of \(camera.title) in \(year)"
          + (years.isEmpty ? "" : " (only of \(years))"),
        subject: subject, advice: Self.advice(camera, year))
    }
    guard let irradiance = irradiances.first(where: { $0.camera == camera.title }) else {
      throw Refusal(
        .badInput, "no solar irradiance is known of \(camera.title)", subject: subject,
        advice: Self.advice(camera, year))
    }
    let rows = Rows(gains: gains, irradiance: irradiance)
    let count = camera.roles.count
    guard
      [rows.gains.gains, rows.gains.biases, rows.irradiance.bands].allSatisfy({
        $0.count == count
      })
    else {
      throw Refusal(
        .badInput, "the calibration of \(camera.title) in \(year) is not of \(count) bands",
        subject: subject, advice: Self.advice(camera, year))
    }
    return rows
  }

  private static func advice(_ camera: GaofenCamera, _ year: Int) -> String {
    let numbers = camera.roles.map { "<\($0.rawValue)>" }.joined(separator: ", ")
    let row = "satellite: \(camera.satellite), camera: \(camera.name)"
    return """
      CRESDA publishes a table a year (satellite data, absolute calibration coefficients). Write its \
      row into a file and give that with --calibration FILE:
        gains:
        - {\(row), year: \(year), gain: [\(numbers)], source: "..."}
        irradiance:
        - {\(row), bands: [\(numbers)], source: "..."}
      """
  }

  private mutating func add(_ value: YAMLValue) throws {
    let map = try value.map()
    try map.allow(["gains", "irradiance"])
    for row in try map["gains"]?.list() ?? [] { gains.append(try Self.gains(row)) }
    for row in try map["irradiance"]?.list() ?? [] {
      irradiances.append(try Self.irradiance(row))
    }
  }

  private static func gains(_ value: YAMLValue) throws -> Gains {
    let map = try value.map()
    try map.allow(["satellite", "camera", "year", "gain", "bias", "source"])
    let gains = try numbers(try map.required("gain"), in: possibleGains)
    let biases = try map["bias"].map { try numbers($0, in: possibleBiases) }
    return Gains(
      camera: try camera(map), year: try map.required("year").integer(in: 2013...2100),
      gains: gains, biases: biases ?? gains.map { _ in 0 }, source: try source(map))
  }

  private static func irradiance(_ value: YAMLValue) throws -> Irradiance {
    let map = try value.map()
    try map.allow(["satellite", "camera", "bands", "source"])
    return Irradiance(
      camera: try camera(map),
      bands: try numbers(try map.required("bands"), in: possibleIrradiances),
      source: try source(map))
  }

  private static func camera(_ map: YAMLMap) throws -> String {
    try map.required("satellite").string() + " " + map.required("camera").string()
  }

  private static func source(_ map: YAMLMap) throws -> String {
    let value = try map.required("source")
    let text = try value.string()
    guard !text.isEmpty else { throw value.refusal("says nothing") }
    return text
  }

  /// Gains of the inverse convention of 2013, counts a unit of radiance, are above 5; all others that
  /// CRESDA published lie between 0.02 and 0.3.
  private static let possibleGains = 0.001...4.0
  /// White ground under a high sun gives some 600 W m-2 sr-1 um-1; what no light gives is a small part.
  private static let possibleBiases = -100.0...100.0
  /// The Sun's spectrum peaks at some 2 100 W m-2 um-1 and falls to 80 in the short-wave infrared.
  private static let possibleIrradiances = 10.0...3_000.0

  private static func numbers(_ value: YAMLValue, in range: ClosedRange<Double>) throws
    -> [Double]
  {
    try value.list().map { element in
      let number = try element.number()
      guard range.contains(number) else {
        throw element.refusal(
          "expected a number from \(range.lowerBound) to \(range.upperBound), found \(number)")
      }
      return number
    }
  }
}

extension GaofenCalibration.Rows {
  /// From counts of the band at `index` to reflectance at the top of the atmosphere,
  /// `pi L d2 / (E0 cos(zenith))`, where L is the radiance, d the distance of the Sun and E0 its
  /// irradiance. The angle is that of the scene's middle.
  func calibration(ofBand index: Int, _ metadata: GaofenMetadata) -> Calibration {
    let distance = EarthSunDistance.astronomicalUnits(at: metadata.acquired.seconds)
    let factor =
      .pi * distance * distance
      / (irradiance.bands[index] * sin(metadata.sun.elevation * .pi / 180))
    return Calibration(
      scale: gains.gains[index] * factor, offset: gains.biases[index] * factor,
      nodata: GaofenParts.nodata)
  }

  /// Where the numbers of that calibration come from.
  func reason(ofBand index: Int, _ metadata: GaofenMetadata) -> String {
    let distance = EarthSunDistance.astronomicalUnits(at: metadata.acquired.seconds)
    let zenith = 90 - metadata.sun.elevation
    return "gain \(gains.gains[index]) and bias \(gains.biases[index]) of \(gains.camera) in "
      + "\(gains.year) (\(gains.source)); E0 \(irradiance.bands[index]) (\(irradiance.source)); "
      + String(format: "Sun at %.5f au, zenith %.4f degrees", distance, zenith)
  }
}
