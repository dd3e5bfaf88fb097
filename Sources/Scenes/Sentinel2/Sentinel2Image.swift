import GeoFiles

/// One image that a product has, or says it has.
struct Sentinel2Image: Hashable {
  /// What is in it.
  enum Content: Hashable {
    case band(Sentinel2Band)
    /// Sen2Cor's scene classification.
    case classes
  }

  var content: Content
  /// The side of its pixels in metres, as its name or its band says.
  var resolution: Int
  /// Its name among the product's files; nil where it is listed but not there.
  var file: String?
  /// Its own name, for messages.
  var title: String

  /// What an image's name without extension says; nil for images that are not read (previews, aerosol).
  ///
  /// `T34UCF_20230823T095559_B02_10m`, `S2A_OPER_MSI_L1C_T32TQR_B01`, `S2A_USER_SCL_L2A_T32TQR_60m`.
  init?(stem: Substring, file: String?) {
    let band = /.*_(B\d\d|B8A|SCL)(?:_(10|20|60)m)?/
    let oldClasses = /.*_(SCL)_L2A_.*?(?:_(10|20|60)m)?/
    guard let match = (stem.wholeMatch(of: oldClasses) ?? stem.wholeMatch(of: band))?.output
    else { return nil }
    let stated = match.2.flatMap { Int($0) }
    if match.1 == "SCL" {
      content = .classes
      resolution = stated ?? 20
    } else {
      guard let band = Sentinel2Band(name: match.1) else { return nil }
      content = .band(band)
      resolution = stated ?? band.resolution
    }
    self.file = file
    title = (file?.lastComponent).map(String.init) ?? "\(stem).jp2"
  }

  /// The images of the granule in `folder`: those the product lists, else those that are there.
  static func all(
    in files: ProductFiles, granule folder: Substring, _ granule: Sentinel2Granule,
    listed: [Sentinel2Metadata.ListedImage]
  ) -> [Sentinel2Image] {
    let place = folder + "/IMG_DATA/"
    var there: [Substring: String] = [:]
    for name in files.names where name.hasPrefix(place) {
      guard let stem = name.lastComponent.stem else { continue }
      there[stem] = name
    }
    let home = folder.lastComponent
    let stems = listed.compactMap { image -> Substring? in
      let isOurs =
        image.name.contains("/")
        ? image.name.hasPrefix("GRANULE/\(home)/")
        : image.granule == home || image.granule == granule.identifier
      guard isOurs else { return nil }
      return image.name.lastComponent.stem ?? image.name.lastComponent
    }
    let known = stems.isEmpty ? there.keys.sorted() : stems
    var seen: Set<Substring> = []
    return known.compactMap {
      seen.insert($0).inserted ? Sentinel2Image(stem: $0, file: there[$0]) : nil
    }
  }
}

extension Substring {
  /// The name without `.jp2`; nil for other files.
  fileprivate var stem: Substring? { lowercased().hasSuffix(".jp2") ? dropLast(4) : nil }
}
