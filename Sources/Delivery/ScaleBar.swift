/// A bar of a round length on the ground.
public struct ScaleBar: Hashable, Sendable {
  /// How long it is on the ground, m.
  public let metres: Double
  /// How long it is on the picture, pixels.
  public let pixels: Int
  /// The length in writing: `500 m`, `2 km`.
  public let label: String

  /// The longest round bar of at most `widest` pixels, where a pixel is so many metres.
  public init(metresPerPixel: Double, widest: Int) {
    precondition(metresPerPixel > 0 && metresPerPixel.isFinite, "a pixel has a size on the ground")
    precondition(widest > 0, "a bar has room")
    let step = NiceStep(atMost: metresPerPixel * Double(widest))
    metres = step.value
    pixels = min(widest, max(1, Int((metres / metresPerPixel).rounded())))
    let kilometre = 1000.0
    label =
      metres < kilometre
      ? step.text(multiple: 1) + " m"
      : NiceStep(atLeast: metres / kilometre).text(multiple: 1) + " km"
  }
}
