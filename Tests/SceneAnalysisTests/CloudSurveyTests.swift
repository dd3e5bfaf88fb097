import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

/// Woods with a lake, roofs, a cloud and its shadow, whose places are known because they are drawn.
private struct Woods {
  /// What covers a pixel.
  enum Surface: CaseIterable {
    case wood, lake, roof, cloud, shadow, haze

    /// Reflectance x 10 000 of blue, green, red, nir, swir16, swir22.
    var spectrum: [UInt16] {
      switch self {
      case .wood: [300, 500, 400, 3500, 1800, 800]
      case .lake: [400, 500, 300, 200, 100, 50]
      case .roof: [3500, 3600, 3600, 4000, 3500, 3000]
      case .cloud: [5000, 5000, 5000, 5500, 4000, 3000]
      case .shadow: [150, 220, 180, 1200, 600, 300]
      case .haze: [1300, 1400, 1400, 3500, 2200, 1200]
      }
    }
  }

  static let roles = ["blue", "green", "red", "nir", "swir16", "swir22"]
  static let grid = SyntheticScene.grid(width: 300, height: 240)
  /// 909 m above ground with the sun in the south-east at 55 degrees: the shadow lies 636 m to the
  /// north-west, 45 columns and 45 rows.
  static let sun = SkyDirection(azimuth: 135, elevation: 55)
  static let cloud = PixelWindow(column: 150, row: 130, width: 40, height: 40)
  static let shadow = cloud.offset(columns: -45, rows: -45)
  static let lake = PixelWindow(column: 20, row: 20, width: 45, height: 30)
  static let oldRoof = PixelWindow(column: 220, row: 30, width: 30, height: 30)
  static let newRoof = PixelWindow(column: 40, row: 180, width: 15, height: 15)
  /// So far in the south-east that the shadow of a cloud there would lie in the picture.
  static let farRoof = PixelWindow(column: 270, row: 210, width: 15, height: 15)
  static let haze = PixelWindow(column: 240, row: 180, width: 30, height: 30)

  /// The part of a window whose 30 m pixels lie wholly inside it.
  static func core(_ window: PixelWindow) -> PixelWindow { window.padded(by: -3) }

  var home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  func scene(
    _ name: String, _ places: [(PixelWindow, Surface)], roles: [String] = Self.roles,
    hasSun: Bool = true
  ) throws -> Scene {
    func surface(_ column: Int, _ row: Int) -> Surface {
      places.first { $0.0.columns.contains(column) && $0.0.rows.contains(row) }?.1 ?? .wood
    }
    var drawn = SyntheticScene(
      grid: Self.grid,
      bands: Self.roles.enumerated().filter { roles.contains($0.element) }.map { number, role in
        .init(role) { column, row in
          // Some texture, so that woods are not one value.
          surface(column, row).spectrum[number] + UInt16((column * 31 + row * 17) % 20)
        }
      })
    drawn.description += "\n"
    var scene = try Scene(opening: InputPath(try drawn.write(to: name, in: home)))
    if hasSun { scene.facts.sun = Self.sun }
    return scene
  }

  static let early: [(PixelWindow, Surface)] = [(lake, .lake), (oldRoof, .roof)]
  static let late =
    early + [(cloud, .cloud), (shadow, .shadow), (newRoof, .roof), (haze, .haze)]
}

extension ReasonMap {
  /// The reasons that every pixel of a window of the fine grid has, and those that any has.
  fileprivate func reasons(_ window: PixelWindow) -> (all: MaskReasons, any: MaskReasons) {
    var all = MaskReasons(rawValue: .max)
    var any: MaskReasons = []
    for row in window.rows {
      for column in window.columns {
        let place = grid.affine.pixel(
          Woods.grid.affine.map(column: Double(column) + 0.5, row: Double(row) + 0.5))
        let reasons = MaskReasons(rawValue: bits[Int(place.row) * grid.width + Int(place.column)])
        all.formIntersection(reasons)
        any.formUnion(reasons)
      }
    }
    return (all, any)
  }
}

@Suite("The search for clouds")
struct CloudSurveyTests {
  private func survey(_ scenes: [SceneDate: Scene]) async throws -> [SceneDate: ReasonMap] {
    try await CloudSurvey(of: scenes, on: Woods.grid).run(threads: 2).mapValues(\.map)
  }

  @Test("finds a cloud and its shadow, and takes no roof and no lake for them")
  func pair() async throws {
    let woods = try Woods()
    let found = try await survey([
      .before: try woods.scene("before", Woods.early), .after: try woods.scene("after", Woods.late),
    ])
    let before = try #require(found[.before])
    let after = try #require(found[.after])
    #expect(before.grid.affine.columnStepX == 30)
    #expect(before.bits.allSatisfy { $0 == 0 })
    #expect(after.reasons(Woods.core(Woods.cloud)).all == .cloud)
    #expect(after.reasons(Woods.core(Woods.shadow)).all.contains(.cloudShadow))
    #expect(after.reasons(Woods.lake).any == [])
    #expect(after.reasons(Woods.oldRoof).any == [])
    // A new roof is white and new, as a cloud is; but it is small and throws no such shadow.
    #expect(after.reasons(Woods.core(Woods.newRoof)).all == .possibleCloud)
    #expect(after.reasons(Woods.core(Woods.haze)).all == .possibleCloud)
    // Without the cloud it is no such doubt: its shadow would be seen.
    let clear = try await survey([
      .before: try woods.scene("first", Woods.early),
      .after: try woods.scene("clear", Woods.early + [(Woods.farRoof, .roof)]),
    ])
    #expect(clear[.after]?.reasons(Woods.farRoof).any == [])
    // Around the cloud there is doubt; the lake's shore is far from it.
    #expect(
      after.reasons(Woods.cloud.padded(by: 10)).any.isSuperset(of: [.cloud, .possibleCloud]))
  }

  @Test("finds them on one date alone, and without short-wave infrared, as in Gaofen's scenes")
  func fourBands() async throws {
    let woods = try Woods()
    let scene = try woods.scene("one", Woods.late, roles: ["blue", "green", "red", "nir"])
    let found = try #require(try await survey([.only: scene])[.only])
    #expect(found.reasons(Woods.core(Woods.cloud)).all == .cloud)
    #expect(found.reasons(Woods.core(Woods.shadow)).all.contains(.cloudShadow))
    #expect(found.reasons(Woods.lake).any == [])
    #expect(!found.reasons(Woods.oldRoof).any.contains(.cloud))
    #expect(!found.reasons(Woods.newRoof).any.contains(.cloud))
  }

  @Test("calls no cloud certain that throws no shadow, unless it is larger than any roof")
  func shadowless() async throws {
    let woods = try Woods()
    let places = Woods.late.filter { $0.1 != .shadow }
    let found = try #require(try await survey([.only: try woods.scene("one", places)])[.only])
    #expect(found.reasons(Woods.core(Woods.cloud)).all == .possibleCloud)
    let large = PixelWindow(column: 100, row: 100, width: 120, height: 100)
    let other = try #require(
      try await survey([.only: try woods.scene("large", [(large, .cloud)])])[.only])
    #expect(other.reasons(Woods.core(large)).all == .cloud)
  }

  @Test("judges no date that has a mask of its own, and none without reflectance of four bands")
  func obstacles() async throws {
    let woods = try Woods()
    var scene = try woods.scene("one", Woods.late)
    #expect(CloudSurvey.obstacle(in: scene) == nil)
    scene.masks = [
      MaskSource(
        name: "own",
        content: .areas(MaskAreas(rings: [], crs: Woods.grid.crs, reasons: .cloud)))
    ]
    #expect(try await survey([.only: scene]).isEmpty)
    scene.quantity = .dn
    #expect(CloudSurvey.obstacle(in: scene) == "its values are no reflectances")
    let poor = try woods.scene("poor", Woods.late, roles: ["green", "nir"])
    #expect(CloudSurvey.obstacle(in: poor) == "it lacks blue, red")
    #expect(try await survey([.only: poor]).isEmpty)
  }

  @Test("gives the same for one worker and for many")
  func threads() async throws {
    let woods = try Woods()
    let scenes = [
      SceneDate.before: try woods.scene("before", Woods.early),
      .after: try woods.scene("after", Woods.late),
    ]
    let survey = CloudSurvey(of: scenes, on: Woods.grid)
    let one = try await survey.run(threads: 1).mapValues(\.map)
    let many = try await survey.run(threads: 5).mapValues(\.map)
    #expect(one == many)
  }
}
