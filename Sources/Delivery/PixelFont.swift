import GeoFiles

/// A small font of dots for the writing on pictures: five by seven, and two rows for what hangs
/// below the line.
///
/// It knows ASCII and the signs of units (`°`, `µ`, `²`, `−`, ...); any other character is a box.
/// Letters are as wide as they are; digits are equally wide, so that numbers line up.
public struct PixelFont: Hashable, Sendable {
  /// Pixels a side of a dot.
  public let scale: Int

  /// The font with dots of `scale` x `scale` pixels.
  public init(scale: Int) {
    precondition(scale > 0, "a dot has a size")
    self.scale = scale
  }

  /// Rows of dots above the line that letters stand on.
  static let bodyRows = 7
  /// Rows of dots of a cell.
  static let cellRows = 9

  /// Pixels from the top of a capital to the bottom of a hanging letter.
  public var height: Int { Self.cellRows * scale }
  /// Pixels from the top of a capital to the line that it stands on.
  public var bodyHeight: Int { Self.bodyRows * scale }
  /// Pixels from one line of text to the next.
  public var lineHeight: Int { (Self.cellRows + 3) * scale }

  /// How many pixels a text is wide.
  public func width(of text: String) -> Int {
    let dots = text.reduce(0) { $0 + Self.glyph(of: $1).width + 1 }
    return max(0, dots - 1) * scale
  }

  /// Writes a text whose upper left corner is the pixel (column, row); what lies outside the
  /// picture is cut off.
  public func draw(
    _ text: String, column: Int, row: Int, in colour: Colour, on picture: inout PNGPicture
  ) {
    var left = column
    for character in text {
      let glyph = Self.glyph(of: character)
      for (y, dots) in glyph.rows.enumerated() {
        for x in 0..<glyph.width where dots >> x & 1 == 1 {
          picture.fill(
            columns: left + x * scale..<left + (x + 1) * scale,
            rows: row + y * scale..<row + (y + 1) * scale, with: colour)
        }
      }
      left += (glyph.width + 1) * scale
    }
  }

  /// The text in lines no wider than `width` pixels, broken between words; a word that alone is
  /// too wide is broken where it must be.
  public func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if self.width(of: longer) <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, self.width(of: line + String(character)) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

extension PixelFont {
  /// The dots of one character.
  struct Glyph: Hashable, Sendable {
    /// Columns of dots.
    var width: Int
    /// A row of dots each, the leftmost in the lowest bit.
    var rows: [UInt8]
  }

  /// What stands for a character; a box for one that the font does not know.
  static func glyph(of character: Character) -> Glyph { glyphs[character] ?? box }

  private static let box = Glyph(width: 5, rows: [31, 17, 17, 17, 17, 17, 31, 0, 0])

  private static let glyphs: [Character: Glyph] = {
    let sheetRows = sheet.split(separator: "\n").map { Array($0.utf8) }
    var glyphs: [Character: Glyph] = [:]
    for (i, character) in characters.enumerated() {
      let (block, cell) = i.quotientAndRemainder(dividingBy: 16)
      let rows = sheetRows[block * cellRows..<(block + 1) * cellRows].map { row in
        (0..<5).reduce(UInt8(0)) { $0 | (row[cell * 6 + $1] == UInt8(ascii: "#") ? 1 << $1 : 0) }
      }
      glyphs[character] =
        character.isWholeNumber && character.isASCII ? Glyph(width: 5, rows: rows) : trimmed(rows)
    }
    // Greek mu and the micro sign look the same; files have both.
    glyphs["μ"] = glyphs["µ"]
    return glyphs
  }()

  /// A glyph without the empty columns at its sides; a space is three columns.
  private static func trimmed(_ rows: [UInt8]) -> Glyph {
    let inked = rows.reduce(0, |)
    guard inked != 0 else { return Glyph(width: 3, rows: rows) }
    let left = inked.trailingZeroBitCount
    return Glyph(
      width: UInt8.bitWidth - inked.leadingZeroBitCount - left, rows: rows.map { $0 >> left })
  }
}
