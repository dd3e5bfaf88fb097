import Testing

@testable import Delivery

@Suite("Colour ramp")
struct ColourRampTests {
  /// Half a code of 255 in each part moves the lightness by no more than this.
  private let rounding = 0.003

  private func lightness(_ ramp: ColourRamp) -> [Double] {
    ramp.entries.map { OKLab($0).lightness }
  }

  private func distance(_ a: Colour, _ b: Colour) -> Double {
    let (a, b) = (OKLab(a), OKLab(b))
    let (l, x, y) = (a.lightness - b.lightness, a.a - b.a, a.b - b.b)
    return (l * l + x * x + y * y).squareRoot()
  }

  // Entries of the published table (matplotlib 3, _cm_listed.py, CC0) between those that are kept.
  @Test(
    "follows viridis within 3 of 255",
    arguments: [
      (8, 71, 13, 96), (42, 68, 57, 131), (77, 52, 96, 141), (100, 42, 118, 142),
      (128, 33, 145, 140), (150, 33, 165, 133), (179, 68, 191, 112), (200, 112, 207, 87),
      (222, 168, 219, 52), (246, 231, 228, 25),
    ])
  func viridis(entry: Int, red: Int, green: Int, blue: Int) {
    #expect(ColourRamp.sequential.entries.count == 256)
    let colour = ColourRamp.sequential.entries[entry]
    #expect(abs(Int(colour.red) - red) <= 3)
    #expect(abs(Int(colour.green) - green) <= 3)
    #expect(abs(Int(colour.blue) - blue) <= 3)
  }

  @Test("of values that only grow becomes ever lighter, in equal steps")
  func sequential() {
    let ramp = ColourRamp.sequential
    let lightness = lightness(ramp)
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $1 > $0 - rounding })
    // Over fifteen entries rounding no longer matters.
    let steps = (0..<17).map { distance(ramp.entries[$0 * 15], ramp.entries[$0 * 15 + 15]) }
    #expect((0..<17).allSatisfy { lightness[$0 * 15 + 15] > lightness[$0 * 15] + 0.02 })
    let mean = steps.reduce(0, +) / Double(steps.count)
    #expect(steps.allSatisfy { $0 > mean / 2 && $0 < mean * 2 })
  }

  @Test("around zero is as dark at one end as at the other, and lightest in the middle")
  func diverging() {
    let ramp = ColourRamp.diverging
    let lightness = lightness(ramp)
    #expect(zip(lightness, lightness.reversed()).allSatisfy { abs($0 - $1) < rounding })
    let middle = ramp.entries.count / 2
    #expect(ramp.entries.count == 2 * middle + 1)
    let half = lightness[middle...]
    #expect(zip(half, half.dropFirst()).allSatisfy { $1 < $0 + rounding / 3 })
    // Even: every quarter of an arm takes a quarter of the fall.
    let fall = lightness[middle] - lightness[0]
    #expect(fall > 0.5)
    for quarter in 0...4 {
      let place = middle + middle * quarter / 4
      let expected = lightness[middle] - fall * Double(middle * quarter / 4) / Double(middle)
      #expect(abs(lightness[place] - expected) < rounding)
    }
  }

  @Test("around zero has no hue at zero, brown below and blue above")
  func hues() {
    let ramp = ColourRamp.diverging
    let zero = ramp.colour(at: 0.5)
    #expect(zero.red == zero.green && zero.green == zero.blue && zero.red > 240)
    let (low, high) = (ramp.colour(at: 0), ramp.colour(at: 1))
    #expect(low.red > low.green && low.green > low.blue)
    #expect(high.blue > high.green && high.green > high.red)
  }

  @Test("shows what lies outside in the colours of its ends")
  func outside() {
    let ramp = ColourRamp.sequential
    #expect(ramp.colour(at: 0) == Colour(0x440154))
    #expect(ramp.colour(at: 1) == Colour(0xFDE725))
    #expect(ramp.colour(at: -7) == ramp.colour(at: 0))
    #expect(ramp.colour(at: .infinity) == ramp.colour(at: 1))
  }

  @Test("has no colour for the unknown")
  func unknown() async {
    await #expect(processExitsWith: .failure) { _ = ColourRamp.sequential.colour(at: .nan) }
  }
}
