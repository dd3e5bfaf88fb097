import Scenes
import Testing

@Suite("Acquisition time")
struct AcquisitionTimeTests {
  // Seconds as `date -u -d TIME +%s` of GNU coreutils prints them.
  @Test(
    "counts seconds since 1970",
    arguments: [
      ("2016-12-09T03:11:22Z", 1_481_253_082.0), ("2016-12-09", 1_481_241_600),
      ("1970-01-01", 0), ("1969-12-31T23:59:59Z", -1), ("2000-03-01", 951_868_800),
      ("1900-03-01", -2_203_891_200), ("2100-02-28", 4_107_456_000), ("2024-02-29", 1_709_164_800),
    ])
  func epoch(text: String, seconds: Double) {
    let time = AcquisitionTime(text)
    #expect(time?.seconds == seconds)
    #expect(time?.text == text)
  }

  @Test("keeps a bare date a bare date")
  func bareDate() {
    #expect(AcquisitionTime("2016-12-09")?.text == "2016-12-09")
    #expect(AcquisitionTime("2016-12-09")?.compactDate == "20161209")
    #expect(AcquisitionTime("2016-12-09") != AcquisitionTime("2016-12-09T00:00:00Z"))
  }

  @Test(
    "is written in UTC, whatever zone it comes in",
    arguments: [
      "2016-12-09T11:11:22+08:00", "2016-12-09T03:11:22z", "2016-12-09T03:11:22",
      "2016-12-09 03:11:22Z", "2016-12-08T21:41:22-05:30", "2016-12-09t03:11:22Z",
    ])
  func zones(text: String) {
    let time = AcquisitionTime(text)
    #expect(time?.text == "2016-12-09T03:11:22Z")
    #expect(time?.seconds == 1_481_253_082)
  }

  @Test("takes the day from the zone it is written in to UTC's")
  func dayChange() {
    #expect(AcquisitionTime("2024-03-01T07:59:59+08:00")?.text == "2024-02-29T23:59:59Z")
    #expect(AcquisitionTime("2024-12-31T20:00:00-04:00")?.compactDate == "20250101")
  }

  @Test("counts fractions and leaves them out of its text")
  func fractions() {
    let time = AcquisitionTime("2016-12-09T03:11:22.75Z")
    #expect(time?.seconds == 1_481_253_082.75)
    #expect(time?.text == "2016-12-09T03:11:22Z")
    #expect(AcquisitionTime("1969-12-31T23:59:59.5Z")?.text == "1969-12-31T23:59:59Z")
  }

  @Test(
    "knows leap years",
    arguments: [
      ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true), ("2100-02-29", false),
    ])
  func leapDays(text: String, exists: Bool) {
    #expect((AcquisitionTime(text) != nil) == exists)
  }

  @Test(
    "is none where the text is no time",
    arguments: [
      "", "2024", "2024-13-01", "2024-00-10", "2024-04-31", "2024-05-00", "24-05-01", "2024-5-1",
      "2024/05/01", "2024-05-01T", "2024-05-01T10:00Z", "2024-05-01T24:00:00Z",
      "2024-05-01T10:60:00Z", "2024-05-01T10:00:61Z", "2024-05-01T10:00:00+8",
      "2024-05-01T10:00:00 Z",
      "2024-05-01T10:00:00+99:99", "2024-05-01T10:00:00+08:75", "2024-05-01Z", " 2024-05-01",
      "yesterday", "٢٠٢٤-٠٥-٠١", "2024-05-01T10:00:00+٠٨:٠٠", "2024-05-01T10:00:00+0٨:00",
    ])
  func refused(text: String) {
    #expect(AcquisitionTime(text) == nil)
  }

  @Test("gives each day of four centuries the next number")
  func everyDay() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var expected = 946_684_800.0  // 2000-01-01, by date -u
    // A month's first and last day show any slip of a day, in common, leap and century years.
    for year in 2000..<2400 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for month in 1...12 {
        let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
        guard month < 4 || year % 100 == 0 else {
          expected += Double(length) * 86_400
          continue
        }
        let name = "\(year)-" + (month < 10 ? "0" : "") + "\(month)-"
        #expect(AcquisitionTime(name + "01")?.seconds == expected)
        expected += Double(length) * 86_400
        #expect(AcquisitionTime(name + "\(length)")?.seconds == expected - 86_400)
      }
    }
  }
}
