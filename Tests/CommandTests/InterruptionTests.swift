import Foundation
import SceneBuilding
import Testing

@Suite("A run that is ended by a signal")
struct InterruptionTests {
  @Test("leaves nothing half written, and says by which signal", arguments: [SIGINT, SIGTERM])
  func signals(number: Int32) throws {
    let home = try TemporaryFolder()
    _ = try home.folder("results")
    // Large enough to be under way for a while after its file appears.
    let side = 1500
    let band = SyntheticScene.Band("nir") { column, row in UInt16((column ^ row) & 0xFFF) }
    let scene = SyntheticScene(
      grid: SyntheticScene.grid(width: side, height: side), bands: [band])
    let path = try scene.write(to: "scene", in: home)
    let results = home.file("results")
    let outcome = try Program.run(
      ["index", "--expr", "exp(log(nir + 1)) ^ 2 - nir", path, "-o", results + "/map.tif"],
      whileRunning: { process in
        while process.isRunning,
          try FileManager.default.contentsOfDirectory(atPath: results).isEmpty
        { usleep(1000) }
        kill(process.processIdentifier, number)
      })
    #expect(outcome.code == -number)
    #expect(try FileManager.default.contentsOfDirectory(atPath: results).isEmpty)
  }
}
