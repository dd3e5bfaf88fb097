import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import Scenes

@Suite("Landsat metadata")
struct LandsatMetadataTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func read(_ text: String, as name: String = "a_MTL.txt") throws -> LandsatMetadata {
    try LandsatMetadata(reading: InputPath(home.write(text, to: name)))
  }

  private func refusal(_ text: String, as name: String = "a_MTL.txt") -> Refusal? {
    #expect(throws: Refusal.self) { _ = try read(text, as: name) }
  }

  private static let content = ["A": ["X": "1.5e-3", "NAME": "two words = 2"], "B": [:]]

  @Test(
    "says the same as text, JSON and XML",
    arguments: [
      (
        "a_MTL.txt",
        "GROUP = F\r\n GROUP = A\n  X = 1.5e-3\t\n  NAME = \"two words = 2\"\nEND_GROUP = A\n\nGROUP = B\n"
          + "END_GROUP = B\nEND_GROUP = F\nEND\n\0\0 whatever follows"
      ), ("a_MTL.json", #"{"F": {"A": {"X": "1.5e-3", "NAME": "two words = 2"}, "B": {}}}"#),
      ("a_MTL.XML", "<F><A><X>1.5e-3</X><NAME> two words = 2</NAME></A><B/></F>"),
    ])
  func formats(name: String, text: String) throws {
    let metadata = try read(text, as: name)
    #expect(metadata.groups == Self.content)
    #expect(metadata.name == name)
  }

  @Test("takes numbers that JSON does not quote")
  func numbers() throws {
    let metadata = try read(#"{"F": {"A": {"X": 12, "Y": -0.25}}}"#, as: "a_MTL.json")
    #expect(metadata.groups == ["A": ["X": "12", "Y": "-0.25"]])
  }

  // Words of the test's own around the line that is wrong, which is the third.
  @Test(
    "refuses a line that is wrong and says which",
    arguments: [
      ("X", "\"X\" is neither KEY = value nor END"), ("X = \"open", "opens a quotation"),
      ("X = \"", "opens a quotation"), ("END", "ends inside group A"),
      ("END_GROUP = F", "ends a group that is not open"), ("GROUP = C", "nests groups too deep"),
      ("Y = 1", "says Y twice"),
    ])
  func wrongLine(line: String, what: String) {
    let text = "GROUP = F\nGROUP = A\n\(line == "Y = 1" ? "Y = 1\n" : "")\(line)\n"
    let refusal = refusal(text)
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.hasPrefix(what) == true, "\(refusal.debugDescription)")
    #expect(refusal?.subject == home.file("a_MTL.txt:\(line == "Y = 1" ? 4 : 3)"))
  }

  @Test(
    "refuses a text that is cut off, that repeats a group or has keys outside",
    arguments: [
      ("GROUP = F\nGROUP = A\nX = 1\nEND_GROUP = A\nEND_GROUP = F\n", "is cut off"),
      ("", "is cut off"),
      ("GROUP = F\nX = 1\n", "says X outside a group"),
      ("GROUP = F\nGROUP = A\nEND_GROUP = A\nGROUP = A\n", "has the group A twice"),
    ])
  func wrongText(text: String, what: String) {
    let refusal = refusal(text)
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.hasPrefix(what) == true)
  }

  @Test(
    "refuses JSON and XML that hold no groups of values",
    arguments: [
      ("a_MTL.json", "{"), ("a_MTL.json", "[]"), ("a_MTL.json", #"{"F": {"A": {"X": [1]}}}"#),
      ("a_MTL.json", #"{"F": {"A": {"X": null}}}"#), ("a_MTL.json", #"{"F": {}, "G": {}}"#),
      ("a_MTL.json", String(repeating: #"{"a":"#, count: 100_000)), ("a_MTL.xml", "<F><A>"),
      ("a_MTL.xml", "<F><A><X><Y>1</Y></X></A></F>"),
      ("a_MTL.xml", "<F><A><X>1</X><X>2</X></A></F>"), ("a_MTL.xml", "<F><A/><A/></F>"),
      ("a_MTL.xml", "<!DOCTYPE F [<!ENTITY a \"b\">]><F><A><X>&a;</X></A></F>"),
    ])
  func wrongMarkup(name: String, text: String) {
    #expect(refusal(text, as: name)?.reason == .badInput)
  }

  @Test("refuses a file that is far too long")
  func tooLong() {
    let refusal = refusal(String(repeating: "\n", count: 1 << 20 + 1))
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains("bytes long") == true)
  }

  // All three formats of one real product lie beside the project.
  @Test("of a real scene is the same in its three files", .enabled(if: SharedData.isThere))
  func real() throws {
    let files = try ["txt", "json", "xml"].map {
      try LandsatMetadata(
        reading: InputPath(
          SharedData.file(
            "data/products/landsat/LC08_L2SP_001062_20201031_with_QA_PIXEL/"
              + "LC08_L2SP_001062_20201031_20201106_02_T2_MTL.\($0)")))
    }
    #expect(files[0].groups.count == 13)
    #expect(files[0].text("SUN_ELEVATION", in: .image) == "64.45083205")
    #expect(files[1].groups == files[0].groups)
    #expect(files[2].groups == files[0].groups)
  }
}
