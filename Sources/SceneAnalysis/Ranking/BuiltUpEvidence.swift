import Foundation
import PixelKernels

/// The evidence of a window for and against a change of built-up land, pixel by pixel.
struct BuiltUpEvidence {
  /// Pixels that are known and not open water on both dates.
  private(set) var isLand: [Bool]
  /// Pixels that are known on both dates.
  private(set) var isKnown: [Bool]
  /// The sizes of change, in noise.
  private(set) var size: [Float]
  /// Evidence in its own unit; without the magnitude.
  private(set) var raw: [BuiltUpModel.Evidence: [Float]] = [:]
  private let width: Int

  /// Single pixels are noise, sites are larger.
  private static let smoothing = Gaussian(deviation: 1)
  /// Water, in the middle of its shores, is where both dates have an MNDWI above this (0 takes in
  /// wet and shaded streets) ...
  private static let leastWetness: Float = 0.2
  /// ... and the short-wave infrared is below this.
  private static let mostShortwave: Float = 0.1
  /// Shores within so many pixels are water too.
  private static let shore = Morphology.Disc(columns: 3, rows: 3)
  /// Of indices over very dark pixels; both bands would be noise.
  private static let leastSum: Float = 0.02
  /// How far evidence looks beyond a pixel, with all its steps.
  static let reach = 2 * smoothing.reach + ShiftTolerantChange.reach + Int(shore.columns)
  /// Log-odds beyond these say no more.
  private static let bounds: ClosedRange<Float> = -12...8

  /// The evidence of planes as `BuiltUpScales` takes them.
  init(_ planes: [[Float]], width: Int, scales: BuiltUpScales) {
    self.width = width
    let bands = BuiltUpModel.roles.count
    let count = planes[0].count
    let known = planes[0].map { !$0.isNaN }
    isKnown = known
    let before = (0..<bands).map { band in
      (0..<count).map { known[$0] ? planes[band][$0] : scales.fill[band] }
    }
    let after = (0..<bands).map { band in
      let (gain, offset) = (Float(scales.lines[band].gain), Float(scales.lines[band].offset))
      return (0..<count).map {
        known[$0] ? gain * planes[bands + band][$0] + offset : scales.fill[band]
      }
    }
    size = ShiftTolerantChange.size(
      before: zip(before, scales.changes).map { plane, unit in plane.map { $0 / unit.spread } },
      after: zip(after, scales.changes).map { plane, unit in plane.map(unit.callAsFunction) },
      width: width)
    let dates = [before, after].map { $0.map { Self.smoothing.smoothed($0, width: width) } }
    isLand = zip(known, Self.water(dates, width: width)).map { $0 && !$1 }
    func both(_ index: ([[Float]], Int) -> Float, _ pick: (Float, Float) -> Float) -> [Float] {
      (0..<count).map { pick(index(dates[0], $0), index(dates[1], $0)) }
    }
    let (blue, red, nir, swir16, swir22) = (0, 2, 3, 4, 5)
    func shortwave(_ date: [[Float]], _ i: Int) -> Float { (date[swir16][i] + date[swir22][i]) / 2 }
    raw[.redness] = both({ Self.difference($0[red][$1], $0[blue][$1]) }, max)
    raw[.shortwave] = both(shortwave, max)
    raw[.shortwaveFloor] = both(shortwave, min)
    raw[.builtness] = both({ Self.difference($0[swir16][$1], $0[nir][$1]) }, min)
  }

  /// The evidence in the units of the pair.
  func values(_ evidence: BuiltUpModel.Evidence, _ scales: BuiltUpScales) -> [Float] {
    guard evidence == .magnitude else {
      let unit = scales.units[evidence] ?? BuiltUpScales.Unit()
      return (raw[evidence] ?? []).map(unit.callAsFunction)
    }
    // The mean of logarithms: one glaring pixel must not shine on all around it.
    return Self.smoothing.smoothed(size.map { log1p($0 / scales.noise) }, width: width)
  }

  /// The log-odds of every pixel; NaN where it was not observed, the least there are on water.
  func logOdds(_ model: BuiltUpModel, _ scales: BuiltUpScales) -> [Float] {
    var odds = [Float](repeating: Float(model.intercept), count: size.count)
    for term in model.terms {
      let (weight, values) = (Float(term.weight), values(term.evidence, scales))
      for i in odds.indices { odds[i] += weight * values[i] }
    }
    for i in odds.indices {
      odds[i] = min(max(odds[i], Self.bounds.lowerBound), Self.bounds.upperBound)
      if !isLand[i] { odds[i] = isKnown[i] ? Self.bounds.lowerBound : .nan }
    }
    return odds
  }

  private static func difference(_ a: Float, _ b: Float) -> Float {
    (a - b) / max(a + b, leastSum)
  }

  /// Open water on both dates, without single pixels, and its shores.
  private static func water(_ dates: [[[Float]]], width: Int) -> [Bool] {
    let (green, swir16) = (1, 4)
    let count = dates[0][0].count
    var wet = [UInt8](repeating: 0, count: count)
    for i in 0..<count {
      let isWater = dates.allSatisfy {
        difference($0[green][i], $0[swir16][i]) > leastWetness && $0[swir16][i] < mostShortwave
      }
      wet[i] = isWater ? 1 : 0
    }
    var core = wet
    for i in 0..<count where wet[i] == 1 {
      let column = i % width
      let neighbours = [
        column > 0 ? i - 1 : -1, column < width - 1 ? i + 1 : -1, i - width, i + width,
      ].filter { (0..<count).contains($0) }
      if neighbours.contains(where: { wet[$0] == 0 }) { core[i] = 0 }
    }
    return Morphology.dilate(core, width: width, by: shore).map { $0 != 0 }
  }
}
