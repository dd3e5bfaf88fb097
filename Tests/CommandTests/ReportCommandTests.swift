import Foundation
import SceneBuilding
import Testing

@Suite("The report command")
struct ReportCommandTests {
  private let scenes: EvidenceScenes
  init() throws { scenes = try EvidenceScenes() }

  private func report(_ result: String? = nil, _ more: String...) throws -> String {
    let path = scenes.pond.home.file("report.html")
    let outcome = try Program.run(
      [
        "report", result ?? scenes.result, "--before", scenes.before, "--after", scenes.after,
        "-q", "-o", path,
      ] + more)
    try #require(outcome.code == 0, "\(outcome.error)")
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  /// The result with some texts in place of others.
  private func rewritten(_ changes: [(String, String)]) throws -> String {
    var text = try String(contentsOfFile: scenes.result, encoding: .utf8)
    for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
    return try scenes.pond.home.write(text, to: "changed.geojson")
  }

  @Test("is Chinese, and English where that is asked for")
  func languages() throws {
    let chinese = try report()
    #expect(chinese.contains("lang=\"zh-CN\"") && chinese.contains("水域减少"))
    #expect(!chinese.contains("Water lost"))
    let english = try report(nil, "--lang", "en")
    #expect(english.contains("lang=\"en\"") && english.contains("Water lost"))
    #expect(!english.contains("水域减少"))
  }

  @Test("asks for nothing from elsewhere")
  func selfContained() throws {
    let html = try report()
    let addresses = html.matches(of: /(?:src|href)="([^"]*)"/).map { String($0.1) }
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("data:image/jpeg;base64,") })
    #expect(!html.contains("@import") && !html.contains("url("))
  }

  @Test("says why a site is there, with the numbers of the result")
  func reasons() throws {
    let html = try report(nil, "--lang", "en")
    #expect(html.contains("MNDWI fell from"))
    #expect(html.contains("15 pixels"))
    #expect(html.contains("What happened between the dates shown is not known."))
  }

  @Test("shows hostile text as text")
  func hostile() throws {
    let attack =
      "<script>alert(1)</script>\\\"' onload=x \u{202E}" + String(repeating: "长", count: 10_000)
    let result = try rewritten([("水域减少", attack), ("Water lost", attack)])
    for language in ["zh", "en"] {
      let html = try report(result, "--lang", language)
      #expect(!html.contains("<script>alert"))
      #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload"))
      #expect(html.contains(String(repeating: "长", count: 10_000)))
    }
  }

  @Test("says how many sites the capacity leaves out")
  func capacity() throws {
    // A second pond makes two sites.
    let two = try EvidenceScenes { column, row in
      (4..<9).contains(column) && (5..<8).contains(row)
        || (24..<34).contains(column) && (25..<33).contains(row)
    }
    let path = two.pond.home.file("report.html")
    let outcome = try Program.run([
      "report", two.result, "--before", two.before, "--after", two.after, "--lang", "en",
      "--capacity", "1", "-o", path,
    ])
    #expect(outcome.code == 0, "\(outcome.error)")
    let html = try String(contentsOfFile: path, encoding: .utf8)
    #expect(html.contains("1 more sites"))
    #expect(html.contains("id=\"s1\"") && !html.contains("id=\"s2\""))
  }

  @Test("says that nothing was found where the result is empty")
  func empty() throws {
    let none = try EvidenceScenes { _, _ in false }
    let path = none.pond.home.file("report.html")
    let outcome = try Program.run([
      "report", none.result, "--before", none.before, "--after", none.after, "-o", path,
    ])
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("未发现疑似图斑"))
  }

  @Test("sums up by township where an overlay names them")
  func townships() throws {
    let overlay = try scenes.pond.home.write(
      """
      {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "古山镇"},
      "geometry": {"type": "Polygon", "coordinates": [[[100, 20], [130, 20], [130, 40], [100, 40], [100, 20]]]}}]}
      """, to: "towns.geojson")
    #expect(try report(nil, "--townships", overlay).contains("<bdi>古山镇</bdi>"))
    #expect(!(try report().contains("古山镇")))
  }
}
