import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("Input path")
struct InputPathTests {
  private func refusal(_ path: String, allowRemote: Bool = false) -> Refusal? {
    #expect(throws: Refusal.self) { _ = try InputPath(path, allowRemote: allowRemote) }
  }

  @Test("refuses what does not exist")
  func missing() throws {
    let home = try TemporaryFolder()
    let refusal = refusal(home.file("none.tif"))
    #expect(refusal?.reason == .noInput)
    #expect(refusal?.subject == home.file("none.tif"))
    #expect(refusal?.what == "there is no such file or folder")
  }

  // The superuser may read everything, so there is nothing to refuse.
  @Test("refuses what may not be read", .enabled(if: geteuid() != 0))
  func unreadable() throws {
    let home = try TemporaryFolder()
    let path = try home.write("x", to: "secret.tif")
    chmod(path, 0)
    #expect(refusal(path)?.reason == .noInput)
  }

  @Test(
    "refuses the network unless it is asked for",
    arguments: [
      "/vsicurl/https://example.org/a.tif", "/vsicurl?url=https://example.org/a.tif",
      "/vsicurl_streaming/https://example.org/a.tif", "/vsis3/bucket/a.tif", "/vsigs/bucket/a.tif",
      "/vsiaz/c/a.tif", "/vsioss/b/a.tif", "/vsizip//vsicurl/https://example.org/a.zip/a.tif",
      "/vsizip/vsis3/bucket/a.zip", "/vsisubfile/0_10,/vsicurl/https://example.org/a",
      "https://example.org/a.tif", "http://example.org/a.tif", "ftp://example.org/a.tif",
    ])
  func network(path: String) throws {
    let refusal = refusal(path)
    #expect(refusal?.reason == .usage)
    #expect(refusal?.advice.contains("--allow-remote") == true)
    #expect(try InputPath(path, allowRemote: true).gdalName == path)
  }

  @Test(
    "takes words with a meaning of their own in GDAL for file names",
    arguments: [
      "GTIFF_RAW:a.tif", "GTIFF_DIR:1:a.tif", "SENTINEL2_L1C:a.xml:10m:EPSG_32651", "<VRTDataset/>",
      "JP2OpenJPEG:a.jp2", "vrt://a.tif",
    ])
  func magicWords(word: String) throws {
    #expect(refusal(word)?.reason == .noInput)
    let home = try TemporaryFolder()
    let plain = word.replacing("/", with: "_")
    let path = try InputPath(home.write("x", to: plain))
    #expect(path.gdalName.hasPrefix("/"))
    #expect(path.gdalName.hasSuffix(plain))
  }

  @Test("lets GDAL's local virtual file systems through")
  func virtual() throws {
    let path = try InputPath("/vsizip/a.zip/b.tif")
    #expect(path.isVirtual)
    #expect(path.gdalName == "/vsizip/a.zip/b.tif")
    #expect(!path.isFolder)
  }

  @Test("names a file inside its folder")
  func inside() throws {
    let home = try TemporaryFolder()
    _ = try home.folder("product/IMG")
    try home.write("x", to: "product/IMG/B02.tif")
    let folder = try InputPath(home.file("product"))
    #expect(folder.isFolder)
    let file = try folder.file(named: "IMG/B02.tif")
    #expect(file.shown == home.file("product/IMG/B02.tif"))
    #expect(!file.isFolder)
    #expect(try file.folder().gdalName == folder.file(named: "IMG").gdalName)
  }

  @Test(
    "refuses names that lead out of the folder or mean something else",
    arguments: [
      "../secret.tif", "IMG/../../secret.tif", "/etc/passwd", "", ".", "./a.tif", "IMG//a.tif",
      "IMG/", "GTIFF_RAW:a.tif", "a\0b",
    ])
  func outside(name: String) throws {
    let home = try TemporaryFolder()
    let folder = try InputPath(home.folder("product"))
    try home.write("x", to: "secret.tif")
    let refusal = #expect(throws: Refusal.self) { _ = try folder.file(named: name) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.subject == folder.shown)
    #expect(refusal?.what.contains("not a plain file name") == true)
  }

  @Test("refuses a link that leads out of the folder, and follows one that stays")
  func links() throws {
    let home = try TemporaryFolder()
    let folder = try InputPath(home.folder("product"))
    try home.write("x", to: "secret.tif")
    try home.write("x", to: "product/B02.tif")
    // A neighbour whose name begins like the folder's is outside too.
    _ = try home.folder("product-2")
    try home.write("x", to: "product-2/B02.tif")
    let links = [
      ("out.tif", "../secret.tif"), ("beside.tif", "../product-2/B02.tif"), ("in.tif", "B02.tif"),
    ]
    for (name, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: home.file("product/" + name), withDestinationPath: target)
    }
    for name in ["out.tif", "beside.tif"] {
      let refusal = #expect(throws: Refusal.self) { _ = try folder.file(named: name) }
      #expect(refusal?.reason == .badInput)
      #expect(refusal?.what.contains("link that leads out") == true)
    }
    #expect(try folder.file(named: "in.tif").shown.hasSuffix("product/in.tif"))
  }

  @Test("refuses a file that is not there as no input")
  func missingInside() throws {
    let home = try TemporaryFolder()
    let folder = try InputPath(home.folder("product"))
    let refusal = #expect(throws: Refusal.self) { _ = try folder.file(named: "B02.tif") }
    #expect(refusal?.reason == .noInput)
  }
}
