import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

/// Real scenes lie beside the project; where they are missing these tests are skipped.
@Suite("Indices on real scenes", .enabled(if: SharedData.isThere))
struct IndexRealScenesTests {
  /// Pixels that are water by a map and by hand, or by one of them.
  private struct Confusion: Equatable {
    var both = 0
    var onlyMap = 0
    var onlyHand = 0
    var neither = 0
  }

  @Test("find the water of a flood as often as the data set's own table says")
  func flood() async throws {
    let folder = "data/water/segura-flood/"
    let scene = try Scene(
      opening: try InputPath(SharedData.file(folder + "S2/Spain_7370579_S2Hand.tif")))
    let labels = try RasterFile(
      opening: try InputPath(SharedData.file(folder + "Labels/Spain_7370579_LabelHand.tif")))
    let grid = try #require(try labels.info().grid)
    #expect(grid.width == scene.grid.width && grid.height == scene.grid.height)
    #expect(abs(grid.affine.originX - scene.grid.affine.originX) < 1e-12)
    #expect(abs(grid.affine.originY - scene.grid.affine.originY) < 1e-12)
    let hand = SamplePlane()
    try labels.read(band: 1, window: scene.grid.window, as: .int16, into: hand)
    let map = try await GatheredMap(
      IndexScenery.plan("NDWI > 0", "MNDWI > 0.2", of: scene), threads: 2)
    let found = map.layers.map { water in
      var counts = Confusion()
      for (label, value) in zip(hand.samples(as: Int16.self), water) {
        switch (label, value == 1) {
        case (1, true): counts.both += 1
        case (0, true): counts.onlyMap += 1
        case (1, false): counts.onlyHand += 1
        case (0, false): counts.neither += 1
        default: break  // not labelled
        }
      }
      return counts
    }
    // Counted with numpy for the README of the data.
    #expect(
      found == [
        Confusion(both: 50_702, onlyMap: 4_932, onlyHand: 19_333, neither: 187_078),
        Confusion(both: 59_819, onlyMap: 12_776, onlyHand: 10_216, neither: 179_234),
      ])
  }

  @Test("give the turbidity that a laboratory found in a river on four days")
  func turbidity() throws {
    let agreement = try Agreement(glint: .swir16)
    #expect(agreement.count == 40)
    #expect(agreement.correlation >= 0.95)
    #expect((0.85...1.15).contains(agreement.medianRatio), "\(agreement.medianRatio)")
    #expect(agreement.medianError <= 0.25, "\(agreement.medianError)")
  }

  @Test("would be useless there with sun glint and haze left in")
  func glint() throws {
    #expect(try Agreement(glint: nil).correlation < 0.5)
  }
}

/// Turbidity by Dogliotti et al. 2015, means of 3 x 3 pixels, beside the laboratory's.
private struct Agreement {
  private var pairs: [(seen: Double, measured: Double)] = []

  private static let days = ["2023-05-11", "2023-12-12", "2024-05-20", "2025-09-12"]

  init(glint: BandRole?) throws {
    let folder = SharedData.file("data/water/parana/")
    let laboratory = try PointTable(reading: try InputPath(folder + "lab.csv"))
    let column = try #require(laboratory.header.firstIndex(of: "turbidity_ntu"))
    for day in Self.days {
      let scene = try Scene(opening: try InputPath(folder + day))
      let plan = try IndexPlan(
        IndexRequest(
          scene: scene, layers: [try IndexScenery.layer("TUR_DOGLIOTTI2015", glint: glint)]))
      let table = laboratory.only(on: scene.acquired)
      for (row, sample) in zip(
        table.rows, try IndexSampling.samples(plan, at: table, side: 3))
      {
        // Of some samples only the suspended matter was measured.
        guard let measured = Double(row[column]), let seen = sample.means[0] else { continue }
        pairs.append((seen, measured))
      }
    }
  }

  /// How many places have both.
  var count: Int { pairs.count }

  /// Pearson's.
  var correlation: Double {
    let seen = Self.mean(pairs.map(\.seen))
    let measured = Self.mean(pairs.map(\.measured))
    let both = Self.mean(pairs.map { ($0.seen - seen) * ($0.measured - measured) })
    let spread =
      Self.mean(pairs.map { ($0.seen - seen) * ($0.seen - seen) })
      * Self.mean(pairs.map { ($0.measured - measured) * ($0.measured - measured) })
    return both / spread.squareRoot()
  }

  var medianRatio: Double { Self.median(pairs.map { $0.seen / $0.measured }) }

  /// The median of the errors as parts of what the laboratory found.
  var medianError: Double { Self.median(pairs.map { abs($0.seen - $0.measured) / $0.measured }) }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
