import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Values of both dates at the same places, spread over what a plan looks at.
struct PairSamples {
  /// The bands that the rules read on both dates.
  var roles: [BandRole] = []
  /// The values of each band before; all lists have one length, all values are known.
  var before: [[Double]] = []
  /// The same after.
  var after: [[Double]] = []
  /// How many windows were looked at.
  var windowCount = 0
  /// How many pixels of a window were looked at, known or not.
  var pixelsPerWindow = 0
  /// The window of each place.
  var windows: [Int] = []

  /// How many places.
  var count: Int { windows.count }

  /// At most so many windows on each axis: a quarter of those of a registration, since all bands are
  /// read there.
  private static let across = 4

  init() {}

  /// Reads samples as `plan` would read the pixels.
  init(of plan: AnalysisPlan, threads: Int, limits: NormalisationLimits = .standard) async throws {
    let inputs = plan.compiled.inputs
    roles = Set(inputs.filter { $0.date == .before }.map(\.role))
      .intersection(inputs.filter { $0.date == .after }.map(\.role)).sorted()
    guard !roles.isEmpty else { return }
    let references =
      roles.map { BandReference(date: .before, role: $0) }
      + roles.map { BandReference(date: .after, role: $0) }
    let sampled = SampleWindows(
      on: plan.request.preparation.area ?? plan.area, of: plan.reading.grid, across: Self.across)
    windowCount = sampled.windows.count
    let all = windowCount * sampled.side * sampled.side
    var step = 1
    while all / (step * step) > limits.mostSamples { step += 1 }
    let stride = step
    let reading = plan.reading
    let found = try await forEachPiece(
      of: WorkDivision(count: windowCount, workers: threads),
      start: { PairSampler(reading, hiding: PairSampler.unseen.union(.possibleCloud)) },
      generate: { sampler, i in
        let window = sampled.windows[i]
        let bands = try sampler.values(of: references, in: window)
        let places = (0..<window.area).filter {
          $0 % window.width % stride == 0 && $0 / window.width % stride == 0
            && !bands[0][$0].isNaN
        }
        return bands.map { band in places.map { Double(band[$0]) } }
      })
    pixelsPerWindow = all / max(1, windowCount) / (step * step)
    for (window, bands) in found.enumerated() {
      windows += [Int](repeating: window, count: bands[0].count)
    }
    before = roles.indices.map { band in found.flatMap { $0[band] } }
    after = roles.indices.map { band in found.flatMap { $0[roles.count + band] } }
  }

  /// The share of the windows that hold enough of these places.
  func share(_ places: [Int], _ limits: NormalisationLimits) -> Double {
    guard windowCount > 0 else { return 0 }
    var counts = [Int](repeating: 0, count: windowCount)
    for place in places { counts[windows[place]] += 1 }
    let least = limits.leastShareOfWindow * Double(pixelsPerWindow)
    return Double(counts.filter { Double($0) >= least }.count) / Double(windowCount)
  }
}

extension ScanRequest {
  /// The request with AFTER brought onto BEFORE where that is needed and can be trusted.
  func normalised(threads: Int) async throws -> ScanRequest {
    let plan = try AnalysisPlan(self)
    let samples = try await PairSamples(of: plan, threads: threads)
    let normalisation = Normalisation(samples, of: (before, after))
    var request = self
    request.preparation.normalisation = normalisation
    request.preparation.reasons.append(normalisation.sentence)
    request.after = normalisation.applied(to: after)
    return request
  }
}
