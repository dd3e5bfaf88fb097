#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A colour where equal distances look equal.
///
/// Björn Ottosson (2020), A perceptual color space for image processing,
/// https://bottosson.github.io/posts/oklab/. The matrices are the published ones for linear sRGB.
struct OKLab: Hashable, Sendable {
  /// 0 is black, 1 is the white of sRGB.
  var lightness: Double
  /// From green (negative) to red, and from blue (negative) to yellow; 0 is grey.
  var a, b: Double

  /// A colour from its parts.
  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  /// A colour from lightness, strength and the angle of its hue in degrees.
  init(lightness: Double, chroma: Double, hue degrees: Double) {
    let hue = degrees * .pi / 180
    self.init(lightness: lightness, a: chroma * cos(hue), b: chroma * sin(hue))
  }

  /// How a colour of a picture looks.
  init(_ colour: Colour) {
    let red = Self.linear(colour.red)
    let green = Self.linear(colour.green)
    let blue = Self.linear(colour.blue)
    let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
  }

  /// The nearest colour that a picture can hold; what sRGB cannot show is cut off.
  var colour: Colour {
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    return Colour(
      red: Self.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      green: Self.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      blue: Self.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))
  }

  private func cube(_ x: Double) -> Double { x * x * x }

  /// Light from a code; IEC 61966-2-1 gives the curve.
  private static func linear(_ code: UInt8) -> Double {
    let x = Double(code) / 255
    return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
  }

  private static func encoded(_ light: Double) -> UInt8 {
    let light = min(max(light, 0), 1)
    let x = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8((x * 255).rounded())
  }
}
