/// The values of the constants that formulas name: the usual ones, those of a sensor, and what the
/// user set.
public struct IndexConstants: Hashable, Sendable {
  /// Whose wavelengths and coefficients these are.
  public let sensor: SensorProfile
  private var values: [String: Double]

  /// The usual values, with the wavelengths and coefficients of a sensor.
  public init(sensor: SensorProfile) {
    self.sensor = sensor
    values = sensor.coefficients
    for constant in IndexConstant.all {
      switch constant.origin {
      case .usual(let value): values[constant.name] = value
      case .wavelength(let role): values[constant.name] = sensor.wavelengths[role]
      case .coefficient: break
      }
    }
  }

  /// Those of Sentinel-2A, for looking at formulas before there is a scene.
  public static let sentinel2A = IndexConstants(sensor: SensorProfile(sensor: "sentinel-2a"))

  /// A number for every constant, to check formulas with that are not to be run.
  static let placeholders: IndexConstants = {
    var constants = sentinel2A
    for constant in IndexConstant.all where constants.values[constant.name] == nil {
      constants.values[constant.name] = 1
    }
    return constants
  }()

  /// The value of a constant; nil where it has none here, or where there is no such constant.
  public subscript(name: String) -> Double? { values[name] }

  /// The constants with others set, each as in `L=0.5`.
  ///
  /// - Throws: where there is no such constant, or its value is not a finite number.
  public func setting(_ assignments: [String]) throws(ExpressionError) -> IndexConstants {
    var constants = self
    for assignment in assignments {
      let (name, value) = try Self.parse(assignment)
      constants.values[name] = value
    }
    return constants
  }

  private static func parse(
    _ assignment: String
  ) throws(ExpressionError) -> (name: String, value: Double) {
    let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw ExpressionError("write NAME=NUMBER, as in L=0.5", in: assignment, at: 0)
    }
    let name = parts[0].trimmed
    guard IndexConstant.named(name) != nil else {
      throw ExpressionError(
        NearestName.message("constant", name, among: IndexConstant.all.map(\.name)),
        in: assignment, at: 0)
    }
    let text = parts[1].trimmed
    guard let value = Double(text), Float(value).isFinite else {
      throw ExpressionError(
        "\(text.isEmpty ? "nothing" : text) is not a number", in: assignment,
        at: parts[0].count + 1)
    }
    return (name, value)
  }

  /// Why a constant has no value here, said of `subject`, which needs it.
  func obstacle(to subject: String, needing constant: IndexConstant) -> String {
    let what: String
    switch constant.origin {
    case .usual:
      return "\(subject) needs \(constant.name) (\(constant.meaning)), which has no usual value: "
        + "set it, as in \(constant.name)=1"
    case .wavelength: what = "wavelengths"
    case .coefficient: what = "coefficients"
    }
    guard let slug = sensor.sensor else {
      return "\(subject) needs the \(what) of the sensor, which scene.yaml does not name"
    }
    guard sensor.isKnown else {
      return "\(subject) needs the \(what) of the sensor, and those of \(slug) are not known"
    }
    return "\(subject) needs \(constant.name) (\(constant.meaning)), which \(slug) has not"
  }
}

extension Substring {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
