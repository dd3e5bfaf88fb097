/// When a scene was taken, in UTC: an instant, or a bare date where nobody recorded the hour.
public struct AcquisitionTime: Hashable, Sendable {
  /// RFC 3339: `2016-12-09T03:11:22Z`, or `2016-12-09`.
  public let text: String
  /// Seconds since 1970-01-01, of the instant or of the date's first second.
  public let seconds: Double

  /// The date's first ten characters without hyphens: `20161209`.
  public var compactDate: String { text.prefix(10).filter { $0 != "-" } }

  /// Whether only the date is known.
  public var isDate: Bool { !text.contains("T") }

  /// From `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm:ss` with fractions and a zone; nil for anything else.
  /// A time without a zone is taken for UTC, as data providers mean it.
  public init?(_ string: String) {
    let pattern =
      /(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2}):(\d{2}(?:\.\d{1,9})?)(Z|z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?/
    guard let match = string.wholeMatch(of: pattern.asciiOnlyDigits())?.output,
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      let days = Self.days(year: year, month: month, day: day)
    else { return nil }
    guard let hours = match.4, let minutes = match.5, let fraction = match.6 else {
      self.init(date: string, days: days)
      return
    }
    guard let hour = Int(hours), let minute = Int(minutes), let second = Double(fraction),
      hour < 24, minute < 60, second < 61
    else { return nil }
    let zone = match.7.map { Self.offsetSeconds(String($0)) } ?? 0
    self.init(seconds: Double(days * 86_400 + hour * 3_600 + minute * 60 - zone) + second)
  }

  private init(date: String, days: Int) {
    text = date
    seconds = Double(days) * 86_400
  }

  private init(seconds: Double) {
    self.seconds = seconds
    let whole = Int(seconds.rounded(.down))
    let date = Self.civil(days: whole.flooredDivision(by: 86_400))
    let rest = whole - whole.flooredDivision(by: 86_400) * 86_400
    let parts = [date.year, date.month, date.day, rest / 3_600, rest / 60 % 60, rest % 60]
    let digits = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }
    text =
      "\(digits[0])-\(digits[1])-\(digits[2])T\(digits[3]):\(digits[4]):\(digits[5])Z"
  }

  private static func offsetSeconds(_ zone: String) -> Int {
    guard zone.count == 6 else { return 0 }  // Z
    let numbers = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
    return (zone.hasPrefix("-") ? -1 : 1) * (numbers[0] * 3_600 + numbers[1] * 60)
  }

  /// Days since 1970-01-01 in the Gregorian calendar (Hinnant 2013, chrono-compatible low-level date
  /// algorithms); nil for a date that is none.
  static func days(year: Int, month: Int, day: Int) -> Int? {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y.flooredDivision(by: 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let back = civil(days: days)
    return back == (year, month, day) ? days : nil
  }

  private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = z.flooredDivision(by: 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }
}

extension Int {
  fileprivate func flooredDivision(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}
