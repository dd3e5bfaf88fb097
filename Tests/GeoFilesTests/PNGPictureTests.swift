import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import SeededRandomness
import Testing

@Suite("PNG picture")
struct PNGPictureTests {
  private func picture() -> PNGPicture {
    // Noise, which no compression makes smaller.
    var generator = SplitMix(state: 3)
    var picture = PNGPicture(width: 61, height: 47)
    for i in picture.bytes.indices { picture.bytes[i] = .random(in: 0...255, using: &generator) }
    return picture
  }

  @Test("is read back by GDAL byte for byte")
  func roundTrip() throws {
    let home = try TemporaryFolder()
    let picture = picture()
    try picture.write(to: home.file("a.png"))
    #expect(try home.names() == ["a.png"])
    let file = try RasterFile(opening: InputPath(home.file("a.png")))
    let info = try file.info()
    #expect(info.driver == "PNG")
    #expect(info.width == 61 && info.height == 47 && info.bands.count == 4)
    let plane = SamplePlane()
    for band in 1...4 {
      try file.read(
        band: band, window: PixelWindow(column: 0, row: 0, width: 61, height: 47), as: .uint8,
        into: plane)
      let expected = stride(from: band - 1, to: picture.bytes.count, by: 4).map {
        picture.bytes[$0]
      }
      #expect(plane.samples(as: UInt8.self).elementsEqual(expected))
    }
  }

  @Test("begins transparent")
  func transparent() {
    #expect(PNGPicture(width: 2, height: 3).bytes == [UInt8](repeating: 0, count: 24))
  }

  @Test("refuses a folder that is not there")
  func noFolder() throws {
    let home = try TemporaryFolder()
    let refusal = #expect(throws: Refusal.self) { try picture().write(to: home.file("none/a.png")) }
    #expect(refusal?.reason == .cannotWrite)
  }

  // The device that is always full is Linux's.
  @Test(
    "on a full device is an I/O error, and the device stays",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func full() throws {
    let home = try TemporaryFolder()
    // By a link, so that a writer that removes what it could not write removes only that.
    try FileManager.default.createSymbolicLink(
      atPath: home.file("full.png"), withDestinationPath: "/dev/full")
    let refusal = #expect(throws: Refusal.self) { try picture().write(to: home.file("full.png")) }
    #expect(refusal?.reason == .ioError)
    #expect(try home.names() == ["full.png"])
  }

  @Test("refuses to have no size")
  func noSize() async {
    await #expect(processExitsWith: .failure) { _ = PNGPicture(width: 0, height: 3) }
  }
}
