import Spectral

/// A camera on one of the Gaofen satellites whose products are read.
struct GaofenCamera: Hashable {
  /// The satellite, as the products spell it: `GF1`.
  var satellite: String
  /// The camera, as the products spell it: `WFV3`, `PMS1`, `PMS`.
  var name: String
  /// What its bands measure, in the order of the file.
  var roles: [BandRole]
  /// The nominal side of a pixel on the ground, in metres.
  var pixel: Double

  /// Satellite and camera: `GF1 WFV3`.
  var title: String { satellite + " " + name }
  /// The sensor's slug: `gaofen-1`.
  var sensor: String { "gaofen-" + satellite.dropFirst(2) }
  /// Whether the camera has a panchromatic band, which comes in a file of its own.
  var hasPan: Bool { name.hasPrefix("PMS") }

  private static let four: [BandRole] = [.blue, .green, .red, .nir]
  /// B5 is at 700, B6 at 749, B7 at 432 and B8 at 609 nm (centroids of the spectral responses that
  /// CRESDA publishes).
  private static let eight: [BandRole] = four + [.rededge071, .rededge075, .coastal, .yellow]

  /// The cameras that are read, with the nominal pixels of CRESDA's descriptions.
  static let all: [GaofenCamera] =
    (1...4).map { GaofenCamera(satellite: "GF1", name: "WFV\($0)", roles: four, pixel: 16) }
    + (1...2).map { GaofenCamera(satellite: "GF1", name: "PMS\($0)", roles: four, pixel: 8) }
    + (1...2).map { GaofenCamera(satellite: "GF2", name: "PMS\($0)", roles: four, pixel: 4) }
    + [
      GaofenCamera(satellite: "GF6", name: "PMS", roles: four, pixel: 8),
      GaofenCamera(satellite: "GF6", name: "WFV", roles: eight, pixel: 16),
    ]
}
