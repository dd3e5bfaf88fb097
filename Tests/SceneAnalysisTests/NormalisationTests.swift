import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import SeededRandomness
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Relative normalisation")
struct NormalisationTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  private static let side = 192

  /// Rolling land of swir16 from 0.1 to 0.35 and green a third of it, the same for every call.
  private static func ground(_ column: Int, _ row: Int) -> Double {
    let (x, y) = (Double(column), Double(row))
    let waves = sin(x / 5) * cos(y / 7) + sin((x + 2 * y) / 11) + 0.4 * sin(x * y / 40)
    return 0.225 + 0.05 * waves
  }

  /// Blocks of another ground; `share` of the squares of 16 pixels has changed.
  private static func hasChanged(_ column: Int, _ row: Int, _ share: Double) -> Bool {
    let block = UInt64(column / 16 + 1000 * (row / 16))
    var random = SplitMix(state: block)
    return Double.random(in: 0..<1, using: &random) < share
  }

  /// A scene of that land as an instrument of another gain and offset sees it.
  private func scene(
    _ name: String, changed: Double = 0, gain: Double = 1, offset: Double = 0,
    level: String = "L1C", side: Int = Self.side
  ) throws -> Scene {
    func sample(_ part: Double, _ extra: Double) -> (Int, Int) -> UInt16 {
      { column, row in
        var value = part * Self.ground(column, row)
        if Self.hasChanged(column, row, changed) { value += extra }
        return UInt16(((value * gain + offset) * 10_000).rounded())
      }
    }
    var scene = SyntheticScene(
      grid: SyntheticScene.grid(width: side, height: side),
      bands: [.init("green", sample: sample(0.4, 0.05)), .init("swir16", sample: sample(1, 0.2))])
    scene.description = scene.description.replacing("L2A", with: level)
    return try Scene(opening: InputPath(try scene.write(to: name, in: scenery.home)))
  }

  private static let brighter = """
    - kind: brighter
      when: change.swir16 > 0.1 and after.green < 0.3
      score: clamp(change.swir16 / 0.4, 0, 1)
      minimum: {pixels: 4}
    """

  private func prepared(_ before: Scene, _ after: Scene) async throws -> ScanRequest {
    try await ScanRequest(before: before, after: after, rules: try Scenery.rules(Self.brighter))
      .prepared(threads: 2)
  }

  private func candidates(_ request: ScanRequest) async throws -> [Candidate] {
    try await PairScan.run(AnalysisPlan(request), threads: 2).candidates
  }

  @Test("brings a later scene back within 1 % though a fifth changed; the candidates are the same")
  func recovers() async throws {
    let before = try scene("before")
    let same = try await prepared(before, try scene("same", changed: 0.2))
    #expect(same.preparation.normalisation?.decision == .notNeeded)
    let other = try await prepared(
      before, try scene("other", changed: 0.2, gain: 1.1, offset: 0.01))
    let normalisation = try #require(other.preparation.normalisation)
    #expect(normalisation.decision == .applied, "\(normalisation.reason)")
    for band in normalisation.bands {
      #expect(abs(band.line.gain * 1.1 - 1) < 0.01, "\(band)")
      #expect(abs(band.line.offset + 0.01 / 1.1) < 0.002, "\(band)")
    }
    let expected = try await candidates(same)
    let found = try await candidates(other)
    #expect(expected.count > 5)
    #expect(
      Set(found.map(\.place.geometry)) == Set(expected.map(\.place.geometry)))
    for candidate in found {
      let twin = expected.first { $0.place.geometry == candidate.place.geometry }
      #expect(abs(candidate.score - (twin?.score ?? 0)) < 0.01)
    }
  }

  @Test("is only told between dates of surface reflectance, whose differences may be the season's")
  func surface() async throws {
    let before = try scene("before", level: "L2A")
    let after = try scene("after", gain: 1.1, offset: 0.01, level: "L2A")
    let request = try await prepared(before, after)
    let normalisation = try #require(request.preparation.normalisation)
    #expect(normalisation.decision == .reported)
    #expect(normalisation.bands.allSatisfy { abs($0.line.gain * 1.1 - 1) < 0.01 })
    #expect(request.after.bands == after.bands)
  }

  @Test("is applied between levels, and only told between dates that agree")
  func levels() async throws {
    let before = try scene("before")
    let raw = try await prepared(before, try scene("raw", level: "L2A"))
    #expect(raw.preparation.normalisation?.decision == .applied)
    let same = try await prepared(before, try scene("same", gain: 1.02))
    #expect(same.preparation.normalisation?.decision == .notNeeded)
    #expect(same.after.bands == (try scene("same", gain: 1.02)).bands)
  }

  @Test("is refused where there are too few pixels, and says so")
  func few() async throws {
    let request = try await prepared(
      try scene("before", side: 32), try scene("after", gain: 1.2, side: 32))
    let normalisation = try #require(request.preparation.normalisation)
    #expect(normalisation.decision == .refused)
    #expect(normalisation.reason.contains("pixels"))
    #expect(request.preparation.reasons.contains { $0.contains("not normalised") })
  }

  @Test("is refused where a band does not follow the line, and names it with its r")
  func loose() async throws {
    let grid = SyntheticScene.grid(width: Self.side, height: Self.side)
    var random = SplitMix(state: 3)
    let noise = (0..<Self.side * Self.side).map { _ in Int.random(in: -900...900, using: &random) }
    let after = SyntheticScene(
      grid: grid,
      bands: [
        .init("green") { UInt16(4000 * Self.ground($0, $1) + 500) },
        .init("swir16") { UInt16(Int(10_000 * Self.ground($0, $1)) + noise[$1 * Self.side + $0]) },
      ])
    let request = try await prepared(
      try scene("before"),
      try Scene(opening: InputPath(try after.write(to: "noisy", in: scenery.home))))
    let normalisation = try #require(request.preparation.normalisation)
    #expect(normalisation.decision == .refused)
    #expect(normalisation.reason.hasPrefix("r 0."), "\(normalisation.reason)")
    #expect(normalisation.reason.hasSuffix("swir16"))
  }

  @Test("is left out, as the registration is, with --plain")
  func plain() async throws {
    var request = ScanRequest(
      before: try scene("before"), after: try scene("after", gain: 1.2),
      rules: try Scenery.rules(Self.brighter))
    request.options.plain = true
    let prepared = try await request.prepared(threads: 1)
    #expect(prepared.preparation.normalisation == nil)
    #expect(prepared.preparation.registration == nil)
    #expect(prepared.after.bands == request.after.bands)
  }
}
