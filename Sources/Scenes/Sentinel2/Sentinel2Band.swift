import Spectral

/// The bands of Sentinel-2's MSI, by the numbers that the metadata calls `band_id` and `bandId`.
enum Sentinel2Band: Int, CaseIterable, Hashable, Sendable {
  case b01, b02, b03, b04, b05, b06, b07, b08, b8A, b09, b10, b11, b12

  /// The band of an image's name: `B01` to `B12`, `B8A`; nil for what is none.
  init?(name: some StringProtocol) {
    guard let band = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = band
  }

  /// What image files call it: `B8A`.
  var name: String {
    switch self {
    case .b8A: "B8A"
    case .b01, .b02, .b03, .b04, .b05, .b06, .b07, .b08: "B0\(rawValue + 1)"
    case .b09: "B09"
    case .b10, .b11, .b12: "B\(rawValue)"
    }
  }

  /// What it measures.
  var role: BandRole {
    switch self {
    case .b01: .coastal
    case .b02: .blue
    case .b03: .green
    case .b04: .red
    case .b05: .rededge071
    case .b06: .rededge075
    case .b07: .rededge078
    case .b08: .nir
    case .b8A: .nir08
    case .b09: .nir09
    case .b10: .cirrus
    case .b11: .swir16
    case .b12: .swir22
    }
  }

  /// The side of a pixel that the instrument measures, in metres.
  var resolution: Int {
    switch self {
    case .b02, .b03, .b04, .b08: 10
    case .b05, .b06, .b07, .b8A, .b11, .b12: 20
    case .b01, .b09, .b10: 60
    }
  }
}
