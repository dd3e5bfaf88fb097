/// Colours for a range of values, so that equal steps of value look like equal steps.
public struct ColourRamp: Hashable, Sendable {
  /// The colours from the lowest value to the highest.
  public let entries: [Colour]

  /// The colour of a place in the range: 0 is its lower end, 1 its upper; what lies outside has the
  /// colour of the end. Unknown (NaN) has no colour and traps.
  public func colour(at place: Double) -> Colour {
    precondition(!place.isNaN, "an unknown value has no colour")
    let last = Double(entries.count - 1)
    return entries[Int(min(max(place * last, 0), last).rounded())]
  }

  /// From dark violet through green to yellow, ever lighter: for values that only grow.
  ///
  /// The shape of viridis by Nathaniel Smith and Stéfan van der Walt (2015,
  /// https://bids.github.io/colormap/), which they put in the public domain (CC0). Every fifteenth
  /// of its 256 colours is kept; a curve through them in OKLab gives back the rest within 3 of 255.
  public static let sequential = ColourRamp(entries: curve(through: viridis, steps: 15))

  private static let viridis: [UInt32] = [
    0x440154, 0x481769, 0x472A7A, 0x433D84, 0x3D4E8A, 0x355E8D, 0x2E6D8E, 0x297B8E, 0x23898E,
    0x1F978B, 0x21A585, 0x2EB37C, 0x46C06F, 0x65CB5E, 0x89D548, 0xB0DD2F, 0xD8E219, 0xFDE725,
  ]

  /// From brown through near-white to blue, both ends equally dark: for values whose zero means
  /// something. The number of colours is odd, so that zero has its own.
  public static let diverging: ColourRamp = {
    let middle = 127
    return ColourRamp(
      entries: (-middle...middle).map { step in
        let distance = Double(abs(step)) / Double(middle)
        return (step < 0 ? Arm.brown : Arm.blue).colour(at: distance)
      })
  }()

  /// One half of the diverging ramp, from the light middle outward.
  private struct Arm {
    /// Degrees.
    var hue: Double
    /// How strong the colour is at the end: nearly what sRGB can show there.
    var chroma: Double

    static let brown = Arm(hue: 62, chroma: 0.085)
    static let blue = Arm(hue: 250, chroma: 0.11)

    /// Near-white, so that the middle still stands out from white paper.
    static let middleLightness = 0.97
    /// Dark enough for contrast, light enough to keep its hue.
    static let endLightness = 0.42

    /// Lightness falls evenly; colour comes in faster than that, or the middle would be grey.
    func colour(at distance: Double) -> Colour {
      let rest = 1 - distance
      return OKLab(
        lightness: Self.endLightness + (Self.middleLightness - Self.endLightness) * rest,
        chroma: chroma * (1 - rest * rest), hue: hue
      ).colour
    }
  }
}

extension ColourRamp {
  /// A Catmull-Rom curve through colours, `steps` entries from each to the next.
  private static func curve(through codes: [UInt32], steps: Int) -> [Colour] {
    let points = codes.map { code in
      let lab = OKLab(Colour(code))
      return SIMD3(lab.lightness, lab.a, lab.b)
    }
    // The ends go on as they came.
    let knots =
      [2 * points[0] - points[1]] + points
      + [2 * points[points.count - 1] - points[points.count - 2]]
    let inner = (1..<points.count).flatMap { i in
      (0..<steps).map { step in
        let t = Double(step) / Double(steps)
        let (before, from, to, after) = (knots[i - 1], knots[i], knots[i + 1], knots[i + 2])
        let cubic = 3 * (from - to) + after - before
        let square = 2 * before - 5 * from + 4 * to - after
        let point = from + 0.5 * t * ((to - before) + t * (square + t * cubic))
        return OKLab(lightness: point.x, a: point.y, b: point.z).colour
      }
    }
    return inner + codes.suffix(1).map { Colour($0) }
  }
}
