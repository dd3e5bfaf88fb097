/// The colours of kinds, the same in every map.
///
/// They keep apart for readers who confuse red and green, after the palette of Okabe and Ito (2008,
/// https://jfly.uni-koeln.de/color/), darkened where a line has to show on pale ground.
enum KindColour {
  private static let known: [String: UInt32] = [
    "water-lost": 0xD55E00, "water-gained": 0x0072B2, "turbid-discharge": 0xE69F00,
    "black-odorous-water": 0x542788, "algal-bloom": 0x009E73, "land-clearing": 0x8C6D1F,
    "construction": 0xC4438A, "burning": 0xB2182B,
  ]
  /// For kinds of the county's own.
  private static let others: [UInt32] = [
    0x1B9E9E, 0x56B4E9, 0x7F3B08, 0x6A3D9A, 0x4D4D4D, 0xB8A000,
  ]

  /// The colour of a kind: of one that is not built in, by its name alone.
  static func of(_ kind: String) -> Colour {
    if let code = known[kind] { return Colour(code) }
    // FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): the same in every run.
    let hash = kind.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return Colour(others[Int(hash % UInt32(others.count))])
  }
}

extension Colour {
  /// The colour as the web writes it: `#FDE725`.
  var web: String {
    "#"
      + [red, green, blue].map { part in
        let digits = String(part, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }

  /// A strong outline and a faint area in OGR's feature style language.
  var featureStyle: String { "PEN(c:\(web)FF,w:3px);BRUSH(fc:\(web)40)" }
}
