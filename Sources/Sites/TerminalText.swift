/// Text made fit for a terminal: harmless, and of known width.
public enum TerminalText {
  /// The text on one line with everything that would steer the terminal replaced by U+FFFD: control
  /// characters, escape sequences, invisible format characters and those that turn the direction of
  /// reading (Unicode TR 36, section 3.6), line and paragraph separators, private and unassigned
  /// code points.
  public static func harmless(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isHarmless(scalar) ? scalar : "\u{FFFD}") }
    return String(result)
  }

  /// The same of text of several lines.
  public static func harmlessLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { harmless(String($0)) }
      .joined(separator: "\n")
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: true
    }
  }

  /// How many columns the text takes: two for wide characters (Unicode Annex 11), none for marks
  /// that sit on the character before.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// The blocks that EastAsianWidth.txt calls wide or full-width.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul Jamo
    0x2E80...0x303E,  // CJK radicals, punctuation
    0x3041...0x33FF,  // kana, Bopomofo, enclosed CJK
    0x3400...0x4DBF,  // ideographs, extension A
    0x4E00...0x9FFF,  // ideographs
    0xA000...0xA4CF,  // Yi
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // compatibility ideographs
    0xFE30...0xFE6F,  // compatibility forms
    0xFF00...0xFF60,  // full-width forms
    0xFFE0...0xFFE6,  // full-width signs
    0x1F300...0x1F64F,  // pictographs
    0x1F680...0x1F6FF,  // transport and maps
    0x1F900...0x1F9FF,  // more pictographs
    0x20000...0x3FFFD,  // further ideographs
  ]

  /// The text filled up with spaces to a width.
  static func padded(_ text: String, to width: Int, onTheLeft: Bool) -> String {
    let spaces = String(repeating: " ", count: max(0, width - self.width(text)))
    return onTheLeft ? spaces + text : text + spaces
  }
}
