import GeoFiles
import RasterGrid

extension Sentinel2Opening {
  /// How far inside what the detectors saw, and inside the tile, pixels are called `edge`: two of the
  /// finest. Their resampling has taken in what lies beyond.
  private static let edgeMetres = 20.0

  /// How far the edges of other bands lie from those of the bands of 60 m: at most 252, 128 and 242 m in
  /// the outlines of three products of 2018 to 2021, since a band looks ahead of the next.
  private static let bandSpread = 260.0

  /// What the product says of its pixels: the scene classification, else the cloud mask in QI_DATA,
  /// in either of its forms; saturation; and the edges of tile and detectors.
  mutating func masks(classes: Opened?, green: BandSource?) throws -> [MaskSource] {
    var masks: [MaskSource] = []
    if let classes {
      masks.append(
        MaskSource(try source(classes.path, band: 1, classes.info, Calibration()), .sentinel2SCL))
    } else {
      masks += try clouds()
      masks += saturation(green)
    }
    return try masks + footprints() + [tileEdge()]
  }

  private var qualityFiles: [String] {
    files.names.filter { $0.hasPrefix(granuleFolder + "/QI_DATA/") }
  }

  /// The clouds of Level 1C: three bands of flags from baseline 04.00 on, outlines before.
  private mutating func clouds() throws -> [MaskSource] {
    if let name = qualityFiles.first(where: { $0.lastComponent == "MSK_CLASSI_B00.jp2" }) {
      let path = try Self.path(name, in: files)
      let info = try Scene.inspect(path)
      let codings: [MaskCoding] = [.sentinel2Cloud, .sentinel2Cirrus, .sentinel2Snow]
      return try codings.enumerated().map { i, coding in
        MaskSource(try source(path, band: i + 1, info, Calibration()), coding)
      }
    }
    let outlines = /(?:S2.*_)?MSK_CLOUDS_(?:.*_)?B00(?:_MSIL1C)?\.gml/
    if let name = qualityFiles.first(where: { $0.lastComponent.wholeMatch(of: outlines) != nil }) {
      let mask = try Sentinel2Outlines(
        reading: Self.path(name, in: files), in: granule.crs)
      let kinds: [(String, MaskReasons)] = [("OPAQUE", .cloud), ("CIRRUS", .cirrus)]
      return kinds.map { kind, reasons in
        let rings = mask.polygons.filter { $0.kind == kind }.flatMap(\.rings)
        return inside(rings, reasons, "sentinel-2-\(kind.lowercased())")
      } + rim(of: mask)
    }
    facts.missing.append("a mask of clouds")
    return []
  }

  /// What lies near opaque clouds that are outlines: possible cloud.
  private mutating func rim(of mask: Sentinel2Outlines) -> [MaskSource] {
    let clouds = mask.polygons.filter { $0.kind == "OPAQUE" }.map(\.rings)
    guard !clouds.isEmpty, cloudMargin > 0 else { return [] }
    do {
      let rings = try PolygonOverlay.grown(
        clouds, core: MaskRim.roofRadius, reach: cloudMargin)
      return [inside(rings, .possibleCloud, "sentinel-2-opaque-rim")]
    } catch {
      facts.notes.append(
        "the outlines of clouds are damaged, nothing is marked around them: "
          + error.messages.joined(separator: "; "))
      return []
    }
  }

  /// Saturation of Level 1C, seen in the green band: one band, since reading all of them twice would
  /// double the time, and green, since every rule on water reads it.
  private mutating func saturation(_ green: BandSource?) -> [MaskSource] {
    guard let green, let saturated = metadata.saturated else { return [] }
    guard saturated == Double(MaskCoding.sentinel2SaturatedCount) else {
      facts.notes.append(
        "\(metadata.file) says that \(saturated) is saturated, which is no limit of a detector: "
          + "not used")
      return []
    }
    return [MaskSource(green, .sentinel2Saturated)]
  }

  /// What the detectors saw: outlines, or rasters from baseline 04.00 on. Of these only the coarsest
  /// are taken, since all of them are as much to decode as the bands; so the edge reaches as far as the
  /// other bands' may lie, and what lies outside is known by its count alone.
  private mutating func footprints() throws -> [MaskSource] {
    let pattern = /(?:S2.*_)?MSK_DETFOO_(?:.*_)?(B\d\d|B8A)(?:_MSIL1C)?\.(gml|jp2)/
    let names = qualityFiles.compactMap { name -> (String, Substring)? in
      name.lastComponent.wholeMatch(of: pattern).map { (name, $0.2) }
    }
    let outlines = names.filter { $0.1 == "gml" }.map(\.0)
    if outlines.isEmpty { return try rasters(names.map(\.0)) }
    let bands = try outlines.map {
      try Sentinel2Outlines(reading: Self.path($0, in: files), in: granule.crs).polygons.map(
        \.rings)
    }
    do {
      let any = try PolygonOverlay.unite(bands.flatMap { $0 })
      let all = try PolygonOverlay.common(bands, shrunkBy: Self.edgeMetres)
      return [
        outside(any, .nodata, "sentinel-2-footprint"),
        outside(all, .edge, "sentinel-2-footprint-edge"),
      ]
    } catch {
      facts.notes.append(
        "the outlines of detectors are damaged and not used: "
          + error.messages.joined(separator: "; "))
      return []
    }
  }

  /// The coarsest of the footprints that are rasters, with the edge of what they show.
  private func rasters(_ names: [String]) throws -> [MaskSource] {
    let opened = try names.map { name in
      let path = try Self.path(name, in: files)
      return (path: path, info: try Scene.inspect(path))
    }
    guard let width = opened.map(\.info.width).min() else { return [] }
    return try opened.filter { $0.info.width == width }.map { path, info in
      var mask = MaskSource(
        try source(path, band: 1, info, Calibration()), .sentinel2Footprint)
      mask.rims = [MaskRim(around: .edge, adds: .edge, metres: Self.bandSpread, core: 0)]
      return mask
    }
  }

  private func tileEdge() -> MaskSource {
    let rim = Self.edgeMetres
    let (left, top) = (granule.corner.x + rim, granule.corner.y - rim)
    let right = granule.corner.x + granule.width - rim
    let bottom = granule.corner.y - granule.height + rim
    let ring = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return outside([ring.map { MapPoint(x: $0.0, y: $0.1) }], .edge, "tile-edge")
  }

  private func inside(_ rings: [[MapPoint]], _ reasons: MaskReasons, _ name: String) -> MaskSource {
    MaskSource(
      name: name,
      content: .areas(MaskAreas(rings: rings, crs: granule.crs, reasons: reasons)))
  }

  private func outside(_ rings: [[MapPoint]], _ reasons: MaskReasons, _ name: String) -> MaskSource
  {
    let areas = MaskAreas(rings: rings, crs: granule.crs, reasons: reasons, areOutside: true)
    return MaskSource(name: name, content: .areas(areas))
  }
}
