import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@Suite("Mask coding")
struct MaskCodingTests {
  // ESA's Level-2A classes: 0 no data, 1 saturated, 2 dark, 3 cloud shadow, 4 vegetation, 5 bare,
  // 6 water, 7 unclassified, 8 and 9 cloud (medium, high), 10 cirrus, 11 snow.
  @Test(
    "of Sen2Cor's classes gives each its reason",
    arguments: [
      (0, ["nodata"]), (1, ["saturated"]), (2, ["terrain-shadow"]), (3, ["cloud-shadow"]), (4, []),
      (5, []), (6, []), (7, []), (8, ["possible-cloud"]), (9, ["cloud"]), (10, ["cirrus"]),
      (11, ["snow"]), (12, ["nodata"]), (65_535, ["nodata"]),
    ] as [(UInt16, [String])])
  func sceneClassification(value: UInt16, names: [String]) {
    #expect(MaskCoding.sentinel2SCL.reasons(value).names == names)
  }

  @Test("of a layer's reasons is their bits, as they stand in files")
  func layerReasons() {
    // Written out: these numbers are a file format.
    let bits: [(UInt16, String)] = [
      (1, "nodata"), (2, "saturated"), (4, "cloud"), (8, "possible-cloud"), (16, "cloud-shadow"),
      (32, "cirrus"), (64, "snow"), (128, "terrain-shadow"), (256, "edge"),
    ]
    for (value, name) in bits {
      #expect(MaskCoding.tianyanReasons.reasons(value).names == [name])
    }
    #expect(MaskCoding.tianyanReasons.reasons(0).isEmpty)
    #expect(MaskCoding.tianyanReasons.reasons(0xFFFF).rawValue == 0xFFFF)
  }

  // Values of a real QA_PIXEL band, read by the bit table of LSDS-1619:
  //     1 = bit 0: fill
  // 22280 = bits 3, 8-9 (11), ...: cloud with high confidence
  // 23888 = bits 4, 6, 8-9 (01), 10-11 (11): cloud shadow, clear
  // 55052 = bits 2, 3, 8-9 (11), 14-15 (11): cirrus and cloud, both with high confidence
  // 21824 = bit 6, all confidences low: clear;  21952 = bit 7 too: clear water
  @Test(
    "of Landsat's quality bits gives the reasons that they stand for",
    arguments: [
      (1, ["nodata"]), (22_280, ["cloud"]), (23_888, ["cloud-shadow"]),
      (55_052, ["cloud", "cirrus"]),
      (21_824, []), (21_952, []), (0, []),
    ] as [(UInt16, [String])])
  func realQuality(value: UInt16, names: [String]) {
    #expect(MaskCoding.landsatQAPixel.reasons(value).names == names)
  }

  @Test(
    "of Landsat's quality bits takes them one by one",
    arguments: [
      (1 << 1, ["possible-cloud"]), (1 << 2, ["cirrus"]), (1 << 3, ["possible-cloud"]),
      (1 << 3 | 1 << 8, ["possible-cloud"]), (1 << 3 | 2 << 8, ["possible-cloud"]),
      (1 << 3 | 3 << 8, ["cloud"]), (3 << 8, []), (1 << 4, ["cloud-shadow"]), (1 << 5, ["snow"]),
      (1 << 6, []), (1 << 7, []),
    ] as [(UInt16, [String])])
  func singleBits(value: UInt16, names: [String]) {
    #expect(MaskCoding.landsatQAPixel.reasons(value).names == names)
  }

  // LSDS-1619: bits 0 to 6 are bands 1 to 7 of OLI, bit 8 is band 9, bit 11 terrain occlusion.
  @Test(
    "of OLI's saturation bits takes bands and terrain",
    arguments: (0..<16).map { bit in
      (
        UInt16(1) << bit,
        [0, 1, 2, 3, 4, 5, 6, 8].contains(bit)
          ? ["saturated"]
          : bit == 11 ? ["terrain-shadow"] : []
      )
    })
  func saturationOLI(value: UInt16, names: [String]) {
    #expect(MaskCoding.landsatQARadsat.reasons(value).names == names)
  }

  // LSDS-1618: bits 0 to 4 are bands 1 to 5, bit 6 is band 7; bits 5 and 8 are the thermal band's
  // gains; bit 9 is a pixel without signal.
  @Test(
    "of TM's and ETM+'s saturation bits leaves the thermal band out",
    arguments: (0..<16).map { bit in
      (
        UInt16(1) << bit,
        [0, 1, 2, 3, 4, 6].contains(bit)
          ? ["saturated"]
          : bit == 9 ? ["nodata"] : []
      )
    })
  func saturationTM(value: UInt16, names: [String]) {
    #expect(MaskCoding.landsatQARadsatTM.reasons(value).names == names)
  }

  @Test("of saturation bits gives all that hold, and none for none")
  func saturationTogether() {
    #expect(
      MaskCoding.landsatQARadsat.reasons(1 << 11 | 3).names == ["saturated", "terrain-shadow"])
    #expect(MaskCoding.landsatQARadsat.reasons(0).isEmpty)
    #expect(MaskCoding.landsatQARadsatTM.reasons(0).isEmpty)
  }

  @Test("blocks only what was not measured and certain cloud")
  func blocking() {
    let blocked = MaskReasons.names.filter { MaskReasons.blocking.contains($0.0) }.map(\.1)
    #expect(blocked == ["nodata", "cloud"])
  }

  @Test("has a bit and a name of its own for each reason")
  func distinct() {
    #expect(Set(MaskReasons.names.map(\.1)).count == MaskReasons.names.count)
    #expect(Set(MaskReasons.names.map(\.0.rawValue)).count == MaskReasons.names.count)
    #expect(MaskReasons.names.allSatisfy { $0.0.rawValue.nonzeroBitCount == 1 })
  }

  @Test(
    "reads Sentinel-2's flags and highest count, and leaves all other values clear",
    arguments: [
      (MaskCoding.sentinel2Cloud, UInt16(1), "cloud"), (.sentinel2Cirrus, 1, "cirrus"),
      (.sentinel2Snow, 1, "snow"), (.sentinel2Saturated, 65_535, "saturated"),
    ])
  func sentinelFlags(coding: MaskCoding, value: UInt16, name: String) {
    #expect(coding.reasons(value).names == [name])
    let others = (UInt16.min...UInt16.max).filter { $0 != value && !coding.reasons($0).isEmpty }
    #expect(others.count == 1 && coding.reasons(others[0]) == .nodata)
  }

  // `gdal_translate -a_nodata 0` is in many recipes; 0 is "no cloud".
  @Test("keeps its meaning where the file declares a code to be no data, on any grid")
  func declaredNodata() throws {
    let home = try TemporaryFolder()
    let grid = SyntheticScene.grid(width: 4, height: 2)
    _ = try home.folder("scene")
    for (name, samples) in [
      ("a", [UInt16](repeating: 5, count: 8)), ("flags", [0, 0, 1, 0, 0, 1, 0, 0]),
    ] {
      try CloudOptimizedGeoTIFF.write(
        RasterImage(
          grid: grid, bands: [.init(name: name, samples: .uint16(samples))], nodata: 0, metadata: []
        ),
        to: home.file("scene/\(name).tif"))
    }
    try home.write(
      "bands: {green: a.tif}\nmask: {file: flags.tif, coding: sentinel-2-cloud}",
      to: "scene/scene.yaml")
    let scene = try Scene(opening: InputPath(home.file("scene")))
    for shift in [0.0, 3.0] {
      var target = grid
      target.affine.originX += shift
      let reader = TileReader(
        try ReadPlan([], of: [.only: scene], on: target, resampling: .bilinear, isPlain: false))
      reader.move(to: target.window)
      #expect(try reader.reasons(.only)?.numbers == [0, 0, 4, 0, 0, 4, 0, 0])
    }
  }
}
