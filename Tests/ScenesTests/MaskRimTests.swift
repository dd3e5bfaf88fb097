import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@testable import Scenes

@Suite("Rim of a mask")
struct MaskRimTests {
  private static let side = 120

  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A scene of 120 x 120 pixels of 10 m with a scene classification of the same.
  private func scene(
    margin: Double? = nil,
    _ classes: @escaping (_ column: Int, _ row: Int) -> UInt8
  ) throws -> Scene {
    var scene = SyntheticScene(
      grid: SyntheticScene.grid(width: Self.side, height: Self.side),
      bands: [.init("green") { _, _ in 500 }])
    scene.classes = .init("SCL") { UInt16(classes($0, $1)) }
    var options = OpeningOptions()
    if let margin { options.cloudMargin = margin }
    return try Scene(
      opening: InputPath(scene.write(to: "scene", in: home)), options: options)
  }

  /// Cloud of 20 x 20 pixels from (50, 50) on.
  private func cloud(_ column: Int, _ row: Int) -> UInt8 {
    (50..<70).contains(column) && (50..<70).contains(row) ? 9 : 4
  }

  @Test("marks what lies within its metres of a cloud as possible cloud, and no more")
  func reach() throws {
    let all = try SAFEHome.reasons(scene(margin: 150, cloud))
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        // The distance from the middle of a pixel to the nearest of the cloud.
        let across = Double(max(0, 50 - column, column - 69))
        let down = Double(max(0, 50 - row, row - 69))
        let distance = 10 * (across * across + down * down).squareRoot()
        let found = all[row * Self.side + column]
        if distance == 0 {
          #expect(found == .cloud)
        } else if distance > 155 {
          #expect(found == [], "\(column) \(row)")
        } else if distance < 115 {
          // The opening rounds the cloud's corners by up to 0.42 of its radius.
          #expect(found == .possibleCloud, "\(column) \(row)")
        }
      }
    }
    let at = { all[60 * Self.side + $0] }
    #expect(at(50 - 15) == .possibleCloud && at(50 - 16) == [])
    #expect(at(69 + 15) == .possibleCloud && at(69 + 16) == [])
  }

  @Test("is 300 m wide unless told, and left out with 0")
  func usual() throws {
    let usual = try SAFEHome.reasons(scene(cloud))
    #expect(usual[60 * Self.side + 20] == .possibleCloud && usual[60 * Self.side + 19] == [])
    let none = try SAFEHome.reasons(scene(margin: 0, cloud))
    #expect(none.allSatisfy { $0 == [] || $0 == .cloud })
  }

  @Test("is drawn around no roof that is called cloud")
  func roof() throws {
    let all = try SAFEHome.reasons(
      scene { column, row in
        (50..<61).contains(column) && (20..<100).contains(row) ? 9 : 4
      })
    #expect(all.allSatisfy { $0 == [] || $0 == .cloud }, "110 m wide")
  }

  @Test("adds three tenths of the margin around shadows, and leaves cloud cloud")
  func shadow() throws {
    let all = try SAFEHome.reasons(
      scene(margin: 200) { column, _ in
        column < 30 ? 9 : column >= 90 ? 3 : 4
      })
    let row = all[60 * Self.side..<61 * Self.side].map { $0 }
    #expect(row[29] == .cloud && row[30] == .possibleCloud && row[49] == .possibleCloud)
    #expect(row[50] == [] && row[83] == [])
    #expect(row[84] == .cloudShadow && row[90] == .cloudShadow)
  }

  @Test("is the same in tiles as in one piece")
  func tiles() throws {
    let scene = try self.scene { column, row in
      (column * 7 + row * 13) % 97 < 60 && (40..<75).contains(column) ? 9 : row > 100 ? 3 : 4
    }
    let whole = try SAFEHome.reasons(scene)
    let reader = try SAFEHome.reader(scene, roles: [], on: scene.grid)
    for tile in scene.grid.tiles(TileShape(width: 37, height: 29)) {
      reader.move(to: tile)
      let bits = try #require(try reader.reasons(.only)).numbers
      for (i, found) in bits.enumerated() {
        let place = (tile.row + i / tile.width) * Self.side + tile.column + i % tile.width
        #expect(MaskReasons(rawValue: UInt16(found)) == whole[place])
      }
    }
  }
}
