import Foundation
import GeoFiles
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Built-up change in a city", .enabled(if: SharedData.isThere))
struct BuiltUpChangeTests {
  /// What `Benchmarks/ranking.py --but paris` gives: Paris is judged by what the other cities taught.
  private static let withoutParis = """
    {"name": "without Paris", "fitted": "aguasclaras, beihai, bordeaux, cupertino, nantes",
    "intercept": -5.8125, "terms": [
    {"evidence": "magnitude", "weight": 5.5885},
    {"evidence": "redness", "weight": 0.8113},
    {"evidence": "shortwave", "weight": -1.1589},
    {"evidence": "shortwave_floor", "weight": 0.4172},
    {"evidence": "builtness", "weight": 0.3755}],
    "percentile": 96.5, "least_pixels": 10,
    "sites": {"intercept": -3.84, "slope": 0.6886, "knee": 4.0, "further": 0.4392}}
    """

  private func plan() async throws -> ChangePlan {
    let city = "data/oscd/paris/"
    let pair = ChangeRequest.Pair(
      before: try Scene(opening: try InputPath(SharedData.file(city + "2016-11-30"))),
      after: try Scene(opening: try InputPath(SharedData.file(city + "2017-11-07"))))
    let method = ChangeMethod.builtUp(
      try BuiltUpModel(json: Data(Self.withoutParis.utf8), subject: "without Paris"))
    let request = try ChangeRequest(
      pair, method: method, labelling: ChangeLabelling(for: method))
    return try ChangePlan(try await request.prepared(threads: 2))
  }

  @Test("is found better than change as such, by a ranking that never saw the city")
  func paris() async throws {
    let plan = try await plan()
    var result = try await ChangeMap.run(plan, isToBeLabelled: true, threads: 2, into: nil)
    try ChangeMap.decide(&result, of: plan)
    try await ChangeMap.label(&result, of: plan, threads: 2)
    let found = try await ChangeSites.candidates(of: result, plan, threads: 2)
    #expect(!found.isEmpty && found.allSatisfy { $0.evidence.pixels >= 10 })
    // The model's percentile leaves 3.5 % of the pixels.
    #expect(Double(result.changed) <= 0.0351 * Double(result.observed))
    let home = try TemporaryFolder()
    try OutputFile(home.file("sites.geojson")).write(
      GeoJSON.featureCollection(name: "candidates", candidates: found, members: []))
    let label = try LabelMap(
      reading: try InputPath(SharedData.file("data/oscd/paris/label.tif")))
    let grid = try #require(label.grid)
    let proposals = try SiteProposal.read(try InputPath(home.file("sites.geojson")), onto: grid)
    // 0.43 by accuracy.py; change vectors and Otsu's threshold reach half of it.
    #expect(SiteAccuracy(of: proposals, against: label).averagePrecision >= 0.4)
  }
}
