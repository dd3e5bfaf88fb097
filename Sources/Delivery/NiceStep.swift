#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A round length: 1, 2 or 5 times a power of ten.
public struct NiceStep: Hashable, Sendable {
  /// 1, 2 or 5.
  public let digit: Int
  /// The power of ten.
  public let exponent: Int

  /// Rounding of a quotient must not push a number that is round already to the next.
  static let tolerance = 1e-9
  /// Powers of ten within which steps and their multiples are ordinary numbers.
  static let exponents = -290...302

  /// The smallest round length that is not shorter than `length`, which is positive and at most
  /// 1e302; the shortest is 1e-290.
  public init(atLeast length: Double) {
    precondition(length > 0 && length <= Self.longest, "a step has an ordinary length")
    let exponent = Self.power(of: length)
    let mantissa = NiceStep(digit: 1, exponent: exponent).count(in: length) - Self.tolerance
    switch mantissa {
    case ...1: self.init(digit: 1, exponent: exponent)
    case ...2: self.init(digit: 2, exponent: exponent)
    case ...5: self.init(digit: 5, exponent: exponent)
    default: self.init(digit: 1, exponent: exponent + 1)
    }
  }

  /// The largest round length that is not longer than `length`, which is positive.
  public init(atMost length: Double) {
    precondition(length > 0 && length <= Self.longest, "a step has an ordinary length")
    let exponent = Self.power(of: length)
    let mantissa = NiceStep(digit: 1, exponent: exponent).count(in: length) + Self.tolerance
    switch mantissa {
    case 10...: self.init(digit: 1, exponent: exponent + 1)
    case 5...: self.init(digit: 5, exponent: exponent)
    case 2...: self.init(digit: 2, exponent: exponent)
    default: self.init(digit: 1, exponent: exponent)
    }
  }

  private static let longest = 1e302

  private init(digit: Int, exponent: Int) {
    self.digit = digit
    self.exponent = exponent
  }

  private static func power(of length: Double) -> Int {
    let exponent = Int(log10(length).rounded(.down))
    return min(max(exponent, exponents.lowerBound), exponents.upperBound)
  }

  /// The length itself.
  public var value: Double { multiple(1) }

  /// So many times the step. A power of ten that a Double holds is multiplied or divided by, so
  /// that three times 0.1 is 0.3 to the last bit.
  public func multiple(_ count: Double) -> Double {
    let power = pow(10, Double(abs(exponent)))
    return exponent < 0 ? count * Double(digit) / power : count * Double(digit) * power
  }

  /// How often the step goes into a number.
  public func count(in number: Double) -> Double {
    let power = pow(10, Double(abs(exponent)))
    return (exponent < 0 ? number * power : number / power) / Double(digit)
  }

  /// The largest multiple that is not above a number.
  public func below(_ number: Double) -> Double {
    multiple((count(in: number) + Self.tolerance).rounded(.down))
  }

  /// The smallest multiple that is not below a number.
  public func above(_ number: Double) -> Double {
    multiple((count(in: number) - Self.tolerance).rounded(.up))
  }

  /// A multiple in writing, with as many decimals as the step has: `−0.5`, `1500`, `2e−7`.
  public func text(multiple count: Double) -> String {
    let digits = String(Int(abs(count)) * digit)
    let sign = count < 0 && digits != "0" ? "−" : ""
    guard digits != "0" else { return "0" }
    if Self.plainExponents.contains(exponent), digits.count + exponent <= Self.mostDigits {
      return sign + Self.plain(digits, exponent: exponent)
    }
    // One digit before the point; zeros at the end say nothing.
    let significant = digits.reversed().drop { $0 == "0" }.reversed()
    let fraction = String(significant.dropFirst())
    let power = exponent + digits.count - 1
    return sign + String(significant.prefix(1)) + (fraction.isEmpty ? "" : "." + fraction) + "e"
      + (power < 0 ? "−" : "") + String(abs(power))
  }

  /// Steps whose multiples are written without a power of ten.
  private static let plainExponents = -4...5
  /// Digits before the point up to which a number is easily read.
  private static let mostDigits = 6

  private static func plain(_ digits: String, exponent: Int) -> String {
    guard exponent < 0 else { return digits + String(repeating: "0", count: exponent) }
    let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
    return "\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
  }
}
