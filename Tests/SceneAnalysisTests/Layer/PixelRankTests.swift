import Scenes
import Testing

@testable import SceneAnalysis

@Suite("Pixel rank")
struct PixelRankTests {
  private func rank(
    _ reasons: MaskReasons = [], missing: Int = 0, edge: Bool = false, warped: Bool = false,
    distance: Float = 0
  ) -> PixelRank {
    PixelRank(
      reasons: reasons, missingBands: missing, isAtEdge: edge, isWarped: warped,
      distance: distance)
  }

  @Test("puts what hides before what raises doubt, before edges, before warps, before distance")
  func order() {
    let farthest = Float.greatestFiniteMagnitude
    // Each is worse than the one before, though better in all that counts less.
    let ranks = [
      rank(), rank(distance: 1e-6), rank(distance: 2), rank(distance: farthest),
      rank(warped: true), rank(warped: true, distance: farthest),
      rank(edge: true), rank(edge: true, warped: true, distance: farthest),
      rank(.cirrus), rank([.snow], edge: true), rank([.cirrus, .cloudShadow]),
      rank([
        .saturated, .possibleCloud, .cloudShadow, .cirrus, .snow, .terrainShadow, .edge,
      ]),
      rank(.cloud), rank([.cloud, .edge]), rank(missing: 2), rank([.nodata, .cloud], missing: 17),
      .worst,
    ]
    for (better, worse) in zip(ranks, ranks.dropFirst()) { #expect(better < worse) }
    #expect(rank(.cloud) == rank(missing: 1))
  }
}
