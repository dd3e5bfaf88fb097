/// Rows of values as CSV (RFC 4180) in UTF-8, safe to open in a spreadsheet.
public enum CSVText {
  /// The headings and the rows, one a line, lines ending in CR LF.
  ///
  /// A text that a spreadsheet would take for a formula (it begins with `= + - @`, a tab or a line break) gets an
  /// apostrophe in front, as OWASP advises against CSV injection. Numbers are written as they are; null is empty.
  public static func table(columns: [String], rows: some Collection<[JSONValue]>) -> [UInt8] {
    var bytes = line(columns.map { .string($0) })
    for row in rows { bytes += line(row) }
    return bytes
  }

  private static func line(_ cells: [JSONValue]) -> [UInt8] {
    Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
  }

  private static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): quoted(text)
    default: value.description
    }
  }

  private static func quoted(_ text: String) -> String {
    let first = text.unicodeScalars.first
    let isFormula = first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    // By scalars: CR LF is one character.
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return safe
    }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
