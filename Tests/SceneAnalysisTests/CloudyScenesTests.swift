import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Spectral
import Testing

@testable import SceneAnalysis

/// Brumadinho has clouds in the north of both dates and no mask; where it is missing these are skipped.
@Suite("Scenes without a mask", .enabled(if: SharedData.isThere))
struct CloudyScenesTests {
  private static let series = "data/series/brumadinho-georeferenced/LC08_L2SP_218074_"

  /// A box of columns and rows of 30 m, counted from easting 584385 and northing -2222685.
  private struct Box {
    var columns, rows: ClosedRange<Double>
    init(_ columns: ClosedRange<Double>, _ rows: ClosedRange<Double>) {
      self.columns = columns
      self.rows = rows
    }
    func holds(_ place: MapPoint) -> Bool {
      columns.contains((place.x - 584_385) / 30) && rows.contains((-2_222_685 - place.y) / 30)
    }
  }

  /// Clouds and their shadows as they were seen on pictures of the two dates, roughly.
  private static let clouds = [
    // 2019-01-14
    Box(243...312, 12...54), Box(325...350, 20...40), Box(302...368, 0...9),
    Box(228...249, 47...64),
    Box(171...187, 3...21), Box(159...168, 24...30), Box(68...86, 70...92), Box(112...122, 76...92),
    Box(200...220, 66...80), Box(65...75, 106...116), Box(3...24, 140...150),
    Box(155...167, 4...18), Box(46...61, 68...81), Box(91...100, 73...82), Box(185...200, 64...74),
    Box(178...184, 69...76), Box(40...52, 103...112), Box(222...262, 10...28),
    Box(305...325, 12...32), Box(211...224, 45...60),
    // 2019-01-30
    Box(152...180, 0...35), Box(134...170, 36...79), Box(245...262, 0...35),
    Box(272...282, 20...34),
    Box(289...302, 26...47), Box(252...270, 42...62), Box(335...346, 6...13),
    Box(3...27, 120...126),
    Box(6...17, 138...150), Box(345...362, 200...212),
    Box(130...150, 0...33), Box(110...144, 38...78), Box(222...243, 0...12),
    Box(228...245, 40...58),
    Box(269...282, 28...42),
  ]

  private func request() throws -> ScanRequest {
    func scene(_ day: String) throws -> Scene {
      try Scene(
        opening: try InputPath(SharedData.file(Self.series + "\(day)_20200829_02_T1.tif")))
    }
    return ScanRequest(
      before: try scene("20190114"), after: try scene("20190130"), rules: try RuleSet.builtIn())
  }

  @Test("give no sure candidate on a cloud or its shadow, and the mud flow before all else")
  func brumadinho() async throws {
    let request = try await request().prepared(threads: 2)
    let found = try await PairScan.run(try AnalysisPlan(request), threads: 2).candidates
    let transform = try CoordinateTransform(from: .wgs84, to: CoordinateSystem("EPSG:32623"))
    for candidate in found where candidate.score >= 0.5 {
      let point = candidate.place.point
      let place = try transform.transform([MapPoint(x: point.longitude, y: point.latitude)])[0]
      #expect(
        !Self.clouds.contains { $0.holds(place) },
        "\(candidate.rule.kind) \(candidate.score) at \(place)")
    }
    let flow = try MudFlow()
    let share = try flow.share(coveredBy: found.filter { $0.rule.kind == "land-clearing" })
    #expect(share >= 0.8)
    // The flow itself goes first, not a speck in it.
    #expect(found.first?.rule.kind == "land-clearing")
    #expect((found.first?.evidence.pixels ?? 0) > 1000)
    #expect(try flow.share(coveredBy: Array(found.prefix(1))) >= 0.2)
  }

  @Test("find the sun by the shadows where only the date is known")
  func sun() async throws {
    let request = try request()
    // AFTER does not reach as far west: what it does not show is no obstacle.
    let found = try await CloudSurvey(of: request.scenes, on: request.before.grid).run(threads: 2)
    #expect(found.count == 2)
    // The metadata of the two scenes say 97.8 and 91.0 degrees. How high it stood cannot be told.
    for (date, azimuth) in [(SceneDate.before, 97.8), (.after, 91.0)] {
      let sun = try #require(found[date]?.sun)
      #expect(abs(sun.azimuth - azimuth) < 5)
    }
  }

  @Test("lose certain clouds in an index map, and nothing with plain")
  func index() async throws {
    let scene = try request().before
    let definition = try #require(IndexCatalogue.builtIn["NDVI"])
    func observed(plain: Bool) async throws -> (pixels: Int, finding: String?, bits: [UInt16]) {
      let sought = try await IndexRequest(scene: scene, layers: [.init(definition)], plain: plain)
        .withCloudsSought(threads: 2)
      let summary = try await IndexMap.run(
        IndexPlan(sought.request), threads: 2, progress: { _ in }, into: { _, _, _ in })
      guard case .map(let map)? = sought.request.scene.masks.first?.content else {
        return (summary[0].observed, sought.finding, [])
      }
      return (summary[0].observed, sought.finding, map.bits)
    }
    let whole = try await observed(plain: true)
    let clear = try await observed(plain: false)
    #expect(whole.finding == nil && whole.bits.isEmpty)
    #expect(clear.finding?.contains("clouds by their spectrum") == true)
    let clouded = clear.bits.count { $0 & MaskReasons.cloud.rawValue != 0 }
    #expect(clouded > 0 && whole.pixels - clear.pixels <= clouded)
    #expect(whole.pixels - clear.pixels > clouded / 2)
  }
}
