import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// What the cloud tests keep of one date: a few bytes a pixel, so that a whole scene fits in memory.
struct CloudPlanes: Sendable {
  /// What is known of a pixel, as bits.
  enum Flag {
    static let observed: UInt8 = 1
    static let potential: UInt8 = 2
    static let strong: UInt8 = 4
    static let water: UInt8 = 8
    static let cirrus: UInt8 = 16
  }

  let grid: Grid
  /// The bits of `Flag`, row by row.
  var flags: [UInt8]
  /// Reflectances as counts (`ReflectanceCount`); `shortwave` is empty where there is no such band.
  var blue, infrared, shortwave: [UInt16]

  init(grid: Grid, hasShortwave: Bool) {
    self.grid = grid
    flags = [UInt8](repeating: 0, count: grid.window.area)
    blue = [UInt16](repeating: 0, count: grid.window.area)
    infrared = blue
    shortwave = hasShortwave ? blue : []
  }

  /// Takes over the pixels of `window`.
  mutating func fill(_ window: PixelWindow, from part: CloudPlanes) {
    for row in 0..<window.height {
      let target = (window.row + row) * grid.width + window.column
      let source = row * window.width
      for i in 0..<window.width {
        flags[target + i] = part.flags[source + i]
        blue[target + i] = part.blue[source + i]
        infrared[target + i] = part.infrared[source + i]
      }
      guard !shortwave.isEmpty else { continue }
      for i in 0..<window.width { shortwave[target + i] = part.shortwave[source + i] }
    }
  }
}

/// Reflectance in sixteen bits: from -0.2 up in steps of 0.0001, as Landsat and Sentinel-2 measure;
/// 0 is unknown, and what is out of range becomes the nearest end.
enum ReflectanceCount {
  static let scale: Float = 10_000
  private static let zero: Float = 2001

  static func make(_ reflectance: Float) -> UInt16 {
    guard !reflectance.isNaN else { return 0 }
    return UInt16(min(max((reflectance * scale + zero).rounded(), 1), 65_535))
  }

  /// The count of a difference of reflectances.
  static func difference(_ reflectance: Double) -> Int {
    Int((reflectance * Double(scale)).rounded())
  }
}

/// Reads tiles of one date through the cloud tests; one belongs to each worker.
final class CloudPlaneReader {
  private let tests: CloudTests
  private let plan: ReadPlan
  private let reader: TileReader
  private let runner: ProgramRunner

  init(_ tests: CloudTests, _ plan: ReadPlan) {
    self.tests = tests
    self.plan = plan
    reader = TileReader(plan)
    runner = ProgramRunner(tests.program)
  }

  func planes(in window: PixelWindow) throws -> CloudPlanes {
    reader.move(to: window)
    let inputs = try tests.program.inputs.map { try reader.band($0) }
    var planes = CloudPlanes(
      grid: plan.grid.cropped(to: window), hasShortwave: tests.shortwave != nil)
    for start in stride(from: 0, to: window.area, by: runner.blockLength) {
      let pixels = start..<min(start + runner.blockLength, window.area)
      runner.run(count: pixels.count) { input, register in
        inputs[input].samples.load(pixels, inputs[input].calibration, into: &register)
      }
      keep(pixels, in: &planes)
    }
    if let reasons = try reader.reasons(.only)?.samples(as: UInt16.self) {
      // What a product's own mask hides says nothing of the other date.
      for (i, bits) in reasons.enumerated() where bits & MaskReasons.blocking.rawValue != 0 {
        planes.flags[i] = 0
      }
    }
    return planes
  }

  private func keep(_ pixels: Range<Int>, in planes: inout CloudPlanes) {
    let conditions: [(ConditionOutput?, UInt8)] = [
      (tests.potential, CloudPlanes.Flag.potential), (tests.strong, CloudPlanes.Flag.strong),
      (tests.water, CloudPlanes.Flag.water), (tests.cirrus, CloudPlanes.Flag.cirrus),
    ]
    for case (let output?, let flag) in conditions {
      runner.withTruths(output) { truths in
        for i in 0..<truths.count where truths[i] == Truth.isTrue {
          planes.flags[pixels.lowerBound + i] |= flag
        }
      }
    }
    runner.withTruths(tests.potential) { truths in
      for i in 0..<truths.count where truths[i] != Truth.unknown {
        planes.flags[pixels.lowerBound + i] |= CloudPlanes.Flag.observed
      }
    }
    func counts(_ output: NumberOutput, _ plane: inout [UInt16]) {
      runner.withNumbers(output) { numbers in
        for i in 0..<numbers.count {
          plane[pixels.lowerBound + i] = ReflectanceCount.make(numbers[i])
        }
      }
    }
    counts(tests.blue, &planes.blue)
    counts(tests.infrared, &planes.infrared)
    if let shortwave = tests.shortwave { counts(shortwave, &planes.shortwave) }
  }
}
