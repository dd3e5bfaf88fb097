import Foundation
import PixelKernels
import Testing

@Suite("Shadows of hills")
struct HillShadowTests {
  private let pixel = GroundPixel(eastPerColumn: 10, southPerRow: 10)

  /// Flat ground with a wall 100 m high in one column of 61 x 61.
  private func wall(column: Int) -> [Float] {
    (0..<61 * 61).map { $0 % 61 == column ? 100 : 0 }
  }

  @Test("a wall throws a shadow as long as its height over the tangent of the sun's elevation")
  func length() {
    for elevation in [20.0, 33, 44, 60] {
      let shadow = HillShadow(
        heights: wall(column: 30), width: 61, pixel: pixel, sunAzimuth: 90,
        sunElevation: elevation
      ).cast()
      let length = 100 / tan(elevation * .pi / 180)
      let middle = shadow[30 * 61..<31 * 61].enumerated().filter { $0.element != 0 }.map(\.offset)
      // The sun is in the east: columns to the west, as far as the shadow reaches (and no wider).
      let expected = (0..<30).filter { Double(30 - $0) * 10 < length - 1e-9 }
      #expect(middle == expected, "elevation \(elevation)")
    }
  }

  @Test(
    "falls away from the sun", arguments: [(0.0, 0, 1), (90, -1, 0), (180, 0, -1), (270, 1, 0)])
  func direction(azimuth: Double, columns: Int, rows: Int) {
    var heights = [Float](repeating: 0, count: 61 * 61)
    heights[30 * 61 + 30] = 45
    let shadow = HillShadow(
      heights: heights, width: 61, pixel: pixel, sunAzimuth: azimuth, sunElevation: 45
    ).cast()
    let expected = (1...4).map { (30 + $0 * rows) * 61 + 30 + $0 * columns }
    #expect(Set(shadow.indices.filter { shadow[$0] != 0 }) == Set(expected))
  }

  /// The same question in `Double`, a tenth of a pixel at a time.
  private func twin(_ heights: [Float], width: Int, azimuth: Double, elevation: Double) -> [UInt8] {
    let height = heights.count / width
    func ground(_ x: Double, _ y: Double) -> Double? {
      guard x >= 0, y >= 0, x <= Double(width - 1), y <= Double(height - 1) else { return nil }
      let (c, r) = (min(Int(x), width - 2), min(Int(y), height - 2))
      let (u, v) = (x - Double(c), y - Double(r))
      func at(_ c: Int, _ r: Int) -> Double { Double(heights[r * width + c]) }
      return (1 - v) * ((1 - u) * at(c, r) + u * at(c + 1, r))
        + v * ((1 - u) * at(c, r + 1) + u * at(c + 1, r + 1))
    }
    let angle = azimuth * .pi / 180
    return heights.indices.map { i in
      var metres = 1.0
      while true {
        let x = Double(i % width) + metres * sin(angle) / 10
        let y = Double(i / width) - metres * cos(angle) / 10
        guard let there = ground(x, y) else { return 0 }
        if there > Double(heights[i]) + metres * tan(elevation * .pi / 180) { return 1 }
        metres += 1
      }
    }
  }

  @Test("of a cone agree with a finer march", arguments: [(110.0, 30.0), (243, 25), (15, 40)])
  func cone(azimuth: Double, elevation: Double) {
    // 150 m high, 45 degrees steep: at these elevations it shades the ground behind it.
    let heights = (0..<81 * 81).map { i -> Float in
      let distance = hypot(Double(i % 81 - 40), Double(i / 81 - 40)) * 10
      return Float(max(0, 150 - distance))
    }
    let shadow = HillShadow(
      heights: heights, width: 81, pixel: pixel, sunAzimuth: azimuth, sunElevation: elevation
    ).cast()
    let exact = twin(heights, width: 81, azimuth: azimuth, elevation: elevation)
    let area = exact.reduce(0) { $0 + Int($1) }
    let differing = zip(shadow, exact).filter { $0 != $1 }.count
    #expect(area > 100)
    #expect(differing <= area / 25, "\(differing) of \(area) pixels")
    // The tip of the shadow lies as far from the top as 150 m / tan(elevation).
    let reach = shadow.indices.filter { shadow[$0] != 0 }.map {
      hypot(Double($0 % 81 - 40), Double($0 / 81 - 40)) * 10
    }.max()
    #expect(abs((reach ?? 0) - 150 / tan(elevation * .pi / 180)) < 15)
  }

  @Test("slopes away from the sun are turned away, by the angle between sun and upright")
  func turnedAway() {
    for (slope, sunElevation) in [(4.0, 40.0), (6, 40), (30, 40), (30, 85), (6, 49), (6, 59)] {
      // Rises to the west by `slope`: it faces east.
      let heights = (0..<25).map { Float(-Double($0 % 5) * 10 * tan(slope * .pi / 180)) }
      func isAway(_ azimuth: Double) -> Bool {
        HillShadow(
          heights: heights, width: 5, pixel: pixel, sunAzimuth: azimuth, sunElevation: sunElevation
        ).turnedAway(slope: -5, incidence: 40)[12] != 0
      }
      let incidence = 90 - sunElevation + slope
      #expect(isAway(270) == (slope >= 5 && incidence > 40), "\(slope) \(sunElevation)")
      #expect(!isAway(90))
      #expect(!isAway(0))
    }
  }

  @Test("nothing is said where the height is unknown")
  func unknown() {
    var heights = wall(column: 30)
    heights[30 * 61 + 28] = .nan
    let hills = HillShadow(
      heights: heights, width: 61, pixel: pixel, sunAzimuth: 90, sunElevation: 30)
    #expect(hills.cast()[30 * 61 + 28] == 0)
    #expect(hills.turnedAway(slope: -5, incidence: 40)[30 * 61 + 28] == 0)
  }
}
