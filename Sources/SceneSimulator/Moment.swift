/// When a date's picture is taken; from 2000 on.
struct Moment: Hashable {
  /// The year, the month 1...12 and the day of the month.
  let year, month, day: Int
  /// Universal time of day.
  let hour, minute, second: Int

  /// The first of January is 1.
  var dayOfYear: Int {
    (1..<month).reduce(day) { $0 + Self.days(ofMonth: $1, year: year) }
  }

  /// How long a month is.
  static func days(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Hours since midnight, with their fraction.
  var hours: Double { Double(hour) + Double(minute) / 60 + Double(second) / 3600 }

  /// Days since noon of 2000-01-01, the epoch J2000, with their fraction.
  var daysSinceEpoch: Double {
    let past = year - 2000
    let leapDays = (past + 3) / 4 - (past + 99) / 100 + (past + 399) / 400
    return Double(past * 365 + leapDays + dayOfYear - 1) - 0.5 + hours / 24
  }

  /// `2024-09-14`.
  var date: String { "\(year)-\(Self.two(month))-\(Self.two(day))" }

  /// `2024-09-14T02:36:01Z`.
  var timestamp: String {
    "\(date)T\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))Z"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
