import RasterGrid
import SceneBuilding
import Testing

@testable import GeoFiles

@Suite("GDAL error")
struct GDALErrorTests {
  @Test("says what we did, to what, and what GDAL said of it")
  func carriesAll() throws {
    let home = try TemporaryFolder()
    let path = try InputPath(home.write("not a raster", to: "note.tif"))
    let error = #expect(throws: GDALError.self) { _ = try RasterFile(opening: path) }
    #expect(error?.operation == "open")
    #expect(error?.subject == path.shown)
    #expect(error?.messages.isEmpty == false)
    #expect(error?.messages.allSatisfy { !$0.contains("\n") } == true)
    #expect(error?.code == .openFailed)
    let text = error.map { "\($0)" } ?? ""
    #expect(text.hasPrefix("open \(path.shown): "))
    #expect(text.contains(error?.messages.first ?? "?"))
  }

  @Test("of one call does not leak into the next")
  func noStaleMessages() throws {
    let home = try TemporaryFolder()
    let bad = try InputPath(home.write("not a raster", to: "note.tif"))
    _ = #expect(throws: GDALError.self) { _ = try RasterFile(opening: bad) }
    // A nil without a failure is the end of something; an old failure must not count for it.
    let end = try collectingErrors("read", "a layer") { nil as Int? }
    #expect(end == nil)
    let silent = #expect(throws: GDALError.self) {
      try reportingErrors("read", "a layer") { nil as Int? }
    }
    #expect(silent?.messages == ["GDAL gave no reason"])
    #expect(silent?.code == GDALError.Code.none)
  }
}
