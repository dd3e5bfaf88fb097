import GeoFiles

/// One Gaofen product taken apart; each part is read when it is asked for.
struct GaofenParts {
  let options: OpeningOptions
  let root: String
  let files: GaofenFiles
  let metadata: GaofenMetadata

  /// The count of pixels outside of the image.
  static let nodata = 0.0

  init(_ product: ProductCandidate) throws {
    guard let listing = product.files else {
      preconditionFailure("only folders and archives are recognised")
    }
    options = product.options
    root = product.path.shown
    let satellites = GaofenFiles.images(in: listing).values.map(\.name.satellite)
    for satellite in satellites.sorted() { try GaofenMetadata.checkSatellite(satellite, root) }
    files = try GaofenFiles(in: listing)
    metadata = try GaofenMetadata(reading: files.metadata)
  }

  func calibration() throws -> GaofenCalibration.Rows {
    guard let year = Int(metadata.acquired.text.prefix(4)) else {
      preconditionFailure("a time begins with its year")
    }
    return try GaofenCalibration(adding: options.calibration).rows(
      for: metadata.camera, year: year, subject: root)
  }

  /// A part, or nil where it is refused and the scene is only to be described.
  func available<Part>(_ part: () throws -> Part) throws -> Part? {
    do {
      return try part()
    } catch let refusal as Refusal where refusal.reason == .badInput && options.isForDescription {
      return nil
    }
  }

  /// The image and what it says of itself; refuses one that is not what the XML says.
  func picture() throws -> (file: InputPath, info: RasterInfo) {
    let image = try image()
    let info = try Scene.inspect(image)
    try check(info, image)
    return (image, info)
  }

  /// The source of the band at `index`; without rows uncalibrated, without a picture as level 1A is
  /// delivered, in counts of 16 bits.
  func source(
    ofBand index: Int, _ rows: GaofenCalibration.Rows?,
    _ picture: (file: InputPath, info: RasterInfo)?, _ model: SensorModel
  ) -> BandSource {
    let calibration =
      rows?.calibration(ofBand: index, metadata) ?? Calibration(nodata: Self.nodata)
    let band = picture?.info.bands[index]
    return BandSource(
      file: picture?.file ?? files.image ?? files.metadata, band: index + 1, grid: model.grid,
      sampleType: band?.sampleType ?? .uint16, calibration: calibration,
      calibrationReason: rows?.reason(ofBand: index, metadata) ?? "no calibration is known",
      blockWidth: band?.blockWidth ?? metadata.width, blockHeight: band?.blockHeight ?? 1,
      fileStatesNodata: band.map { $0.nodata == calibration.nodata } ?? false,
      sensorModel: model)
  }

  /// The TIFF; refuses one that is missing or a placeholder.
  private func image() throws -> InputPath {
    guard let image = files.image else {
      throw Refusal(
        .badInput, "lacks its image, \(files.stem).tiff", subject: root,
        advice: "fetch the product again: XML, TIFF and RPB belong together")
    }
    let count = try FileBytes(opening: image).count
    let smallestTIFF = 8  // bytes of a TIFF's header (TIFF 6.0)
    guard count >= smallestTIFF else {
      throw Refusal(
        .badInput, "is a placeholder of \(count) bytes, no image", subject: image.shown,
        advice: "fetch the product again; its metadata alone can be shown, not read")
    }
    return image
  }

  func polynomials() throws -> (values: RationalPolynomials, file: InputPath) {
    guard let file = files.polynomials else {
      throw Refusal(
        .badInput, "lacks its polynomials, \(files.stem).rpb", subject: root,
        advice: "fetch the product again: the image cannot be placed without its RPB")
    }
    return (try RationalPolynomialFile.read(file), file)
  }

  /// Refuses an image that is not what the XML says.
  private func check(_ info: RasterInfo, _ image: InputPath) throws {
    let roles = metadata.camera.roles
    guard info.bands.count == roles.count, metadata.bandCount == roles.count else {
      throw Refusal(
        .badInput,
        "has \(info.bands.count) bands, its XML says \(metadata.bandCount), and "
          + "\(metadata.camera.title) has \(roles.count)", subject: image.shown)
    }
    guard info.width == metadata.width, info.height == metadata.height else {
      throw Refusal(
        .badInput,
        "is \(info.width) x \(info.height) pixels large, where its XML says "
          + "\(metadata.width) x \(metadata.height)", subject: image.shown,
        advice: "fetch the product again: the polynomials hold for the image as delivered")
    }
  }
}
