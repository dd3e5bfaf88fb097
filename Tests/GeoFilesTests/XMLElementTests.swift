import GeoFiles
import Testing

@Suite("XML element")
struct XMLElementTests {
  private func refusal(_ text: String) -> Refusal? {
    #expect(throws: Refusal.self) { _ = try XMLElement(parsing: text, path: "a.xml") }
  }

  @Test("has names without prefixes, attributes, text and children in order")
  func parts() throws {
    let root = try XMLElement(
      parsing: "<?xml version=\"1.0\"?><!-- c --><n:a n:k=\"1\"><b> 2.5 </b><c/><b>x</b></n:a>",
      path: "a.xml")
    #expect(root.name == "a" && root.attributes == ["k": "1"])
    #expect(root.children.map(\.name) == ["b", "c", "b"])
    #expect(root.first("b")?.number == 2.5 && root.all("b").count == 2)
  }

  // Elements of four bytes would take a hundred times as much memory as text.
  @Test("of more tags or attributes than any metadata has is refused before it is parsed")
  func crowd() throws {
    let tags = refusal("<a>" + String(repeating: "<b/>", count: 500_000) + "</a>")
    #expect(tags?.reason == .badInput && tags?.what.contains("500002 tags") == true)
    let attributes = refusal("<a" + String(repeating: " k=''", count: 500_000) + "/>")
    #expect(attributes?.what.contains("500001 tags") == true)
  }

  @Test("with a document type, or broken off, is refused")
  func broken() throws {
    #expect(refusal("<!DOCTYPE a><a/>")?.what.contains("document type") == true)
    #expect(refusal("<a><b></a>")?.reason == .badInput)
  }
}
