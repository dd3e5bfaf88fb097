import GeoFiles

/// What a Landsat product is, by its metadata, checked but with no raster opened.
struct LandsatHeader {
  /// USGS's product id.
  var name: String
  /// `landsat-8` and the like.
  var sensor: String
  var instrument: LandsatInstrument
  var level: LandsatLevel
  var acquired: AcquisitionTime
  var facts: ProductFacts
  var metadata: LandsatMetadata

  init(_ metadata: LandsatMetadata) throws {
    self.metadata = metadata
    try Self.checkCollection(metadata)
    name = try Self.name(metadata)
    let spacecraft = try metadata.required("SPACECRAFT_ID", in: .image)
    guard let digit = spacecraft.wholeMatch(of: /LANDSAT_([4-9])/)?.output.1 else {
      throw metadata.refusal("SPACECRAFT_ID", spacecraft, "LANDSAT_4 to LANDSAT_9")
    }
    sensor = "landsat-\(digit)"
    let instrument = try metadata.required("SENSOR_ID", in: .image)
    guard let known = LandsatInstrument(sensorID: instrument) else {
      throw metadata.refusal("SENSOR_ID", instrument, "one of OLI, TIRS, OLI_TIRS, TM, ETM")
    }
    self.instrument = known
    let level = try metadata.required("PROCESSING_LEVEL", in: .contents)
    guard let known = LandsatLevel(rawValue: level) else {
      throw metadata.refusal(
        "PROCESSING_LEVEL", level,
        "one of " + LandsatLevel.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self.level = known
    acquired = try Self.time(metadata)
    facts = try Self.facts(metadata, name)
  }

  private static func checkCollection(_ metadata: LandsatMetadata) throws {
    let collection =
      metadata.text("COLLECTION_NUMBER", in: .contents)
      ?? metadata.text("COLLECTION_NUMBER", in: .collection1)
    guard let collection, Int(collection) == 2 else {
      throw Refusal(
        .badInput,
        "is of \(collection.map { "Collection \($0)" } ?? "no Collection"), whose quality bits (BQA) "
          + "and calibration mean something else",
        subject: metadata.path, advice: "fetch the Collection 2 product of the same scene from USGS"
      )
    }
  }

  private static func name(_ metadata: LandsatMetadata) throws -> String {
    let name = try metadata.required("LANDSAT_PRODUCT_ID", in: .contents)
    let pattern = /L[COTE]\d{2}_L\w{3}_\d{6}_\d{8}_\d{8}_02_(T1|T2|RT)/.asciiOnlyCharacterClasses()
    guard name.wholeMatch(of: pattern) != nil else {
      throw metadata.refusal(
        "LANDSAT_PRODUCT_ID", name, "a name such as LC08_L2SP_218074_20190114_20200829_02_T1")
    }
    return name
  }

  private static func time(_ metadata: LandsatMetadata) throws -> AcquisitionTime {
    let date = try metadata.required("DATE_ACQUIRED", in: .image)
    guard let day = AcquisitionTime(date) else {
      throw metadata.refusal("DATE_ACQUIRED", date, "a date")
    }
    guard let time = metadata.text("SCENE_CENTER_TIME", in: .image) else { return day }
    guard let instant = AcquisitionTime("\(date)T\(time)") else {
      throw metadata.refusal("SCENE_CENTER_TIME", time, "a time in UTC")
    }
    return instant
  }

  private static func facts(_ metadata: LandsatMetadata, _ name: String) throws -> ProductFacts {
    var facts = ProductFacts(family: .landsat)
    facts.name = name
    let place = try [("WRS_PATH", 1...251), ("WRS_ROW", 1...248)].map { key, range in
      String(try metadata.requiredInteger(key, in: .image, range))
    }
    facts.tile = place.map { String(repeating: "0", count: 3 - $0.count) + $0 }.joined()
    if let azimuth = try metadata.number("SUN_AZIMUTH", in: .image, -180...360),
      let elevation = try metadata.number("SUN_ELEVATION", in: .image, -90...90)
    {
      // USGS counts westward azimuths below zero.
      facts.sun = SkyDirection(azimuth: azimuth < 0 ? azimuth + 360 : azimuth, elevation: elevation)
    }
    // -1 stands for "not worked out".
    facts.cloudPercent = try metadata.number("CLOUD_COVER", in: .image, -1...100)
      .flatMap { $0 < 0 ? nil : $0 }
    return facts
  }
}
