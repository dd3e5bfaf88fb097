import GeoFiles

/// What a Landsat product's metadata file (MTL) says: keys and values in groups.
///
/// USGS delivers it as text, as JSON and as XML, all three with the same content.
struct LandsatMetadata: Hashable {
  /// The groups that are read; all hold values of one subject.
  enum Group: String {
    case contents = "PRODUCT_CONTENTS"
    case image = "IMAGE_ATTRIBUTES"
    case projection = "PROJECTION_ATTRIBUTES"
    case rescaling = "LEVEL1_RADIOMETRIC_RESCALING"
    case thermalConstants = "LEVEL1_THERMAL_CONSTANTS"
    case surfaceReflectance = "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"
    case surfaceTemperature = "LEVEL2_SURFACE_TEMPERATURE_PARAMETERS"
    /// Where Collection 1 and older ones say what they are.
    case collection1 = "METADATA_FILE_INFO"
  }

  /// The most bytes of metadata that are read: those of a scene take 25 kB at most.
  private static let sizeLimit = 1 << 20

  /// The file, for messages.
  let path: String
  /// Values by key, by group; without quotation marks.
  let groups: [String: [String: String]]

  /// Reads the file in the format that its extension says.
  init(reading file: InputPath) throws {
    path = file.shown
    switch file.fileExtension {
    case "json":
      groups = try Self.groups(
        ofJSON: try FileBytes.text(of: file, limit: Self.sizeLimit), path: path)
    case "xml":
      groups = try Self.groups(
        ofXML: try FileBytes.text(of: file, limit: Self.sizeLimit), path: path)
    default:
      groups = try Self.groups(
        ofText: try FileBytes.text(of: file, limit: Self.sizeLimit), path: path)
    }
  }

  /// The file's own name.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The value of a key; nil where the group does not hold it.
  func text(_ key: String, in group: Group) -> String? { groups[group.rawValue]?[key] }

  /// The value of a key that must be there.
  func required(_ key: String, in group: Group) throws -> String {
    guard let value = text(key, in: group) else {
      throw Refusal(
        .badInput, "says no \(key) in \(group.rawValue)", subject: path,
        advice: "fetch the product again: its metadata is incomplete")
    }
    return value
  }

  /// The number of a key within `range`; nil where the group does not hold the key, a refusal where
  /// the value is no finite number within the range.
  func number(_ key: String, in group: Group, _ range: ClosedRange<Double>) throws -> Double? {
    try text(key, in: group).map { try number($0, of: key, range) }
  }

  private func number(_ text: String, of key: String, _ range: ClosedRange<Double>) throws
    -> Double
  {
    guard let number = Double(text), range.contains(number) else {
      throw refusal(key, text, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The number of a key that must be there.
  func requiredNumber(_ key: String, in group: Group, _ range: ClosedRange<Double>) throws
    -> Double
  {
    try number(try required(key, in: group), of: key, range)
  }

  /// The whole number of a key that must be there, within `range`.
  func requiredInteger(_ key: String, in group: Group, _ range: ClosedRange<Int>) throws -> Int {
    let text = try required(key, in: group)
    guard let number = Int(text), range.contains(number) else {
      throw refusal(key, text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The refusal of a value that is not what its key needs.
  func refusal(_ key: String, _ value: String, _ wanted: String) -> Refusal {
    Refusal(
      .badInput, "says \(key) = \"\(value.prefix(40))\", which is not \(wanted)", subject: path,
      advice: "fetch the product again: its metadata is damaged")
  }
}
