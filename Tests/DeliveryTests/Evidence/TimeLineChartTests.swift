import Foundation
import FoundationXML
import SceneAnalysis
import Testing

@testable import Delivery

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The chart of a time line")
struct TimeLineChartTests {
  private func look(_ time: String?, observed: Int, mean: Double?) -> SiteLook {
    SiteLook(
      scene: "s", time: time, pixels: 10, observed: observed, clear: observed, mean: mean,
      reasons: [])
  }

  private func count(_ part: String, in text: String) -> Int {
    text.components(separatedBy: part).count - 1
  }

  @Test("draws a dot a date that was observed and a cross where the site was masked")
  func marks() {
    let svg = TimeLineChart(
      looks: [
        look("2024-01-01", observed: 10, mean: 0.5), look("2024-02-01", observed: 2, mean: 0.1),
        look("2024-03-01", observed: 0, mean: nil), look("2024-04-01", observed: 10, mean: 0.2),
      ], title: "NDVI"
    ).svg
    // Two of each stand in the legend, one cross.
    #expect(count("<circle", in: svg) == 2 + 2)
    #expect(count("l10 10m0 -10l-10 10", in: svg) == 2 + 1)
  }

  @Test("places dates by time: of three dates the middle one stands a third of the way")
  func places() throws {
    let svg = TimeLineChart(
      looks: [
        look("2024-01-01T00:00:00Z", observed: 10, mean: 0.5),
        look("2024-01-02", observed: 10, mean: 0.5), look("2024-01-04", observed: 10, mean: 0.5),
      ], title: "NDVI"
    ).svg
    let places = svg.matches(
      of:
        /<circle cx="([0-9.]+)" cy="[0-9.]+" r="5" stroke="#0072b2" stroke-width="2" fill="#0072b2"><title/
    )
    .compactMap { Double($0.1) }
    try #require(places.count == 3)
    #expect(abs((places[1] - places[0]) / (places[2] - places[0]) - 1.0 / 3) < 0.001)
  }

  @Test("is well-formed XML, whatever its texts hold")
  func hostile() {
    let text =
      "</text><script>alert(1)</script>\"'&\u{202E}\u{1}" + String(repeating: "x", count: 10_000)
    let svg = TimeLineChart(looks: [look(text, observed: 10, mean: 0.5)], title: text).svg
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("<script"))
  }

  @Test("stands without a single look")
  func empty() {
    #expect(XMLParser(data: Data(TimeLineChart(looks: [], title: "NDVI").svg.utf8)).parse())
  }
}
