import GeoFiles
import RasterGrid
import Spectral

/// A product on the way to a scene: its metadata read, its images found.
struct Sentinel2Opening {
  let shown: String
  let files: ProductFiles
  let productPath: InputPath
  let metadata: Sentinel2Metadata
  let granuleFolder: Substring
  let granule: Sentinel2Granule
  let images: [Sentinel2Image]
  /// How far possible cloud reaches around clouds, in metres.
  let cloudMargin: Double
  var facts = ProductFacts(family: .sentinel2)

  /// An image and what its file says of itself.
  struct Opened {
    var image: Sentinel2Image
    var path: InputPath
    var info: RasterInfo
  }

  init(_ candidate: ProductCandidate, _ listing: ProductFiles) throws {
    shown = candidate.path.shown
    cloudMargin = candidate.options.cloudMargin
    let layout = try Sentinel2Layout(candidate, listing)
    files = layout.files
    productPath = try Self.path(layout.product, in: files)
    metadata = try Sentinel2Metadata(
      reading: productPath, named: String(layout.product.lastComponent))
    let name = try layout.granule(of: shown)
    granuleFolder = name.folder
    granule = try Sentinel2Granule(
      reading: Self.path(name, in: files), named: String(name.lastComponent))
    images = Sentinel2Image.all(
      in: files, granule: granuleFolder, granule, listed: metadata.images)
  }

  /// The scene. Every image is opened, no pixel is read.
  consuming func scene() throws -> Scene {
    tell()
    let bands = try chosenBands().map { try open($0) }
    let classes = try chosenClasses().map { try open($0) }
    try checkSizes(bands + [classes].compactMap { $0 })
    var sources: [BandRole: BandSource] = [:]
    for opened in bands {
      guard case .band(let band) = opened.image.content else { continue }
      let (calibration, reason) = try metadata.calibration(of: band, in: productPath)
      var source = try source(opened.path, band: 1, opened.info, calibration)
      source.calibrationReason = reason
      sources[band.role] = source
    }
    let masks = try masks(classes: classes, green: sources[.green])
    var scene = Scene(
      id: facts.name ?? "", path: shown, sensor: metadata.sensor, level: metadata.level.rawValue,
      acquired: granule.sensed ?? metadata.start, quantity: .reflectance, bands: sources,
      masks: masks)
    // Of an archive every file is read from it, so that no output may take its place.
    scene.description = files.root.isFolder ? productPath : files.root
    if facts.name == nil { scene.id = try SceneIdentity.make(for: scene) }
    scene.facts = facts
    scene.fillNearInfrared()
    return scene
  }

  /// What the metadata says besides the bands.
  private mutating func tell() {
    facts.name = metadata.name ?? granule.identifier
    facts.baseline = metadata.baseline
    facts.tile = granule.tile
    facts.sun = granule.sun
    facts.view = granule.view
    facts.cloudPercent = metadata.cloudPercent
    let text = Int(exactly: metadata.quantification).map { "\($0)" } ?? "\(metadata.quantification)"
    facts.notes.append("a reflectance of 1 is \(text) counts, by \(metadata.file)")
    if metadata.nodata == nil {
      facts.notes.append("\(metadata.file) does not say which count is no data: 0 is taken")
    }
  }

  /// The finest image of each band; refuses a product that lacks one of 10 or 20 m that it lists.
  private mutating func chosenBands() throws -> [Sentinel2Image] {
    var chosen: [Sentinel2Image] = []
    for band in metadata.level.bands {
      let offered = images.filter { $0.content == .band(band) }.sorted {
        $0.resolution < $1.resolution
      }
      guard let finest = offered.first else {
        facts.missing.append("an image of \(band.name)")
        continue
      }
      if finest.file == nil, band.resolution <= 20 {
        throw Refusal(
          .badInput, "\(finest.title) is missing", subject: shown,
          advice: "fetch the product again: \(metadata.file) lists it")
      }
      note(offered)
      if let there = offered.first(where: { $0.file != nil }) { chosen.append(there) }
    }
    guard !chosen.isEmpty else {
      throw Refusal(
        .badInput, "holds no image of a band", subject: shown, advice: "fetch the product again")
    }
    return chosen
  }

  /// The scene classification, the finest there is; nil where the product has none.
  private mutating func chosenClasses() -> Sentinel2Image? {
    let offered = images.filter { $0.content == .classes }.sorted { $0.resolution < $1.resolution }
    note(offered)
    return offered.first { $0.file != nil }
  }

  private mutating func note(_ offered: [Sentinel2Image]) {
    facts.missing += offered.filter { $0.file == nil }.map(\.title)
  }

  private func open(_ image: Sentinel2Image) throws -> Opened {
    let path = try Self.path(image.file ?? image.title, in: files)
    let info = try Scene.inspect(path)
    guard info.bands.count == 1, info.bands[0].sampleType != .float32 else {
      throw Refusal(
        .badInput,
        "holds \(info.bands.count) bands of \(info.bands[0].sampleType) samples, not one "
          + "of whole numbers", subject: path.shown)
    }
    // In an archive the directory has told already.
    if !path.isVirtual, try JPEG2000Boxes.breakOff(in: path) {
      throw Refusal(
        .badInput, "is cut off: its own lengths go beyond its end", subject: path.shown,
        advice: "fetch it again and compare its size with the provider's")
    }
    return Opened(image: image, path: path, info: info)
  }

  private mutating func checkSizes(_ opened: [Opened]) throws {
    let sizes = try Sentinel2Sizes(
      images: opened.map {
        let stated = try granule.size(of: $0.image.resolution, in: shown)
        return .init(
          title: $0.image.title,
          stated: .init(columns: stated.columns, rows: stated.rows),
          actual: .init(columns: $0.info.width, rows: $0.info.height))
      })
    let tile = granule.sizes.values.map { Sentinel2Sizes.Size(columns: $0.columns, rows: $0.rows) }
    let finding = try sizes.finding(in: shown, tile: Set(tile))
    guard let odd = sizes.images.first(where: { !$0.isAsStated }) else { return }
    let said = "\(odd.title) has \(odd.actual) pixels where \(granule.file) says \(odd.stated)"
    switch finding {
    case .asStated: break
    case .decimated:
      facts.notes.append("it is decimated: \(said); images are laid over the whole tile")
    case .finer(let count):
      facts.notes.append(
        "\(count) of its images are finer than their names say and read as they are: \(said)")
    }
  }

  /// The source of a band of an image of the whole tile; refuses one in another coordinate system.
  func source(_ path: InputPath, band: Int, _ info: RasterInfo, _ calibration: Calibration) throws
    -> BandSource
  {
    if let crs = info.grid?.crs, crs != granule.crs {
      throw Refusal(
        .badInput, "lies in \(crs), not in the \(granule.crs) of \(granule.file)",
        subject: path.shown)
    }
    // Where it lies comes from the metadata: the images of some copies do not say it.
    var placed = info
    placed.grid = granule.grid(columns: info.width, rows: info.height)
    return try Scene.source(path, band: band, placed, calibration: calibration)
  }

  /// A file of the product that is known to be there.
  static func path(_ name: String, in files: ProductFiles) throws -> InputPath {
    guard let path = try files.file(name) else {
      throw Refusal(.badInput, "\(name) is missing", subject: files.root.shown)
    }
    return path
  }
}

extension Sentinel2Granule {
  /// Columns and rows of images of that resolution.
  fileprivate func size(of resolution: Int, in product: String) throws -> (columns: Int, rows: Int)
  {
    guard let size = sizes[resolution] else {
      throw Refusal(
        .badInput, "\(file) does not say how many pixels an image of \(resolution) m has",
        subject: product)
    }
    return size
  }
}
