import GeoFiles
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Measures the shift of a pair in blocks spread over what a plan looks at.
struct RegistrationMeter {
  /// At most so many blocks on each axis.
  private static let across = 6
  /// The bands that a shift is measured in, the best first: blocks of OSCD agree best in green
  /// (0.02 to 0.08 pixel), then in red; seasons change the near infrared most.
  private static let preferred: [BandRole] = [
    .green, .red, .nir, .nir08, .swir16, .blue, .swir22, .pan,
  ]

  /// How often windows are laid anew where most of them hold no data: a scene may cover a corner of a
  /// county only.
  private static let rounds = 6
  /// At most so many windows on each axis to find any data at all; a pair under clouds has none.
  private static let mostAcross = 24
  /// The share of the windows that must be whole, lest they are laid anew.
  private static let leastWhole = 1.0 / 3

  /// The shift between the scenes of `plan` and what is to be done about it; and the area in which both
  /// hold data, as far as it had to be found.
  static func measure(_ plan: AnalysisPlan, threads: Int) async throws -> (
    registration: Registration, area: PixelWindow
  ) {
    var area = plan.area
    guard let band = try band(of: plan) else { return (Registration(of: [], in: nil), area) }
    let meter = RegistrationMeter(plan: plan, band: band, threads: threads)
    var density = across
    var blocks: [Block] = []
    for _ in 0..<rounds {
      let windows = SampleWindows(on: area, of: plan.reading.grid, across: density)
      blocks = try await meter.blocks(in: windows)
      if Double(blocks.count(where: \.isWhole)) >= leastWhole * Double(blocks.count) { break }
      guard blocks.contains(where: { $0.data != nil }) else {
        if density >= mostAcross { break }
        density *= 2
        continue
      }
      guard let narrower = windows.narrowed(area, to: blocks.compactMap(\.data)) else { break }
      area = narrower
      density = across
    }
    return (Registration(of: blocks.map(\.displacement), in: band.role), area)
  }

  private let plan: AnalysisPlan
  private let band: (role: BandRole, pixel: Double)
  private let threads: Int

  /// What one window says.
  private struct Block {
    /// The box round the pixels that both dates know; nil where there is none.
    var data: PixelWindow?
    /// Whether they know all but a little.
    var isWhole = false
    var displacement: Displacement?
  }

  private func blocks(in windows: SampleWindows) async throws -> [Block] {
    guard !windows.windows.isEmpty else { return [] }
    let references = [SceneDate.before, .after].map { BandReference(date: $0, role: band.role) }
    let reading = try ReadPlan(
      references, of: plan.request.scenes, on: plan.reading.grid, resampling: .cubic,
      isPlain: false)
    let correlation = PhaseCorrelation(side: windows.side, smoothing: max(1, band.pixel))
    return try await forEachPiece(
      of: WorkDivision(count: windows.windows.count, workers: threads),
      // What may be a cloud stays in: between dates that lie apart every bright roof looks like one,
      // and blocks of real clouds agree with no other.
      start: { PairSampler(reading, hiding: PairSampler.unseen) },
      generate: { sampler, i in
        let values = try sampler.values(of: references, in: windows.windows[i])
        let window = windows.windows[i]
        let data = window.box { !values[0][$0].isNaN }
        guard let first = Self.filled(values[0]), let second = Self.filled(values[1]) else {
          return Block(data: data)
        }
        return Block(
          data: data, isWhole: true,
          displacement: correlation.displacement(from: first, to: second))
      })
  }

  /// The band both scenes have whose pixels are the smallest, the preferred one among equals, with the
  /// size of its pixels on the plan's grid.
  private static func band(of plan: AnalysisPlan) throws -> (role: BandRole, pixel: Double)? {
    let grid = plan.reading.grid
    var best: (role: BandRole, pixel: Double)?
    for role in preferred {
      guard let before = plan.request.before.bands[role], let after = plan.request.after.bands[role]
      else { continue }
      let pixel = try max(size(of: before.grid, on: grid), size(of: after.grid, on: grid))
      let nearlyEqual = 0.99
      if best.map({ pixel < $0.pixel * nearlyEqual }) ?? true { best = (role, pixel) }
    }
    return best
  }

  /// How many pixels of `grid` a pixel in the middle of `source` is wide.
  private static func size(of source: Grid, on grid: Grid) throws -> Double {
    let (column, row) = (Double(source.width) / 2, Double(source.height) / 2)
    let ends = [
      source.affine.map(column: column, row: row), source.affine.map(column: column + 1, row: row),
    ]
    let places = try CoordinateTransform(from: source.crs, to: grid.crs).transform(ends)
      .map { grid.affine.pixel($0) }
    let (x, y) = (places[1].column - places[0].column, places[1].row - places[0].row)
    return (x * x + y * y).squareRoot()
  }

  /// The values with the few unknown ones at the mean of the others; nil where too many are.
  private static func filled(_ values: [Float]) -> [Double]? {
    let known = values.filter { !$0.isNaN }
    let hidden = values.count - known.count
    let most = RegistrationLimits.standard.mostHidden * Double(values.count)
    guard Double(hidden) <= most, !known.isEmpty else { return nil }
    let mean = known.reduce(0.0) { $0 + Double($1) } / Double(known.count)
    return values.map { $0.isNaN ? mean : Double($0) }
  }
}

extension PixelWindow {
  /// The box round the pixels, by their place row by row, of which something holds.
  fileprivate func box(where holds: (Int) -> Bool) -> PixelWindow? {
    let places = (0..<area).filter(holds)
    guard let first = places.first, let last = places.last else { return nil }
    let columns = places.map { $0 % width }
    let left = columns.min() ?? 0
    let right = columns.max() ?? 0
    return PixelWindow(
      column: column + left, row: row + first / width, width: right - left + 1,
      height: last / width - first / width + 1)
  }
}
