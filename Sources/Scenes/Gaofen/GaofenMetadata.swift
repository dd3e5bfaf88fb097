import GeoFiles
import RasterGrid

/// What the XML of a Gaofen product says.
///
/// Its times and angles are not what their names say, as solar geometry proves for products of 2018
/// to 2023: `ReceiveTime` is when the image was taken, in UTC; `StartTime`, `CenterTime` and `EndTime`
/// are the same in Beijing time; `SatelliteZenith` counts from the horizon. `CloudPercent` 101 means
/// that nobody looked.
struct GaofenMetadata: Hashable {
  /// The camera.
  var camera: GaofenCamera
  /// The processing level: `L1A`.
  var level: String
  /// When it was taken.
  var acquired: AcquisitionTime
  /// Columns and rows of the image.
  var width, height: Int
  /// How many bands the image has.
  var bandCount: Int
  /// Where sun and satellite stood.
  var sun: SkyDirection
  var view: SkyDirection?
  /// The provider's estimate of the clouded share.
  var cloudPercent: Double?
  /// The corners in degrees, from the upper left one clockwise; nil where one is missing.
  var corners: [MapPoint]?

  /// What images of the satellites are, which are refused.
  private static let others = [
    "GF3": "a radar image", "GF4": "taken from a geostationary orbit with other geometry",
    "GF5": "a hyperspectral image", "GF7": "a stereo pair of images",
  ]
  /// No camera delivers larger images; a larger number in the XML is damage.
  private static let sideLimit = 100_000
  /// With the sun lower than this, in degrees above the horizon, reflectance means nothing.
  private static let lowestSun = 5.0

  /// Refuses, by name, a satellite whose products are not read.
  static func checkSatellite(_ satellite: String, _ subject: String) throws {
    guard GaofenCamera.all.contains(where: { $0.satellite == satellite }) else {
      let what = others[satellite] ?? "of a satellite whose calibration is not known here"
      throw Refusal(
        .badInput, "is of \(satellite): \(what)", subject: subject,
        advice: "Gaofen products are read of "
          + GaofenCamera.all.map(\.title).joined(separator: ", "))
    }
  }

  init(reading path: InputPath) throws {
    try self.init(try XMLElement(reading: path), file: path.shown)
  }

  init(_ root: XMLElement, file: String) throws {
    let reader = Fields(root: root, file: file)
    let satellite = try reader.text("SatelliteID").uppercased().replacing("-", with: "")
    try Self.checkSatellite(satellite, file)
    let name = try reader.text("SensorID").uppercased()
    guard
      let camera = GaofenCamera.all.first(where: { $0.satellite == satellite && $0.name == name })
    else {
      throw Refusal(
        .badInput, "is of an unknown camera, \(satellite) \(name)", subject: file,
        advice: "known are " + GaofenCamera.all.map(\.title).joined(separator: ", "))
    }
    self.camera = camera
    let level = try reader.text("ProductLevel").uppercased()
    guard ["LEVEL1A", "L1A"].contains(level) else {
      throw Refusal(
        .badInput, "is of processing level \(level)", subject: file, advice: "level 1A is read")
    }
    self.level = "L1A"
    let time = try reader.text("ReceiveTime")
    guard let acquired = AcquisitionTime(time.replacing(" ", with: "T")) else {
      throw reader.refusal("ReceiveTime", "\"\(time)\" is no time")
    }
    self.acquired = acquired
    width = try reader.integer("WidthInPixels", in: 1...Self.sideLimit)
    height = try reader.integer("HeightInPixels", in: 1...Self.sideLimit)
    bandCount = try reader.text("Bands").split(separator: ",").count
    let zenith = try reader.number("SolarZenith", in: 0...90 - Self.lowestSun)
    sun = SkyDirection(
      azimuth: try reader.number("SolarAzimuth", in: 0...360), elevation: 90 - zenith)
    if root.first("SatelliteZenith")?.number != nil {
      view = SkyDirection(
        azimuth: try reader.number("SatelliteAzimuth", in: 0...360),
        elevation: try reader.number("SatelliteZenith", in: 0...90))
    }
    let percent = root.first("CloudPercent")?.number
    cloudPercent = percent.flatMap { (0...100).contains($0) ? $0 : nil }
    corners = Self.corners(root)
  }

  private static func corners(_ root: XMLElement) -> [MapPoint]? {
    let points = ["TopLeft", "TopRight", "BottomRight", "BottomLeft"].compactMap { name in
      root.first(name + "Longitude")?.number.flatMap { longitude in
        root.first(name + "Latitude")?.number.map { MapPoint(x: longitude, y: $0) }
      }
    }
    return points.count == 4 ? points : nil
  }

  /// Elements of the XML, with refusals that name them.
  private struct Fields {
    var root: XMLElement
    var file: String

    func refusal(_ name: String, _ what: String) -> Refusal {
      Refusal(
        .badInput, "\(name): \(what)", subject: file,
        advice: "fetch the product again: its metadata is damaged")
    }

    func text(_ name: String) throws -> String {
      guard let text = root.first(name)?.text, !text.isEmpty else {
        throw refusal(name, "is missing")
      }
      return text
    }

    func number(_ name: String, in range: ClosedRange<Double>) throws -> Double {
      let text = try text(name)
      guard let number = Double(text), range.contains(number) else {
        throw refusal(
          name, "\"\(text)\" is no number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int {
      let text = try text(name)
      guard let number = Int(text), range.contains(number) else {
        throw refusal(
          name, "\"\(text)\" is no number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }
}
