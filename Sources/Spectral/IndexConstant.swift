/// A number that formulas call by name, and what it stands for.
public struct IndexConstant: Hashable, Sendable {
  /// Where its value comes from where nobody sets it.
  public enum Origin: Hashable, Sendable {
    /// The same for every sensor; nil where there is no usual value.
    case usual(Double?)
    /// The central wavelength of a band in nm.
    case wavelength(BandRole)
    /// A coefficient that was fitted for the bands of a sensor.
    case coefficient
  }

  /// The name in formulas.
  public let name: String
  /// What it stands for.
  public let meaning: String
  /// Where its value comes from.
  public let origin: Origin

  /// All constants there are, in alphabetical order.
  public static let all: [IndexConstant] =
    (usual + wavelengths + turbidity + hue).sorted { $0.name < $1.name }

  /// The constant with this name; nil where there is none.
  public static func named(_ name: String) -> IndexConstant? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Names, meanings and usual values of Awesome Spectral Indices 0.12.0, `constants.json`
  /// (Montero et al. 2023, doi 10.1038/s41597-023-02096-0).
  private static let usual: [IndexConstant] = [
    ("C1", 6, "Aerosol coefficient for red in EVI"),
    ("C2", 7.5, "Aerosol coefficient for blue in EVI"),
    ("L", 1, "Canopy background: 1 in EVI, 0.5 is usual in SAVI"),
    ("PAR", nil, "Photosynthetically active radiation"),
    ("alpha", 0.1, "Weight of the near infrared in WDRVI"),
    ("beta", 0.05, "Calibration of NDSInw"),
    ("c", 1, "Trade-off of the polynomial kernel; kernels here are radial"),
    ("cexp", 1.16, "Exponent of OCVI"),
    ("epsilon", 1, "Adjustment in EBI; 1e-10 in WC1 and WC2"),
    ("eta", 0.5, "Mix of green and red in GRARI"),
    ("fdelta", 0.581, "Adjustment in SEVI"),
    ("g", 2.5, "Gain of EVI"),
    ("gamma", 1, "Weight of the aerosol term in ARVI"),
    ("k", 0, "Slope of the soil in NIRvH2"),
    ("lmb", 1, "Atmospheric correction in GRARI"),
    ("n", 5, "Adjustment in RWI"),
    ("nexp", 2, "Exponent of GDVI"),
    ("omega", 2, "Weight of green in MBWI"),
    ("p", 2, "Degree of the polynomial kernel; kernels here are radial"),
    ("sigma", 0.5, "Length scale of the radial kernel"),
    ("sla", 1, "Slope of the soil line"),
    ("slb", 0, "Intercept of the soil line"),
  ].map { IndexConstant(name: $0.0, meaning: $0.2, origin: .usual($0.1)) }

  /// `lambda` and the short code of a band, as in Awesome Spectral Indices, and for more bands.
  private static let wavelengths: [IndexConstant] = BandRole.reflectiveCodes.map { code, role in
    IndexConstant(
      name: "lambda\(code)", meaning: "Central wavelength of \(role), nm",
      origin: .wavelength(role))
  }

  private static let turbidity: [IndexConstant] = SensorProfile.turbidityRoles.flatMap { role in
    ["turbidityA", "turbidityC", "spmA", "spmC"].map { name in
      IndexConstant(
        name: "\(name)_\(role)",
        meaning: "\(name.last == "A" ? "Factor" : "Pole") of Nechad's formula at \(role)",
        origin: .coefficient)
    }
  }

  private static let hue: [IndexConstant] =
    ["X", "Y", "Z"].flatMap { axis in
      ["A", "B", "G", "R", "RE1"].map { code in
        coefficient("hue\(axis)\(code)", "Weight of band \(code) in CIE \(axis)")
      }
        + ["B", "G", "R"].map { code in
          coefficient("rgb\(axis)\(code)", "Weight of band \(code) in CIE \(axis), of three bands")
        }
    }
    + (0...5).map { coefficient("hue\($0)", "Correction of the hue angle, term of degree \($0)") }

  private static func coefficient(_ name: String, _ meaning: String) -> IndexConstant {
    IndexConstant(name: name, meaning: meaning, origin: .coefficient)
  }
}
