/// A row of bars, one a value, from the lowest to the highest of them.
enum Sparkline {
  private static let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// What stands for a date without a value.
  private static let gap = "·"

  static func text(of values: [Double?]) -> String {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard let low = known.min(), let high = known.max() else {
      return values.map { _ in gap }.joined()
    }
    return values.map { value in
      guard let value, value.isFinite else { return gap }
      guard high > low else { return bars[bars.count / 2] }
      let step = Int((value - low) / (high - low) * Double(bars.count))
      return bars[min(step, bars.count - 1)]
    }.joined()
  }
}
