import Foundation
import GeoFiles
import PixelKernels
import RasterGrid
import SceneBuilding

/// The Landsat pair of Taizhou and the figures that another program has for it.
enum TaizhouPair {
  static let side = 400
  private static let bands = [1, 2, 3, 4, 5, 7]

  /// All its pixels.
  static func block() throws -> PairBlock {
    PairBlock(before: try date("2000-03-17"), after: try date("2003-02-06"))
  }

  private static func date(_ date: String) throws -> [[Float]] {
    let plane = SamplePlane()
    return try bands.map { band in
      let path = SharedData.file("data/landsat/taizhou/\(date)/B\(band).tif")
      try RasterFile(opening: InputPath(path)).read(
        band: 1, window: PixelWindow(column: 0, row: 0, width: side, height: side), as: .float32,
        into: plane)
      return Array(plane.samples(as: Float.self))
    }
  }

  /// What is known of one transform.
  struct Figures: Decodable {
    var iterations: Int
    var correlations: [Double]?
    var variances: [Double]?
    var mean, median, most, corner, inside: Double?
    var otsu: Double
    var kittlerIllingworth: Double?
    var aboveOtsu, aboveKittlerIllingworth: Int?

    enum CodingKeys: String, CodingKey {
      case iterations
      case correlations = "rho_ascending"
      case variances = "lambda_"
      case mean = "chi2_mean"
      case median = "chi2_median"
      case most = "chi2_max"
      case corner = "pixel_0_0"
      case inside = "pixel_100_100"
      case otsu = "otsu400_sqrt"
      case kittlerIllingworth = "ki400_sqrt"
      case aboveOtsu = "n_otsu"
      case aboveKittlerIllingworth = "n_ki"
    }
  }

  /// What is known of each transform.
  struct Golden: Decodable {
    var alteration, reweighted, slow: Figures

    enum CodingKeys: String, CodingKey {
      case alteration = "MAD"
      case reweighted = "IRMAD"
      case slow = "ISFA"
    }
  }

  static func golden() throws -> Golden {
    struct File: Decodable { var taizhou: Golden }
    let file = URL(fileURLWithPath: SharedData.file("vectors/change_golden.json"))
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).taizhou
  }
}
