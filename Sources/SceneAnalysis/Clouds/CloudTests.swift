import Scenes
import Spectral

/// The tests of single pixels that a scene's bands allow, compiled into one program.
struct CloudTests: Sendable {
  /// What may be cloud, what is bright enough to be certain, water, and cirrus where there is a band.
  let potential, strong, water: ConditionOutput
  let cirrus: ConditionOutput?
  let blue, infrared: NumberOutput
  let shortwave: NumberOutput?
  let program: Program

  /// The bands without which nothing can be said.
  static let needed: [BandRole] = [.blue, .green, .red, .nir]

  init(for scene: Scene, _ thresholds: CloudThresholds.Spectral) throws {
    let has = { (role: BandRole) in scene.bands[role] != nil }
    var builder = ProgramBuilder(context: .singleScene, constants: scene.constants)
    let texts = Texts(thresholds: thresholds, isSurface: scene.isSurfaceReflectance)
    potential = try builder.condition(Expression(parsing: texts.potential(has)))
    strong = try builder.condition(Expression(parsing: texts.strong))
    water = try builder.condition(Expression(parsing: Texts.water))
    cirrus =
      has(.cirrus) ? try builder.condition(Expression(parsing: texts.cirrus)) : nil
    blue = try builder.number(Expression(parsing: "blue"))
    infrared = try builder.number(Expression(parsing: "nir"))
    shortwave = has(.swir16) ? try builder.number(Expression(parsing: "swir16")) : nil
    program = builder.finish()
  }

  /// The tests as expressions. Quotients are written as products: over dark ground they would be
  /// unknown, and dark ground is known not to be cloud.
  private struct Texts {
    var thresholds: CloudThresholds.Spectral
    var isSurface: Bool

    func potential(_ has: (BandRole) -> Bool) -> String {
      let t = thresholds
      let mean = "(blue + green + red) / 3"
      var tests = [
        "blue - 0.5 * red > \(isSurface ? t.hazeAtSurface : t.hazeAtTop)",
        "abs(blue - \(mean)) + abs(green - \(mean)) + abs(red - \(mean)) < \(t.whiteness) * \(mean)",
        "nir - red < \(t.normalized) * (nir + red)",
      ]
      if has(.swir16) {
        tests += [
          "nir > \(t.infraredRatio) * swir16",
          "green - swir16 < \(t.normalized) * (green + swir16)",
        ]
      } else {
        tests += [
          "abs(nir - \(mean)) < \(t.flatness) * \(mean)",
          "(blue + green + red + nir) / 4 > \(t.brightness)",
        ]
      }
      if has(.swir22) { tests.append("swir22 > \(t.shortwave)") }
      return tests.joined(separator: " and ")
    }

    var strong: String {
      "blue - 0.5 * red > \(thresholds.strongHaze) "
        + "and (blue + green + red) / 3 > \(thresholds.strongBrightness)"
    }

    /// Fmask's: NDVI < 0.01 and nir < 0.11, or NDVI < 0.1 and nir < 0.05.
    static let water =
      "(nir - red < 0.01 * (nir + red) and nir < 0.11) or (nir - red < 0.1 * (nir + red) and nir < 0.05)"

    var cirrus: String { "cirrus > \(thresholds.cirrus)" }
  }
}

extension Scene {
  /// Whether an atmospheric correction has been made, by the level's name: Sentinel-2's L2A, Landsat's
  /// L2SP and L2SR.
  fileprivate var isSurfaceReflectance: Bool { level?.uppercased().hasPrefix("L2") ?? false }
}
