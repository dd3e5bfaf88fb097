/// How well a change map agrees with a label, over the labelled pixels.
public struct PixelAccuracy: Hashable, Sendable {
  /// Called changed and changed; called changed and not.
  public private(set) var truePositives = 0, falsePositives = 0
  /// Not called changed and changed; not called changed and not.
  public private(set) var falseNegatives = 0, trueNegatives = 0

  /// Counts the pixels; `changed` tells what the map calls changed, in the label's order.
  public init(of changed: [Bool], against label: LabelMap) {
    precondition(changed.count == label.states.count, "a map on the label's pixels")
    for (called, state) in zip(changed, label.states) {
      switch (called, state) {
      case (_, .unlabelled): break
      case (true, .changed): truePositives += 1
      case (true, .unchanged): falsePositives += 1
      case (false, .changed): falseNegatives += 1
      case (false, .unchanged): trueNegatives += 1
      }
    }
  }

  /// How many pixels are labelled.
  public var count: Int { truePositives + falsePositives + falseNegatives + trueNegatives }

  /// The share of pixels that agree, 0 to 1; 0 where none is labelled.
  public var overallAccuracy: Double { Self.share(truePositives + trueNegatives, of: count) }

  /// Agreement beyond chance, at most 1 (Cohen 1960, doi:10.1177/001316446002000104); 0 where chance
  /// alone agrees everywhere.
  public var kappa: Double {
    let called = Self.share(truePositives + falsePositives, of: count)
    let changed = Self.share(truePositives + falseNegatives, of: count)
    let chance = called * changed + (1 - called) * (1 - changed)
    return chance < 1 ? (overallAccuracy - chance) / (1 - chance) : 0
  }

  /// The share of what is called changed that is, 0 to 1.
  public var precision: Double { Self.share(truePositives, of: truePositives + falsePositives) }
  /// The share of what changed that is called so, 0 to 1.
  public var recall: Double { Self.share(truePositives, of: truePositives + falseNegatives) }
  /// The harmonic mean of precision and recall, 0 to 1.
  public var f1: Double {
    Self.share(2 * truePositives, of: 2 * truePositives + falsePositives + falseNegatives)
  }

  /// A share, 0 of nothing.
  private static func share(_ part: Int, of whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }
}
