/// Powers of ten, as far as a `Double` holds every whole number.
private let powersOfTen = [
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000,
]

extension Array where Element == UInt8 {
  /// Adds a finite number in decimal notation, rounded to `places` decimals, halves away from 0.
  ///
  /// `trimmed` leaves out zeros at the end, but for one decimal, so that a number that happens to
  /// be whole is still seen to be a real one: GDAL makes an integer column of numbers that have no
  /// decimal point. A negative zero is never written.
  ///
  /// Digits are taken from a whole number, which is several times as fast as the shortest form. A
  /// number so large that a `Double` has no decimals to round is written in its shortest form.
  mutating func appendDecimal(_ value: Double, places: Int, trimmed: Bool) {
    precondition(value.isFinite, "only a finite number has decimals")
    precondition(places < powersOfTen.count, "too many decimals for a whole number")
    let power = powersOfTen[places]
    let scaled = (value * Double(power)).rounded()
    guard abs(scaled) < Self.wholeLimit else {
      append(contentsOf: String(value).utf8)
      return
    }
    if scaled < 0 { append(UInt8(ascii: "-")) }
    let (whole, rest) = Int(abs(scaled)).quotientAndRemainder(dividingBy: power)
    appendDigits(whole, count: Self.digits(of: whole))
    guard places > 0 else { return }
    var fraction = rest
    var decimals = places
    while trimmed, decimals > 1, fraction % 10 == 0 {
      fraction /= 10
      decimals -= 1
    }
    append(UInt8(ascii: "."))
    appendDigits(fraction, count: decimals)
  }

  /// From here on a `Double` does not hold every whole number.
  private static var wholeLimit: Double { 0x1p53 }

  private static func digits(of number: Int) -> Int {
    powersOfTen.firstIndex { number < $0 }.map { Swift.max(1, $0) } ?? powersOfTen.count
  }

  /// Adds the last `count` digits of a number from 0, with zeros in front where it has fewer.
  private mutating func appendDigits(_ number: Int, count digits: Int) {
    let start = count
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digits))
    withUnsafeMutableBufferPointer { bytes in
      var rest = number
      var place = start + digits
      while rest > 0, place > start {
        place -= 1
        let (tens, digit) = rest.quotientAndRemainder(dividingBy: 10)
        bytes[place] += UInt8(digit)
        rest = tens
      }
    }
  }
}

extension String {
  /// A finite number with exactly `places` decimals, halves away from 0.
  public init(decimal value: Double, places: Int) {
    var bytes: [UInt8] = []
    bytes.appendDecimal(value, places: places, trimmed: false)
    self.init(decoding: bytes, as: UTF8.self)
  }
}
