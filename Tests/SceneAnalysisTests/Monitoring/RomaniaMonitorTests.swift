import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import SeededRandomness
import Sites
import Spectral
import Testing

@testable import SceneAnalysis

/// 140 dates of a forest in Romania with real clear-cuts; where they are missing these are skipped.
@Suite("The monitor on clear-cuts in Romania", .enabled(if: SharedData.isThere))
struct RomaniaMonitorTests {
  /// NDVI and Sen2Cor's class of each date, read plainly: the truth is made of these alone.
  private struct Truth {
    var days: [String] = []
    var ndvi: [[Double]] = []
    var classes: [[Int]] = []

    /// Pixels whose June-September median (vegetation and bare soil by SCL) was 0.6 or more in some year, falls below
    /// in a later one, and stays below until the end. The last year counts, though nothing follows it.
    var clearCuts: Set<Int> {
      let medians = (2015...2020).map { year in
        (0..<10_000).map { pixel -> Double? in
          let summer = days.indices.filter { date in
            guard days[date].hasPrefix("\(year)"),
              let month = Int(days[date].dropFirst(5).prefix(2))
            else { return false }
            return (6...9).contains(month) && [4, 5].contains(classes[date][pixel])
          }
          let sorted = summer.map { ndvi[$0][pixel] }.sorted()
          guard !sorted.isEmpty else { return nil }
          return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        }
      }
      return Set(
        (0..<10_000).filter { pixel in
          let low = medians.map { ($0[pixel] ?? 1) < 0.6 }
          return (1..<low.count).contains { !low[$0 - 1] && low[$0...].allSatisfy { $0 } }
        })
    }
  }

  /// Groups of neighbours by edges among pixels of a row-wise grid 100 pixels wide.
  private func groups(of pixels: Set<Int>) -> [Set<Int>] {
    var rest = pixels
    var groups: [Set<Int>] = []
    while let start = rest.popFirst() {
      var group: Set = [start]
      var open = [start]
      while let pixel = open.popLast() {
        let (row, column) = (pixel / 100, pixel % 100)
        for (r, c) in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        where (0..<100).contains(c) && rest.remove(r * 100 + c) != nil {
          group.insert(r * 100 + c)
          open.append(r * 100 + c)
        }
      }
      groups.append(group)
    }
    return groups
  }

  private static let folder = "data/series/romania/tif_10m"

  private func paths() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: SharedData.file(Self.folder))
      .filter { $0.hasSuffix(".tif") }.sorted().map { SharedData.file("\(Self.folder)/\($0)") }
  }

  /// The dates as scenes; the files do not say that they count in ten-thousandths.
  private func scenes() throws -> [Scene] {
    try paths().map { path in
      var scene = try Scene(opening: try InputPath(path))
      for role in scene.bands.keys { scene.bands[role]?.calibration.scale = 1e-4 }
      scene.quantity = .reflectance
      return scene
    }
  }

  private func truth() throws -> Truth {
    var truth = Truth()
    for path in try paths() {
      let file = try RasterFile(opening: try InputPath(path))
      let window = PixelWindow(column: 0, row: 0, width: 100, height: 100)
      func band(_ number: Int) throws -> [Double] {
        let plane = SamplePlane()
        try file.read(band: number, window: window, as: .uint16, into: plane)
        return plane.samples(as: UInt16.self).map(Double.init)
      }
      let (red, nir) = (try band(3), try band(4))
      truth.ndvi.append(zip(red, nir).map { ($1 - $0) / ($1 + $0) })
      truth.classes.append(try band(5).map { Int($0) })
      let name = path.suffix(12).prefix(8)
      truth.days.append("\(name.prefix(4))-\(name.dropFirst(4).prefix(2))-\(name.suffix(2))")
    }
    return truth
  }

  /// Dates of June to September, NDVI below 0.6, three of five looks.
  private func request(_ scenes: [Scene]) throws -> MonitorRequest {
    let rule = ConfirmationRule.Preset.dist.rule
    var request = MonitorRequest(
      scenes: scenes,
      watch: .init(
        for: try Spectral.Expression(parsing: "NDVI < 0.6"),
        label: CandidateRule(
          kind: "clear-cut", title: BilingualTitle(en: "", zh: ""), severity: 3, duration: .lasting,
          version: "1"),
        confirmation: rule, minimumArea: 400))
    request.season = .init(days: 61, date: AcquisitionTime("2020-08-01"))
    return request
  }

  private func found(_ scenes: [Scene], threads: Int = 2) async throws -> [Candidate] {
    try await StackMonitor.run(try MonitorPlan(try request(scenes)), threads: threads).candidates
  }

  @Test("finds the clear-cuts, and dates none of them on a day that was cloud there")
  func clearCuts() async throws {
    let truth = try truth()
    let cuts = truth.clearCuts
    #expect(cuts.count > 150)
    let scenes = try scenes()
    let candidates = try await found(scenes)
    let grid = scenes[0].grid
    var covered: Set<Int> = []
    for candidate in candidates {
      let pixels = try candidate.pixels(on: grid).map { $0.row * grid.width + $0.column }
      covered.formUnion(pixels)
      let history = try #require(candidate.history)
      for day in [history.firstTime, history.lastTime] {
        let date = try #require(truth.days.firstIndex(of: day))
        let clouds = pixels.count { [3, 8, 9, 10].contains(truth.classes[date][$0]) }
        #expect(2 * clouds <= pixels.count, "\(day) is cloud over \(candidate.id)")
      }
    }
    // Fewer pixels than a candidate has to have cannot come out.
    let largeEnough = groups(of: cuts).filter { $0.count >= 4 }
    let all = largeEnough.reduce(into: Set()) { $0.formUnion($1) }
    let share = Double(all.intersection(covered).count) / Double(all.count)
    #expect(share >= 0.9, "\(share) of \(all.count) pixels")
    let clearings = largeEnough.filter { $0.count >= 15 }
    #expect(clearings.count >= 5)
    for clearing in clearings {
      let found = clearing.intersection(covered).count
      #expect(5 * found >= 4 * clearing.count, "\(found) of \(clearing.count) pixels")
    }
  }

  @Test("says the same to the byte for three random orders of the 140 dates")
  func order() async throws {
    let scenes = try scenes()
    func text(_ scenes: [Scene], threads: Int) async throws -> [UInt8] {
      let plan = try MonitorPlan(try request(scenes))
      let result = try await StackMonitor.run(plan, threads: threads)
      return GeoJSON.featureCollection(
        name: "candidates", candidates: result.candidates,
        members: [("tianyan", plan.trace(of: result))])
    }
    let sorted = try await text(scenes, threads: 1)
    #expect(sorted.count > 1000)
    for seed in 1...3 as ClosedRange<UInt64> {
      var random = SplitMix(state: seed)
      let shuffled = try await text(scenes.shuffled(using: &random), threads: 2)
      #expect(shuffled == sorted)
    }
  }
}
