/// Texts made fit for formats that cannot hold every text.
enum CellText {
  /// A text that no spreadsheet takes for a formula: an apostrophe is put before what would begin one (OWASP, "CSV
  /// Injection").
  static func withoutFormula(_ text: String) -> String {
    guard let first = text.unicodeScalars.first(where: { $0 != " " }),
      formulaSigns.contains(first)
    else { return text }
    return "'" + text
  }

  /// What a spreadsheet begins a formula with; also in full width.
  private static let formulaSigns: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  /// A text with U+FFFD for what XML 1.0 (section 2.2) cannot hold: control characters and non-characters.
  static func forXML(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isAllowed =
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
      result.append(isAllowed ? scalar : "\u{FFFD}")
    }
    return String(result)
  }
}
