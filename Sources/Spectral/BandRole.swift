/// What a band measures, by its common name in STAC (eo and raster extensions).
///
/// The order is by wavelength, with the panchromatic band last.
public enum BandRole: String, Hashable, Sendable, CaseIterable {
  case coastal, blue, green, yellow, red
  case rededge071, rededge075, rededge078
  case nir, nir08, nir09, cirrus
  case swir16, swir22
  case lwir11, lwir12
  case pan

  /// A role from its name or from its short code in Awesome Spectral Indices, so that formulas of
  /// that catalogue can be pasted; nil for anything else.
  public init?(name: String) {
    guard let role = BandRole(rawValue: name) ?? Self.shortCodes[name] else { return nil }
    self = role
  }

  /// The band codes of Awesome Spectral Indices (Montero et al. 2023, doi 10.1038/s41597-023-02096-0)
  /// as its `bands.json` maps them; G1, a MODIS band, has no role here. T is any thermal band.
  static let shortCodes: [String: BandRole] = [
    "A": .coastal, "B": .blue, "G": .green, "Y": .yellow, "R": .red,
    "RE1": .rededge071, "RE2": .rededge075, "RE3": .rededge078,
    "N": .nir, "N2": .nir08, "WV": .nir09, "S1": .swir16, "S2": .swir22,
    "T": .lwir11, "T1": .lwir11, "T2": .lwir12,
  ]

  /// Whether it measures reflected sunlight and not the warmth of the surface.
  var isReflective: Bool { self != .lwir11 && self != .lwir12 }

  private static let ranks = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })
}

extension BandRole: Comparable {
  /// The order of the cases.
  public static func < (a: BandRole, b: BandRole) -> Bool {
    ranks[a, default: 0] < ranks[b, default: 0]
  }
}

extension BandRole: CustomStringConvertible {
  /// The common name.
  public var description: String { rawValue }
}

/// Which scene a band is read from.
public enum SceneDate: String, Hashable, Sendable, CaseIterable, Comparable {
  /// The only scene there is.
  case only
  /// The earlier of two.
  case before
  /// The later of two.
  case after

  /// Only, before, after.
  public static func < (a: SceneDate, b: SceneDate) -> Bool { a.order < b.order }

  private var order: Int {
    switch self {
    case .only: 0
    case .before: 1
    case .after: 2
    }
  }
}

/// A band that a program reads: a role at a date.
public struct BandReference: Hashable, Sendable, Comparable {
  /// The scene.
  public var date: SceneDate
  /// The band of it.
  public var role: BandRole

  /// The band with this role in that scene.
  public init(date: SceneDate, role: BandRole) {
    self.date = date
    self.role = role
  }

  /// By date, then by role.
  public static func < (a: BandReference, b: BandReference) -> Bool {
    (a.date, a.role) < (b.date, b.role)
  }
}

extension BandReference: CustomStringConvertible {
  /// As an expression says it: `green`, `before.green`.
  public var description: String {
    date == .only ? role.rawValue : "\(date.rawValue).\(role.rawValue)"
  }
}
