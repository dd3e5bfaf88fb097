import GeoFiles
import Testing

@testable import Delivery

@Suite("Pixel font")
struct PixelFontTests {
  private let font = PixelFont(scale: 1)

  /// The opaque pixels of a picture, drawn with signs.
  private func dots(_ picture: PNGPicture) -> [String] {
    (0..<picture.height).map { row in
      String(
        (0..<picture.width).map { column -> Character in
          picture.bytes[(row * picture.width + column) * 4 + 3] == 0 ? "." : "#"
        })
    }
  }

  private func written(_ text: String, scale: Int = 1) -> PNGPicture {
    let font = PixelFont(scale: scale)
    var picture = PNGPicture(width: font.width(of: text), height: font.height)
    font.draw(text, column: 0, row: 0, in: .ink, on: &picture)
    return picture
  }

  @Test("draws letters, hanging letters and signs as they are known")
  func drawing() {
    #expect(
      dots(written("Tp°")) == [
        "#####........##.",
        "..#.........#..#",
        "..#...####..#..#",
        "..#...#...#..##.",
        "..#...#...#.....",
        "..#...#...#.....",
        "..#...####......",
        "......#.........",
        "......#.........",
      ])
  }

  @Test("knows all of ASCII and the signs of units, each with its own shape")
  func repertoire() {
    let characters = (32...126).map { Character(Unicode.Scalar(UInt8($0))) } + Array("°−¹²³⁻µ·×±≤≥")
    let box = PixelFont.glyph(of: "永")
    for character in characters { #expect(PixelFont.glyph(of: character) != box, "\(character)") }
    let shapes = Set(characters.map { PixelFont.glyph(of: $0) })
    #expect(shapes.count == characters.count)
    #expect(PixelFont.glyph(of: "μ") == PixelFont.glyph(of: "µ"))
    #expect(PixelFont.sheet.allSatisfy { "#. \n".contains($0) })
  }

  @Test("draws a box for what it does not know")
  func box() {
    let box = ["#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####", ".....", "....."]
    #expect(dots(written("永")) == box)
    #expect(dots(written("\u{7}")) == box)
  }

  @Test("has digits of one width")
  func digits() {
    #expect(Set("0123456789".map { font.width(of: String($0)) }) == [5])
  }

  @Test("is as wide as its parts and the gap between them")
  func width() {
    #expect(font.width(of: "") == 0)
    for (a, b) in [("NDVI", " = 0.5"), ("mg m", "⁻³"), ("永", "康 20 °C")] {
      #expect(font.width(of: a + b) == font.width(of: a) + 1 + font.width(of: b))
      #expect(PixelFont(scale: 3).width(of: a) == 3 * font.width(of: a))
    }
  }

  @Test("repeats each dot when it is larger")
  func scale() {
    let small = dots(written("Rg2"))
    let large = dots(written("Rg2", scale: 3))
    #expect(large.count == 27)
    for (row, line) in large.enumerated() {
      #expect(line == String(small[row / 3].flatMap { [$0, $0, $0] }))
    }
  }

  @Test("is cut off at the edges of the picture")
  func clipping() {
    let whole = dots(written("8"))
    var picture = PNGPicture(width: 3, height: 4)
    font.draw("8", column: -2, row: -1, in: .ink, on: &picture)
    #expect(dots(picture) == whole[1..<5].map { String($0.dropFirst(2)) })
    font.draw("8", column: 500, row: 500, in: .ink, on: &picture)
    #expect(dots(picture) == whole[1..<5].map { String($0.dropFirst(2)) })
  }

  @Test("breaks lines between words, and words that are too wide")
  func wrapping() {
    let text = "MNDWI = (green − swir16) / (green + swir16), a_very_long_word_without_any_gap"
    for width in stride(from: 40, through: 400, by: 9) {
      let lines = font.wrapped(text, width: width)
      #expect(lines.allSatisfy { !$0.isEmpty && font.width(of: $0) <= width })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
    #expect(font.wrapped(text, width: 1000) == [text])
    #expect(font.wrapped("  ", width: 50) == [])
    #expect(font.wrapped("abc", width: 1) == ["a", "b", "c"])
  }

  @Test("refuses dots without size")
  func noSize() async {
    await #expect(processExitsWith: .failure) { _ = PixelFont(scale: 0) }
  }
}
