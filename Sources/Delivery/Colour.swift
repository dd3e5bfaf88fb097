/// A colour of a picture: red, green and blue in sRGB, 0 to 255.
public struct Colour: Hashable, Sendable {
  /// The three parts.
  public var red, green, blue: UInt8

  /// A colour from its parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour as the web writes it: `0xFDE725` is a yellow.
  init(_ code: UInt32) {
    red = UInt8(truncatingIfNeeded: code >> 16)
    green = UInt8(truncatingIfNeeded: code >> 8)
    blue = UInt8(truncatingIfNeeded: code)
  }

  /// Paper.
  static let white = Colour(0xFFFFFF)
  /// Text and lines; a little softer than black.
  static let ink = Colour(0x202020)
  /// Text of less weight, still 7 : 1 against white.
  static let faintInk = Colour(0x505050)
}
