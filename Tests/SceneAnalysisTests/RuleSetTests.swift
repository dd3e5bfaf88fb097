import GeoFiles
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Rule set")
struct RuleSetTests {
  private let rule = "{kind: dry, when: after.MNDWI < 0, minimum: {pixels: 1}}"

  private func parse(_ text: String) throws -> RuleSet { try Scenery.rules(text) }

  /// Expects a refusal of bad input at a place of `rules.yaml` that says all of `words`.
  private func expectRefusal(
    of text: String, at place: String, saying words: String...,
    location: SourceLocation = #_sourceLocation
  ) {
    let refusal = #expect(throws: Refusal.self, sourceLocation: location) { _ = try parse(text) }
    guard let refusal else { return }
    #expect(refusal.reason == .badInput, sourceLocation: location)
    #expect(refusal.subject == "rules.yaml:" + place, sourceLocation: location)
    for word in words {
      #expect(refusal.description.contains(word), sourceLocation: location)
    }
  }

  @Test("reads every key of a rule")
  func everyKey() throws {
    let rule = try #require(try parse(Scenery.waterLost).rules.first)
    #expect(rule.kind == "water-lost")
    #expect(rule.label.title == BilingualTitle(en: "Water lost", zh: "水域减少"))
    #expect(rule.label.duration == .lasting)
    #expect(rule.label.severity == 4)
    #expect(rule.domain?.source == "before.MNDWI > 0")
    #expect(rule.condition.source == "after.MNDWI < 0")
    #expect(rule.score?.source == "clamp((before.MNDWI - after.MNDWI) / 2, 0, 1)")
    #expect(rule.minimum == .pixels(1))
  }

  @Test("fills in what a rule may leave out")
  func defaults() throws {
    let rule = try #require(try parse("[\(rule)]").rules.first)
    #expect(rule.label.title == BilingualTitle(en: "dry", zh: "dry"))
    #expect(rule.label.duration == .lasting)
    #expect(rule.label.severity == 3)
    #expect(rule.domain == nil)
    #expect(rule.score == nil)
    #expect(rule.label.halfScoreArea == nil)
  }

  @Test("reads the area that halves a score, and refuses one that is none")
  func halfScore() throws {
    let head = "- kind: dry\n  when: after.MNDWI < 0\n  minimum: {pixels: 1}\n  half_score: "
    #expect(try parse(head + "{area: 5000}\n").rules.first?.label.halfScoreArea == 5000)
    expectRefusal(of: head + "{area: 0}\n", at: "4:22", saying: "above 0")
    expectRefusal(of: head + "{pixels: 5}\n", at: "4:16", saying: "pixels")
  }

  @Test("has another minimum over time where the rule says so")
  func minimumOverTime() throws {
    let head = "- kind: dry\n  when: after.MNDWI < 0\n  minimum: {pixels: 24}\n"
    let plain = try parse(head)
    #expect(plain.overTime.rules.map(\.minimum) == [.pixels(24)])
    let both = try parse(head + "  minimum_over_time: {pixels: 5}\n")
    #expect(both.rules.map(\.minimum) == [.pixels(24)])
    #expect(both.overTime.rules.map(\.minimum) == [.pixels(5)])
    #expect(both.rules[0].label.version != plain.rules[0].label.version)
    expectRefusal(of: head + "  minimum_over_time: {area: -1}\n", at: "4:29", saying: "negative")
  }

  @Test("keeps the order of the file")
  func order() throws {
    let text = ["c", "a", "b"].map { "- " + rule.replacing("dry", with: $0) }
    #expect(try parse(text.joined(separator: "\n")).rules.map(\.kind) == ["c", "a", "b"])
  }

  @Test("refuses a key that it does not know")
  func unknownKey() {
    expectRefusal(
      of: "- kind: dry\n  wehn: after.MNDWI < 0\n", at: "2:3", saying: "\"wehn\"", "known here",
      "when")
  }

  @Test(
    "refuses a rule without a kind, a condition or a minimum",
    arguments: ["kind", "when", "minimum"])
  func missing(key: String) {
    let values = ["kind": "dry", "when": "after.MNDWI < 0", "minimum": "{pixels: 1}"]
    let left = values.filter { $0.key != key }.sorted { $0.key < $1.key }
    let text = left.map { "\($0.key): \($0.value)" }.joined(separator: "\n  ")
    expectRefusal(of: "- " + text, at: "1:3", saying: "the key \"\(key)\" is missing")
  }

  @Test(
    "refuses a kind that is no slug", arguments: ["Dry", "dry land", "1dry", "-dry", "trocken_"])
  func badSlug(kind: String) {
    expectRefusal(
      of: "[" + rule.replacing("dry", with: "\"\(kind)\"") + "]", at: "1:9",
      saying: "\"\(kind)\" is no slug", "lower-case")
  }

  @Test("refuses a kind of more than forty letters")
  func longSlug() {
    let kind = String(repeating: "a", count: 41)
    expectRefusal(
      of: "[" + rule.replacing("dry", with: kind) + "]", at: "1:9", saying: "is no slug")
  }

  @Test("refuses a minimum of both area and pixels, and of neither")
  func bothMinimums() {
    expectRefusal(
      of: "- kind: dry\n  when: after.MNDWI < 0\n  minimum: {area: 100, pixels: 1}\n",
      at: "3:12", saying: "either area (m2) or pixels")
    expectRefusal(
      of: "- kind: dry\n  when: after.MNDWI < 0\n  minimum: {}\n", at: "3:12",
      saying: "either area (m2) or pixels")
  }

  @Test("refuses a minimum below what can be", arguments: ["{pixels: 0}", "{area: -1}"])
  func smallMinimum(minimum: String) {
    let text = "- kind: dry\n  when: after.MNDWI < 0\n  minimum: \(minimum)\n"
    let refusal = #expect(throws: Refusal.self) { _ = try parse(text) }
    #expect(refusal?.subject.hasPrefix("rules.yaml:3:") == true)
  }

  @Test("refuses a severity outside 1 to 5", arguments: ["0", "6", "high", "2.5"])
  func severity(text: String) {
    expectRefusal(
      of: "- kind: dry\n  severity: \(text)\n  when: after.MNDWI < 0\n  minimum: {pixels: 1}\n",
      at: "2:13", saying: "from 1 to 5", "\"\(text)\"")
  }

  @Test("refuses a duration that is none")
  func duration() {
    expectRefusal(
      of: "- kind: dry\n  duration: forever\n  when: after.MNDWI < 0\n  minimum: {pixels: 1}\n",
      at: "2:13", saying: "\"forever\" is none of lasting, transient")
  }

  @Test("refuses a title without both languages")
  func title() {
    expectRefusal(
      of: "- kind: dry\n  title: {en: Dry}\n  when: after.MNDWI < 0\n  minimum: {pixels: 1}\n",
      at: "2:10", saying: "\"zh\" is missing")
  }

  @Test("refuses a second rule of one kind")
  func duplicate() {
    expectRefusal(of: "- \(rule)\n- \(rule)\n", at: "2:3", saying: "second rule", "\"dry\"")
  }

  @Test("refuses an unknown name with its column in the expression and what was probably meant")
  func unknownName() {
    expectRefusal(
      of: "- kind: dry\n  when: after.MNDWI < 0 and after.gren > 0.1\n  minimum: {pixels: 1}\n",
      at: "2:29", saying: "gren", "did you mean green?")
  }

  @Test("counts the column from inside quotes")
  func quoted() {
    expectRefusal(
      of: "- kind: dry\n  when: \"after.gren > 0.1\"\n  minimum: {pixels: 1}\n", at: "2:10",
      saying: "did you mean green?")
  }

  @Test("names the first line of an expression of several, and shows the place in it")
  func folded() {
    let text = "- kind: dry\n  when: |\n    after.MNDWI < 0\n    and after.gren > 0.1\n"
    let refusal = #expect(throws: Refusal.self) { _ = try parse(text + "  minimum: {pixels: 1}\n") }
    #expect(refusal?.subject.hasPrefix("rules.yaml:2:") == true)
    #expect(refusal?.description.contains("and after.gren > 0.1\n") == true)
    #expect(refusal?.description.contains("^") == true)
  }

  @Test("refuses a bare name, which would not say the date")
  func undated() {
    expectRefusal(
      of: "- kind: dry\n  when: green > 0.1\n  minimum: {pixels: 1}\n", at: "2:9",
      saying: "before.green")
  }

  @Test("refuses a number where a condition is wanted, and the other way round")
  func wrongResult() {
    expectRefusal(
      of: "- kind: dry\n  when: after.MNDWI\n  minimum: {pixels: 1}\n", at: "2:9",
      saying: "condition")
    expectRefusal(
      of:
        "- kind: dry\n  where: before.green + 1\n  when: after.MNDWI < 0\n  minimum: {pixels: 1}\n",
      at: "2:23", saying: "condition")
    expectRefusal(
      of:
        "- kind: dry\n  when: after.MNDWI < 0\n  score: after.MNDWI < 0\n  minimum: {pixels: 1}\n",
      at: "3:22", saying: "number")
  }

  @Test("refuses an empty list and more rules than a county has")
  func count() throws {
    expectRefusal(of: "[]", at: "1:1", saying: "holds 0 rules")
    func rules(_ count: Int) -> String {
      (0..<count).map { "- " + rule.replacing("dry", with: "k\($0)") }.joined(separator: "\n")
    }
    #expect(try parse(rules(64)).rules.count == 64)
    expectRefusal(of: rules(65), at: "1:1", saying: "holds 65 rules", "64")
  }

  @Test("refuses what is no list of rules")
  func noList() {
    expectRefusal(of: "kind: dry\n", at: "1:1", saying: "expected a list")
    expectRefusal(of: "- dry\n", at: "1:3", saying: "expected keys with values")
  }

  @Test("refuses bad YAML with its place")
  func badYAML() {
    let refusal = #expect(throws: Refusal.self) { _ = try parse("- kind: dry\n  when: [\n") }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.subject.hasPrefix("rules.yaml:3:") == true)
    #expect(refusal?.what.contains("bad YAML") == true)
  }

  @Test("has versions that follow the expressions and the minimum, not the titles")
  func versions() throws {
    func version(_ text: String) throws -> String {
      try #require(try parse(text).rules.first).label.version
    }
    let text = Scenery.waterLost
    let known = try version(text)
    #expect(try version(text) == known)
    #expect(try version(text.replacing("Water lost", with: "Lake lost")) == known)
    #expect(try version(text.replacing("severity: 4", with: "severity: 2")) == known)
    for (old, new) in [
      ("before.MNDWI > 0", "before.MNDWI > 0.1"), ("after.MNDWI < 0", "after.MNDWI < 0.1"),
      ("/ 2, 0, 1)", "/ 3, 0, 1)"), ("pixels: 1", "pixels: 2"), ("pixels: 1", "area: 1"),
      ("minimum: {pixels: 1}", "minimum: {pixels: 1}\n  half_score: {area: 5000}"),
    ] {
      let changed = text.replacing(old, with: new)
      #expect(changed != text)
      #expect(try version(changed) != known, "\(new)")
    }
  }

  @Test("does not take the end of one expression for the start of the next")
  func versionsKeepPartsApart() throws {
    func version(_ domain: String, _ condition: String) throws -> String {
      let text = "[{kind: a, where: \(domain), when: \(condition), minimum: {pixels: 1}}]"
      return try #require(try parse(text).rules.first).label.version
    }
    #expect(
      try version("before.red > 0", "after.red > 0") != version("after.red > 0", "before.red > 0"))
  }

  @Test("gives only the kinds that are asked for, in its own order")
  func only() throws {
    let text = ["a", "b", "c"].map { "- " + rule.replacing("dry", with: $0) }
    let set = try parse(text.joined(separator: "\n"))
    #expect(try set.only(["c", "a"]).rules.map(\.kind) == ["a", "c"])
  }

  @Test("refuses a kind that is not there, and tells those that are")
  func unknownKind() throws {
    let set = try parse("- \(rule)\n")
    let refusal = #expect(throws: Refusal.self) { _ = try set.only(["dry", "wet"]) }
    #expect(refusal?.reason == .usage)
    #expect(refusal?.description.contains("\"wet\"") == true)
    #expect(refusal?.advice.contains("dry") == true)
  }

  @Test("comes with rules that this program understands")
  func builtIn() throws {
    let set = try RuleSet.builtIn()
    #expect(!set.rules.isEmpty)
    #expect(set.rules.allSatisfy { $0.label.title.zh != $0.kind })
  }
}
