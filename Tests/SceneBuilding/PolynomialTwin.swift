import Foundation
import GeoFiles
import RasterGrid

/// Rational polynomials worked out term by term, apart from GDAL: what tests compare with.
public struct PolynomialTwin {
  /// The polynomials.
  public var values: RationalPolynomials

  /// A twin of polynomials.
  public init(_ values: RationalPolynomials) { self.values = values }

  /// Where a place is in the image, counted from the outer corner of the first pixel, whose middle
  /// is 0 in the polynomials.
  public func image(_ place: MapPoint, height: Double) -> (column: Double, row: Double) {
    func normal(_ value: Double, _ range: RationalPolynomials.Normalisation) -> Double {
      (value - range.offset) / range.scale
    }
    let l = normal(place.x, values.ground.longitude)
    let p = normal(place.y, values.ground.latitude)
    let h = normal(height, values.ground.height)
    // The terms as the standard lists them.
    let terms = [
      1, l, p, h, l * p, l * h, p * h, l * l, p * p, h * h,
      p * l * h, l * l * l, l * p * p, l * h * h, l * l * p, p * p * p, p * h * h, l * l * h,
      p * p * h, h * h * h,
    ]
    func value(_ quotient: RationalPolynomials.Quotient) -> Double {
      var above = 0.0
      var below = 0.0
      for i in 0..<20 {
        above += quotient.numerator[i] * terms[i]
        below += quotient.denominator[i] * terms[i]
      }
      return above / below * quotient.normalisation.scale + quotient.normalisation.offset + 0.5
    }
    return (value(values.sample), value(values.line))
  }

  /// The places whose images are at `pixels` (column and row), where `height` says how high the
  /// ground is: found by steps of the slope at `start` until they end within a thousandth of a pixel.
  public func ground(
    of pixels: [(column: Double, row: Double)], near start: MapPoint, height: (MapPoint) -> Double
  ) -> [MapPoint] {
    let step = 1e-4  // degrees: ten metres
    let flat = height(start)
    let here = image(start, height: flat)
    let east = image(MapPoint(x: start.x + step, y: start.y), height: flat)
    let north = image(MapPoint(x: start.x, y: start.y + step), height: flat)
    let (ac, ar) = ((east.column - here.column) / step, (east.row - here.row) / step)
    let (bc, br) = ((north.column - here.column) / step, (north.row - here.row) / step)
    let determinant = ac * br - bc * ar
    return pixels.map { pixel in
      var place = start
      for _ in 0..<60 {
        let seen = image(place, height: height(place))
        let (dc, dr) = (pixel.column - seen.column, pixel.row - seen.row)
        if abs(dc) + abs(dr) < 1e-3 { break }
        place.x += (dc * br - bc * dr) / determinant
        place.y += (ac * dr - dc * ar) / determinant
      }
      return place
    }
  }

  /// The text of an RPB file.
  public var text: String {
    func list(_ name: String, _ numbers: [Double]) -> String {
      "\t\(name) = (\n"
        + numbers.map { "\t\t\t\(String(format: "%+.15E", $0))" }.joined(separator: ",\n")
        + ");\n"
    }
    func scalar(_ name: String, _ value: Double) -> String {
      "\t\(name) = \(String(format: "%.15f", value));\n"
    }
    let ranges = [
      ("line", values.line.normalisation), ("samp", values.sample.normalisation),
      ("lat", values.ground.latitude), ("long", values.ground.longitude),
      ("height", values.ground.height),
    ]
    return "satId = \"XXX\";\nbandId = \"XXX\";\nSpecId = \"XXX\";\nBEGIN_GROUP = IMAGE\n"
      + scalar("errBias", 1) + scalar("errRand", 0)
      + ranges.map { scalar($0.0 + "Offset", $0.1.offset) }.joined()
      + ranges.map { scalar($0.0 + "Scale", $0.1.scale) }.joined()
      + list("lineNumCoef", values.line.numerator)
      + list("lineDenCoef", values.line.denominator)
      + list("sampNumCoef", values.sample.numerator)
      + list("sampDenCoef", values.sample.denominator)
      + "END_GROUP = IMAGE\nEND;\n"
  }
}

extension RationalPolynomials {
  /// Made-up polynomials of a wide-field camera over Yongkang, 16 m a pixel, which looks to one side:
  /// 100 m of height move the image by 40 m.
  public static let slanted: RationalPolynomials = {
    typealias Range = RationalPolynomials.Normalisation
    func terms(_ known: [Int: Double]) -> [Double] { (0..<20).map { known[$0] ?? 0 } }
    let below = terms([0: 1, 1: 0.002, 2: -0.001, 3: 0.0005])
    return RationalPolynomials(
      ground: .init(
        longitude: Range(offset: 120.05, scale: 0.2), latitude: Range(offset: 28.9, scale: 0.2),
        height: Range(offset: 300, scale: 1000)),
      line: .init(
        normalisation: Range(offset: 1500, scale: 1400),
        numerator: terms([1: -0.13, 2: -0.98, 3: 0.001, 4: 0.002]), denominator: below),
      sample: .init(
        normalisation: Range(offset: 1300, scale: 1250),
        numerator: terms([0: 0.01, 1: 0.98, 2: -0.17, 3: 0.02, 7: 0.003]), denominator: below))
  }()
}
