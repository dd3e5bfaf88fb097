import Testing

@testable import Sites

@Suite("Terminal text")
struct TerminalTextTests {
  @Test(
    "knows how many columns text takes",
    arguments: [
      ("", 0), ("abc", 3), ("永康市", 6), ("a永b", 4), ("é", 1), ("e\u{301}", 1), ("ü", 1),
      ("（亩）", 6), ("ｱ", 1), ("가", 2), ("\u{20000}", 2), ("\u{1F600}", 2), ("\u{FFFD}", 1),
    ])
  func width(text: String, columns: Int) {
    #expect(TerminalText.width(text) == columns)
  }

  @Test(
    "replaces what would steer the terminal or turn the direction of reading",
    arguments: [
      "\u{0}", "\u{7}", "\u{8}", "\t", "\n", "\r", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}",
      "\u{AD}", "\u{61C}", "\u{200B}", "\u{200D}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}",
      "\u{202E}", "\u{2066}", "\u{2069}", "\u{FEFF}", "\u{E000}", "\u{E0041}", "\u{FFFF}",
    ])
  func hostile(text: String) {
    #expect(TerminalText.harmless("a" + text + "b") == "a\u{FFFD}b")
  }

  @Test("leaves ordinary text as it is")
  func ordinary() {
    let text = "疑似侵占水域 (Water lost), é e\u{301} – 100 %"
    #expect(Array(TerminalText.harmless(text).unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test("fills up to a width, and never cuts")
  func padding() {
    #expect(TerminalText.padded("永康", to: 6, onTheLeft: false) == "永康  ")
    #expect(TerminalText.padded("12", to: 4, onTheLeft: true) == "  12")
    #expect(TerminalText.padded("永康", to: 3, onTheLeft: true) == "永康")
  }
}
