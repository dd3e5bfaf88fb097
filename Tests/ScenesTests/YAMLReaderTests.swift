import GeoFiles
import Scenes
import Testing

@Suite("YAML reader")
struct YAMLReaderTests {
  private func root(_ text: String) throws -> YAMLMap {
    try YAMLValue(parsing: text, file: "f.yaml").map()
  }

  @Test("keeps keys in the order of the file")
  func order() throws {
    #expect(try root("c: 1\na: 2\nb: 3").keys == ["c", "a", "b"])
  }

  @Test("reads what is written as text, number, list and map")
  func values() throws {
    let map = try root("t: 永康\nn: 1.5e-3\ni: -7\nl: [a, b]\nm: {k: v}")
    #expect(try map.required("t").string() == "永康")
    #expect(try map.required("n").number() == 0.0015)
    #expect(try map.required("i").integer(in: -10...10) == -7)
    #expect(try map.required("l").list().map { try $0.string() } == ["a", "b"])
    #expect(try map.required("m").map().required("k").string() == "v")
    #expect(try map.required("m").isMap)
    #expect(try !map.required("t").isMap)
    #expect(map["none"] == nil)
  }

  @Test("knows where text begins, inside quotes too")
  func textMark() throws {
    let map = try root("a: plain\nb: \"quoted\"\nc: 'single'")
    let marks = try ["a", "b", "c"].map { try map.required($0).textMark }
    #expect(marks.map(\.line) == [1, 2, 3])
    #expect(marks.map(\.column) == [4, 5, 5])
  }

  @Test("refuses a value of another kind at its place")
  func kinds() throws {
    let map = try root("a: 1\nb: [x]\nc: {d: 1}")
    let refusals = [
      #expect(throws: Refusal.self) { _ = try map.required("a").map() },
      #expect(throws: Refusal.self) { _ = try map.required("a").list() },
      #expect(throws: Refusal.self) { _ = try map.required("b").string() },
      #expect(throws: Refusal.self) { _ = try map.required("c").number() },
      #expect(throws: Refusal.self) { _ = try map.required("a").integer(in: 2...3) },
    ]
    #expect(refusals.allSatisfy { $0?.reason == .badInput })
    #expect(
      refusals.map { $0?.subject }
        == ["f.yaml:1:4", "f.yaml:1:4", "f.yaml:2:4", "f.yaml:3:4", "f.yaml:1:4"])
  }

  @Test("refuses a key that is no plain text")
  func keys() throws {
    let refusal = #expect(throws: Refusal.self) { _ = try root("[a, b]: 1") }
    #expect(refusal?.what == "a key must be plain text")
    #expect(refusal?.subject == "f.yaml:1:1")
  }
}
