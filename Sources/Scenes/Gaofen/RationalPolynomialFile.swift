import GeoFiles

/// An RPB file: rational polynomials as text, in statements such as `lineOffset = 7130.0;` and
/// `lineNumCoef = (+1.2E-03, ...);` between `BEGIN_GROUP` and `END_GROUP`.
struct RationalPolynomialFile {
  private let file: String
  private let values: [String: String]

  /// Such a file has less than 3 000 bytes.
  private static let sizeLimit = 1 << 16
  /// Degrees that a scene may reach from its middle: Gaofen's widest takes 800 km.
  private static let widest = 15.0
  /// Metres that heights may reach from their middle: the Earth's own relief.
  private static let highest = 10_000.0
  /// Pixels that an image may reach from its middle.
  private static let largest = 200_000.0

  /// The polynomials of a file.
  static func read(_ path: InputPath) throws -> RationalPolynomials {
    try parse(try FileBytes.text(of: path, limit: sizeLimit), file: path.shown)
  }

  /// The polynomials of a text; `file` is what messages call it.
  static func parse(_ text: String, file: String) throws -> RationalPolynomials {
    try RationalPolynomialFile(text, file: file).polynomials()
  }

  private init(_ text: String, file: String) throws {
    self.file = file
    // Groups open without a semicolon.
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.contains("_GROUP") }
    let statements = lines.joined(separator: "\n").split(
      separator: ";", omittingEmptySubsequences: false)
    var values: [String: String] = [:]
    // What follows the last semicolon is white space, or a statement that was cut off.
    for statement in statements.dropLast() {
      let parts = statement.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      values[Self.trimmed(parts[0])] = Self.trimmed(parts[1])
    }
    self.values = values
  }

  private static func trimmed(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func refusal(_ what: String) -> Refusal {
    Refusal(
      .badInput, what, subject: file,
      advice: "fetch the product again: the image cannot be placed without its RPB")
  }

  private func text(_ name: String) throws -> String {
    guard let value = values[name] else {
      throw refusal("is damaged or cut off: it gives no \(name)")
    }
    return value
  }

  private func number(_ name: String, in range: ClosedRange<Double>) throws -> Double {
    let text = try text(name)
    guard let number = Double(text), range.contains(number) else {
      throw refusal(
        "\(name) is \"\(text.prefix(40))\", no number from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }

  private func coefficients(_ name: String) throws -> [Double] {
    let text = try text(name)
    let numbers = text.split { "(), ".contains($0) }.map { Double($0) ?? .nan }
    let count = RationalPolynomials.termCount
    guard text.hasPrefix("("), text.hasSuffix(")"), numbers.count == count,
      numbers.allSatisfy(\.isFinite)
    else {
      throw refusal("\(name) is no list of \(count) numbers")
    }
    return numbers
  }

  private func normalisation(
    _ name: String, offset: ClosedRange<Double>, scale: Double
  ) throws -> RationalPolynomials.Normalisation {
    RationalPolynomials.Normalisation(
      offset: try number(name + "Offset", in: offset),
      scale: try number(name + "Scale", in: Double.leastNormalMagnitude...scale))
  }

  private func quotient(_ name: String) throws -> RationalPolynomials.Quotient {
    RationalPolynomials.Quotient(
      normalisation: try normalisation(
        name, offset: -Self.largest...Self.largest, scale: Self.largest),
      numerator: try coefficients(name + "NumCoef"),
      denominator: try coefficients(name + "DenCoef"))
  }

  private func polynomials() throws -> RationalPolynomials {
    RationalPolynomials(
      ground: RationalPolynomials.Ground(
        longitude: try normalisation("long", offset: -180...180, scale: Self.widest),
        latitude: try normalisation("lat", offset: -90...90, scale: Self.widest),
        height: try normalisation(
          "height", offset: OpeningOptions.heights, scale: Self.highest)),
      line: try quotient("line"), sample: try quotient("samp"))
  }
}
