import SceneAnalysis

/// From reflectances to the colours of a picture: one line for red, green and blue, so that hues stay, and
/// one for both dates, so that what looks brighter is brighter.
public struct ColourStretch: Hashable, Sendable {
  /// The reflectances shown as black and as white.
  public let black, white: Double

  /// The part of the values beyond each end: as in maps of indices.
  private static let tail = MapRange.tail

  /// The stretch of some views of one place, from what was observed in all of them: a cloud on one date
  /// must not darken the other.
  public init(of views: [SceneView]) {
    var values: [Float] = []
    for view in views {
      for (colour, sight) in zip(view.colours, view.sight) where sight != .hidden {
        guard !colour.x.isNaN else { continue }
        values.append(colour.x)
        values.append(colour.y)
        values.append(colour.z)
      }
    }
    values.sort()
    guard let least = values.first, let most = values.last, least < most else {
      black = 0
      white = 1
      return
    }
    let low = MapRange.quantile(Self.tail, of: values)
    let high = MapRange.quantile(1 - Self.tail, of: values)
    black = low < high ? low : Double(least)
    white = low < high ? high : Double(most)
  }

  /// The colour of reflectances; nil where they are not known.
  public func colour(of reflectances: SIMD3<Float>) -> Colour? {
    guard !(reflectances.x + reflectances.y + reflectances.z).isNaN else { return nil }
    func shade(_ value: Float) -> UInt8 {
      UInt8(min(max((Double(value) - black) / (white - black), 0), 1) * 255)
    }
    return Colour(
      red: shade(reflectances.x), green: shade(reflectances.y), blue: shade(reflectances.z))
  }
}
