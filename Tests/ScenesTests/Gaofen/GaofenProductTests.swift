import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

@Suite("Gaofen product")
struct GaofenProductTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func refusal(_ path: String, _ options: OpeningOptions = OpeningOptions()) -> Refusal? {
    #expect(throws: Refusal.self) {
      _ = try Scene(opening: InputPath(path), options: options)
    }
  }

  private func remove(_ kind: String, from folder: String) throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(GaofenSample.stem).\(kind)")
  }

  @Test("is a scene in reflectance, seen through its polynomials, without a mask")
  func scene() throws {
    let path = try GaofenSample().write(to: "a", in: home)
    let scene = try Scene(opening: InputPath(path))
    #expect(scene.sensor == "gaofen-1")
    #expect(scene.level == "L1A")
    #expect(scene.acquired?.text == "2017-05-23T05:03:08Z")
    #expect(scene.quantity == .reflectance)
    #expect(scene.masks.isEmpty)
    #expect(scene.bands.mapValues(\.band) == [.blue: 1, .green: 2, .red: 3, .nir: 4])
    #expect(scene.id.hasPrefix("gaofen-1-l1a-20170523-"))
    #expect(scene.facts.family == .gaofen)
    #expect(scene.facts.name == GaofenSample.stem)
    #expect(scene.facts.missing == ["a mask of clouds"])
    #expect(SensorProfile(sensor: scene.sensor).wavelengths[.red] == 661.5)
    // The folder, in which nothing may be written, and the files in it.
    #expect(Set(scene.files.map(\.fileExtension)) == ["", "tiff", "rpb", "xml"])
    let plan = BandPlan(
      try #require(scene.bands[.red]), on: scene.grid, resampling: .bilinear)
    guard case .warp(let reason) = plan.alignment else {
      Issue.record("an image on no map is warped even onto its own grid")
      return
    }
    #expect(reason.hasPrefix("seen through its RPC ("))
  }

  @Test("in a tar archive is the same scene")
  func archive() throws {
    let folder = try GaofenSample().write(to: "a", in: home)
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/bin/tar")
    tar.arguments = ["-czf", home.file("a.tar.gz"), "-C", folder, "."]
    try tar.run()
    tar.waitUntilExit()
    let packed = try Scene(opening: InputPath(home.file("a.tar.gz")))
    let unpacked = try Scene(opening: InputPath(folder))
    #expect(packed.id == unpacked.id)
    #expect(packed.grid == unpacked.grid)
  }

  @Test("has another identity at another height")
  func identity() throws {
    let path = try InputPath(GaofenSample().write(to: "a", in: home))
    let low = try Scene(opening: path)
    let high = try Scene(opening: path, options: OpeningOptions(meanHeight: 900))
    #expect(low.id != high.id)
  }

  @Test("reads the multispectral image of a panchromatic pair, and says so")
  func pair() throws {
    let folder = try GaofenSample().write(to: "a", in: home)
    for kind in ["xml", "rpb", "tiff"] {
      let stem = "\(folder)/\(GaofenSample.stem)"
      try FileManager.default.copyItem(atPath: "\(stem).\(kind)", toPath: "\(stem)-PAN1.\(kind)")
      try FileManager.default.moveItem(atPath: "\(stem).\(kind)", toPath: "\(stem)-MSS1.\(kind)")
    }
    let scene = try Scene(opening: InputPath(folder))
    #expect(scene.facts.name == GaofenSample.stem + "-MSS1")
    #expect(scene.facts.notes.contains { $0.contains("panchromatic") })
    try FileManager.default.removeItem(atPath: "\(folder)/\(GaofenSample.stem)-MSS1.xml")
    #expect(refusal(folder)?.what.hasPrefix("lacks its metadata") == true)
  }

  @Test("lacking a file is refused with its name", arguments: ["xml", "rpb", "tiff"])
  func missing(kind: String) throws {
    let folder = try GaofenSample().write(to: "a", in: home)
    try remove(kind, from: folder)
    let refusal = refusal(folder)
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains("\(GaofenSample.stem).\(kind)") == true)
  }

  @Test("whose image is a placeholder is refused with its name")
  func placeholder() throws {
    let folder = try GaofenSample().write(to: "a", in: home)
    try home.write([UInt8](), to: "a/\(GaofenSample.stem).tiff")
    let refusal = refusal(folder)
    #expect(refusal?.what == "is a placeholder of 0 bytes, no image")
    #expect(refusal?.subject.hasSuffix(".tiff") == true)
  }

  @Test("with the wrong number of bands is refused")
  func bandCount() throws {
    var sample = GaofenSample()
    sample.bands = 3
    let refusal = refusal(try sample.write(to: "a", in: home))
    #expect(refusal?.what == "has 3 bands, its XML says 4, and GF1 WFV3 has 4")
  }

  @Test("with another size than its XML says is refused")
  func size() throws {
    let sample = GaofenSample()
    let folder = try sample.write(to: "a", in: home)
    try home.write(
      sample.xml.replacing("<WidthInPixels>72<", with: "<WidthInPixels>73<"),
      to: "a/\(GaofenSample.stem).xml")
    #expect(refusal(folder)?.what == "is 72 x 60 pixels large, where its XML says 73 x 60")
  }

  @Test("of a year without gains is refused")
  func year() throws {
    var sample = GaofenSample()
    sample.received = "2031-05-23 05:03:08"
    let refusal = refusal(try sample.write(to: "a", in: home))
    #expect(refusal?.what.hasPrefix("no calibration is known of GF1 WFV3 in 2031") == true)
  }

  @Test("of Gaofen-4 and Gaofen-3 is refused by name", arguments: ["GF4", "GF3"])
  func others(satellite: String) throws {
    let folder = try home.folder("a")
    try home.write("", to: "a/\(satellite)_PMS_E119.9_N28.9_20210520_L1A0000300000.xml")
    #expect(refusal(folder)?.what.hasPrefix("is of \(satellite): ") == true)
  }

  @Test("whose polynomials give pixels of another size is refused")
  func pixelSize() throws {
    var sample = GaofenSample()
    let folder = try sample.write(to: "a", in: home)
    sample.polynomials.line.normalisation.scale *= 20
    try home.write(sample.twin.text, to: "a/\(GaofenSample.stem).rpb")
    #expect(refusal(folder)?.what.hasPrefix("its coefficients ") == true)
  }

  @Test("whose polynomials move places by more than any view does is refused")
  func sensitivity() throws {
    var sample = GaofenSample()
    let folder = try sample.write(to: "a", in: home)
    let old = sample.polynomials.sample
    var numerator = old.numerator
    numerator[3] = 3  // the term of the height
    sample.polynomials.sample = .init(
      normalisation: old.normalisation, numerator: numerator, denominator: old.denominator)
    try home.write(sample.twin.text, to: "a/\(GaofenSample.stem).rpb")
    #expect(refusal(folder)?.what.contains("for 100 m of height") == true)
  }

  @Test("whose polynomials are of another scene is refused")
  func otherScene() throws {
    var sample = GaofenSample()
    let corners = [("TopLeft", 24.0), ("TopRight", 24), ("BottomRight", 23), ("BottomLeft", 23)]
    sample.more = corners.map { name, latitude in
      "<\(name)Latitude>\(latitude)</\(name)Latitude><\(name)Longitude>120</\(name)Longitude>"
    }.joined()
    let refusal = refusal(try sample.write(to: "a", in: home))
    #expect(refusal?.what.hasPrefix("puts the image around") == true)
    #expect(refusal?.subject.hasSuffix(".rpb") == true)
  }

  @Test("with an elevation model that lies elsewhere is refused")
  func demElsewhere() throws {
    let folder = try GaofenSample().write(to: "a", in: home)
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: SyntheticScene.grid(width: 8, height: 8, originX: 500_000)),
      to: home.file("dem.tif"))
    let options = OpeningOptions(dem: try InputPath(home.file("dem.tif")))
    #expect(refusal(folder, options)?.what.hasPrefix("does not cover") == true)
  }

  // Real metadata; the images are placeholders and 2020 and 2022 are in no table.
  @Test(
    "can be described without image and gains", .enabled(if: SharedData.isThere),
    arguments: [
      (RealGaofen.wfv3Folder, "2020-05-23T05:03:08Z", "EPSG:32645", 16.0, "GF1 WFV3 in 2020"),
      (RealGaofen.pms1Folder, "2022-06-24T05:39:09Z", "EPSG:32642", 8.0, "GF1 PMS1 in 2022"),
    ])
  func real(folder: String, time: String, crs: String, pixel: Double, year: String) throws {
    #expect(refusal(folder)?.what.contains(year) == true)
    var options = OpeningOptions()
    options.isForDescription = true
    let scene = try Scene(opening: InputPath(folder), options: options)
    #expect(scene.acquired?.text == time)
    #expect(scene.quantity == .dn)
    #expect(scene.bands.count == 4)
    #expect(scene.grid.crs.definition == crs)
    #expect(scene.grid.affine.columnStepX == pixel)
    #expect(scene.facts.missing.contains { $0.hasSuffix("is a placeholder of 0 bytes, no image") })
    #expect(scene.facts.missing.contains { $0.contains(year) })
    #expect(scene.facts.notes.contains { $0.contains("places are off by up to") })
  }

  @Test("of the panchromatic image alone is refused, and told what is needed")
  func panchromaticOnly() throws {
    let folder = try GaofenSample().write(to: "a", in: home)
    for kind in ["xml", "rpb", "tiff"] {
      let stem = "\(folder)/\(GaofenSample.stem)"
      try FileManager.default.moveItem(atPath: "\(stem).\(kind)", toPath: "\(stem)-PAN1.\(kind)")
    }
    let refusal = refusal(folder)
    #expect(refusal?.reason == .badInput && refusal?.what.contains("panchromatic") == true)
    #expect(refusal?.advice.contains("-MSS") == true)
  }
}
