import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@Suite("Sentinel-2 masks")
struct Sentinel2MaskTests {
  private let home: SAFEHome

  init() throws { home = try SAFEHome() }

  private static let side = 24

  /// The reasons at a pixel of 10 m, `column` across and `row` down.
  private func reasons(_ scene: Scene, side: Int = Self.side) throws
    -> (_ column: Int, _ row: Int) -> MaskReasons
  {
    let all = try SAFEHome.reasons(scene)
    return { all[$1 * side + $0] }
  }

  @Test("of surface reflectance are its scene classification, and the edge of the tile")
  func classes() throws {
    var product = SyntheticSAFE(level: "L2A")
    product.classes = { column, _ in UInt16(column) }
    let scene = try home.scene(product)
    #expect(scene.maskNames == "sentinel-2-scl+tile-edge")
    #expect(scene.masks[0].band?.grid.affine.columnStepX == 20, "the finer of two")
    let at = try reasons(scene)
    // Classes 3, 8, 9, 10 and 11 lie on the columns 6, 16, 18, 20 and 22.
    #expect(at(6, 10) == .cloudShadow && at(12, 10) == [])
    #expect(at(16, 10) == .possibleCloud && at(18, 10) == .cloud && at(20, 10) == .cirrus)
    #expect(at(22, 10) == [.snow, .edge] && at(0, 10) == [.nodata, .edge])
  }

  @Test("mark two pixels of 10 m along the tile's border and no more")
  func edge() throws {
    let at = try reasons(home.scene(SyntheticSAFE(level: "L2A")))
    for i in 0..<Self.side {
      let isEdge = i < 2 || i >= Self.side - 2
      #expect(at(i, 12).contains(.edge) == isEdge && at(12, i).contains(.edge) == isEdge)
    }
  }

  @Test("of Level 1C from baseline 04.00 on are three bands of flags")
  func flags() throws {
    var product = SyntheticSAFE(level: "L1C")
    // Pixels of 60 m, four a row: opaque in the first row, cirrus in the second, snow in the third.
    let bands = (0..<3).map { band in (0..<16).map { UInt16($0 / 4 == band ? 1 : 0) } }
    product.quality["MSK_CLASSI_B00.jp2"] = TinyTIFF.image(width: 4, height: 4, bands: bands)
    let scene = try home.scene(product)
    let at = try reasons(scene)
    // All that is no cloud lies near one.
    #expect(at(10, 4) == .cloud && at(10, 8) == [.cirrus, .possibleCloud])
    #expect(at(10, 15) == [.snow, .possibleCloud] && at(10, 20) == .possibleCloud)
  }

  @Test(
    "mark the edge of what the coarsest rasters of detectors show, as far as other bands' may lie")
  func rasterFootprint() throws {
    var product = SyntheticSAFE(level: "L2A")
    product.side = 48
    // Pixels of 60 m: the last column, from 420 m on, was seen by no detector.
    let coarse = (0..<64).map { UInt16($0 % 8 == 7 ? 0 : 5) }
    product.quality["MSK_DETFOO_B01.jp2"] = TinyTIFF.image(width: 8, height: 8, bands: [coarse])
    product.quality["MSK_DETFOO_B02.jp2"] = TinyTIFF.image(
      width: 48, height: 48, bands: [[UInt16](repeating: 0, count: 48 * 48)])
    product.quality["MSK_DETFOO_B09.jp2"] = product.quality["MSK_DETFOO_B01.jp2"]
    let scene = try home.scene(product)
    #expect(scene.maskNames == "sentinel-2-scl+sentinel-2-footprint-edge+tile-edge")
    let at = try reasons(scene, side: 48)
    #expect(at(15, 12) == [] && at(16, 12) == .edge && at(44, 12) == .edge)
  }

  /// A mask in GML with polygons of ring texts, `x y` from the tile's corner, y down.
  private func outlines(
    _ polygons: [(kind: String, rings: [[(Double, Double)]])], dimension: Int = 2,
    crs: String = "urn:ogc:def:crs:EPSG:8.7:32651"
  ) -> [UInt8] {
    let features = polygons.map { kind, rings in
      let lists = rings.enumerated().map { i, ring in
        let text = ring.map {
          "\(SyntheticSAFE.corner.x + $0.0) \(SyntheticSAFE.corner.y - $0.1)"
            + (dimension == 3 ? " 7" : "")
        }.joined(separator: " ")
        let place = i == 0 ? "exterior" : "interior"
        return "<gml:\(place)><gml:LinearRing><gml:posList srsDimension=\"\(dimension)\">\(text)"
          + "</gml:posList></gml:LinearRing></gml:\(place)>"
      }
      return "<eop:MaskFeature gml:id=\"\(kind).0\"><eop:maskType>\(kind)</eop:maskType>"
        + "<eop:extentOf><gml:Polygon gml:id=\"p\">\(lists.joined())</gml:Polygon></eop:extentOf>"
        + "</eop:MaskFeature>"
    }
    return Array(
      ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><eop:Mask xmlns:eop=\"a\" xmlns:gml=\"b\">"
        + "<gml:boundedBy><gml:Envelope srsName=\"\(crs)\"/></gml:boundedBy><eop:maskMembers>"
        + features.joined() + "</eop:maskMembers></eop:Mask>").utf8)
  }

  private func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double)
    -> [(Double, Double)]
  {
    [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
  }

  @Test("of Level 1C before are outlines with holes, easting first", arguments: [2, 3])
  func gml(dimension: Int) throws {
    for name in ["MSK_CLOUDS_B00.gml", "S2A_OPER_MSK_CLOUDS_MTI__A000123_T51RTL_B00_MSIL1C.gml"] {
      var product = SyntheticSAFE(level: "L1C")
      product.quality[name] = outlines(
        [
          ("OPAQUE", [box(40, 40, 120, 80), box(60, 50, 80, 70)]),
          ("CIRRUS", [box(40, 120, 80, 160)]),
        ], dimension: dimension)
      let at = try reasons(home.scene(product))
      #expect(at(5, 5) == .cloud && at(11, 7) == .cloud && at(5, 13) == .cirrus)
      #expect(at(6, 5) == [] && at(12, 5) == [] && at(5, 9) == [] && at(13, 5) == [])
    }
  }

  @Test("are clear under an outline file without features, and missing without a file")
  func clear() throws {
    var product = SyntheticSAFE(level: "L1C")
    let bare = try home.scene(product)
    #expect(bare.facts.missing == ["a mask of clouds"])
    product.quality["MSK_CLOUDS_B00.gml"] = outlines([])
    let scene = try home.scene(product)
    #expect(scene.facts.missing == [])
    #expect(try reasons(scene)(12, 12) == [])
  }

  @Test("mark what no detector saw, and 20 m inside what each band's detectors saw")
  func footprint() throws {
    var product = SyntheticSAFE(level: "L1C")
    // Two detectors that overlap, whose union ends at 160 m; another band's at 150 m.
    product.quality["MSK_DETFOO_B02.gml"] = outlines(
      [
        ("DETECTOR_FOOTPRINT", [box(0, 0, 100, 240)]),
        ("DETECTOR_FOOTPRINT", [box(80, 0, 160, 240)]),
      ],
      dimension: 3)
    product.quality["MSK_DETFOO_B03.gml"] = outlines(
      [("DETECTOR_FOOTPRINT", [box(0, 0, 150, 240)])], dimension: 3)
    let at = try reasons(home.scene(product))
    #expect(at(9, 12) == [] && at(12, 12) == [])
    #expect(at(13, 12) == .edge && at(15, 12) == .edge)
    #expect(at(16, 12) == [.nodata, .edge])
  }

  @Test("do without footprints that cross themselves, and say so")
  func crossed() throws {
    var product = SyntheticSAFE(level: "L1C")
    let bow: [(Double, Double)] = [(0, 0), (200, 200), (200, 0), (0, 200), (0, 0)]
    product.quality["MSK_DETFOO_B02.gml"] = outlines([("DETECTOR_FOOTPRINT", [bow])])
    product.quality["MSK_DETFOO_B03.gml"] = outlines([("DETECTOR_FOOTPRINT", [bow.reversed()])])
    let scene = try home.scene(product)
    #expect(scene.facts.notes.contains { $0.contains("damaged") })
    #expect(try reasons(scene)(12, 12) == [])
  }

  @Test("are refused where an outline has no shape or lies elsewhere, by its name")
  func badOutlines() throws {
    let name = "MSK_CLOUDS_B00.gml"
    let other = outlines([], crs: "urn:ogc:def:crs:EPSG:8.7:32650")
    let open = outlines([("OPAQUE", [[(0, 0), (1, 1)]])])
    let words = String(decoding: outlines([("OPAQUE", [box(0, 0, 1, 1)])]), as: UTF8.self)
      .replacing("199980.0 ", with: "here ")
    let far = outlines([("OPAQUE", [[(0, 0), (1e300, 0), (0, 1e300), (0, 0)]])])
    let cases = [
      (other, "32650"), (open, "ring of 4"), (Array(words.utf8), "on no map"), (far, "on no map"),
    ]
    for (bytes, said) in cases {
      var product = SyntheticSAFE(level: "L1C")
      product.quality[name] = bytes
      let refusal = try home.refusal(product)
      #expect(refusal.subject.hasSuffix(name) && refusal.what.contains(said), "\(refusal)")
    }
  }

  @Test("call the highest count saturated and keep it out of no other reason")
  func saturated() throws {
    var product = SyntheticSAFE(level: "L1C")
    product.sample = { _, column, _ in column == 5 ? 65_535 : column == 7 ? 0 : 65_534 }
    let at = try reasons(home.scene(product))
    #expect(at(5, 12) == .saturated && at(6, 12) == [] && at(7, 12) == .nodata)
  }

  @Test("take no other count for saturated, and say so")
  func otherSaturation() throws {
    var product = SyntheticSAFE(level: "L1C")
    product.saturated = 6
    product.sample = { _, _, _ in 6 }
    let scene = try home.scene(product)
    #expect(try reasons(scene)(12, 12) == [])
    #expect(scene.facts.notes.contains { $0.contains("no limit of a detector") })
  }
}
