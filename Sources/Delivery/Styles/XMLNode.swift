/// An element of XML that is written: nothing that it is given can end a text or an attribute.
struct XMLNode {
  private let name: String
  private let attributes: [(String, String)]
  private let content: Content

  private enum Content {
    case text(String)
    case children([XMLNode])
  }

  /// An element with elements in it.
  init(_ name: String, _ attributes: [(String, String)] = [], _ children: [XMLNode] = []) {
    self.name = name
    self.attributes = attributes
    content = .children(children)
  }

  /// An element with text in it.
  init(_ name: String, _ attributes: [(String, String)] = [], text: String) {
    self.name = name
    self.attributes = attributes
    content = .text(text)
  }

  /// Its text, an element a line.
  var text: String {
    var result = ""
    append(to: &result, indent: "")
    return result
  }

  private func append(to text: inout String, indent: String) {
    let head = attributes.reduce(indent + "<" + name) {
      $0 + " \($1.0)=\"\(Self.escaped($1.1))\""
    }
    switch content {
    case .text(let inner): text += "\(head)>\(Self.escaped(inner))</\(name)>\n"
    case .children(let children) where children.isEmpty: text += head + "/>\n"
    case .children(let children):
      text += head + ">\n"
      children.forEach { $0.append(to: &text, indent: indent + "  ") }
      text += "\(indent)</\(name)>\n"
    }
  }

  private static func escaped(_ text: String) -> String {
    CellText.forXML(text).unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "\n": "&#10;"
      case "\r": "&#13;"
      case "\t": "&#9;"
      default: String(scalar)
      }
    }.joined()
  }
}
