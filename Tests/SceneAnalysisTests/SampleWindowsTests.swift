import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import SeededRandomness
import Testing

@testable import SceneAnalysis

@Suite("Windows that two dates are measured in")
struct SampleWindowsTests {
  private func area(_ column: Int, _ row: Int, _ width: Int, _ height: Int) -> PixelWindow {
    PixelWindow(column: column, row: row, width: width, height: height)
  }

  @Test("spread evenly over an area, from edge to edge")
  func spread() {
    let grid = SyntheticScene.grid(width: 1000, height: 800)
    let sample = SampleWindows(on: grid.window, of: grid, across: 3)
    #expect(sample.side == 128)
    #expect(Set(sample.windows.map(\.column)) == [0, 436, 872])
    #expect(Set(sample.windows.map(\.row)) == [0, 336, 672])
  }

  @Test("close in on what holds data, as far as the gaps between them could hide some")
  func narrowed() {
    let grid = SyntheticScene.grid(width: 1000, height: 1000)
    let sample = SampleWindows(on: grid.window, of: grid, across: 3)
    // 1000 / 2 - 128 pixels lie between windows.
    let gap = 372
    #expect(
      sample.narrowed(grid.window, to: [area(900, 880, 20, 30)])
        == area(900 - gap, 880 - gap, 1000 - 900 + gap, 1000 - 880 + gap))
    #expect(sample.narrowed(grid.window, to: []) == nil)
    #expect(sample.narrowed(grid.window, to: [grid.window]) == nil)
  }

  @Test("find a scene that covers a corner of the grid only, and measure its shift there")
  func corner() async throws {
    let scenery = try Scenery()
    // Data in the lower right sixteenth, textured by a hash of the place.
    func sample(_ column: Int, _ row: Int) -> UInt16 {
      guard column >= 576, row >= 576 else { return 0 }
      var random = SplitMix(state: UInt64(column * 7919 + row))
      return UInt16.random(in: 800...3000, using: &random)
    }
    let scenes = try ["a", "b"].map { name in
      let scene = SyntheticScene(
        grid: SyntheticScene.grid(width: 768, height: 768), bands: [.init("green", sample: sample)])
      return try Scene(opening: InputPath(try scene.write(to: name, in: scenery.home)))
    }
    let request = ScanRequest(
      before: scenes[0], after: scenes[1],
      rules: try Scenery.rules("- kind: any\n  when: change.green > 0.01\n  minimum: {pixels: 1}\n")
    )
    let found = try await RegistrationMeter.measure(AnalysisPlan(request), threads: 2)
    #expect(found.registration.decision == .leftAlone, "\(found.registration.reason)")
    #expect(found.registration.length < 0.02)
    #expect(found.area.columns.lowerBound >= 500 && found.area.rows.lowerBound >= 500)
  }
}
