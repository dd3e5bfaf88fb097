import ArgumentParser
import Foundation
import GeoFiles
import Scenes

/// How products are opened: the same for every command that takes one.
struct ProductOptions: ParsableArguments {
  @Flag(help: "Allow scenes on the network (/vsicurl/, /vsis3/ and the like).")
  var allowRemote = false

  @Option(
    help: """
      An elevation model in metres: what Gaofen images are put on the ground with, and in scans \
      what throws shadows.
      """)
  var dem: String?

  @Option(
    parsing: .unconditional,
    help: "Without --dem: the height of the ground in metres. (default: the product's own)")
  var meanHeight: Double?

  @Option(help: "More rows of Gaofen's calibration, a YAML file like the built-in one.")
  var calibration: String?

  @Option(
    help: """
      How far around Sentinel-2's clouds they may go on, in metres: candidates there are in doubt.
      """)
  var cloudMargin: Double = MaskRim.usualCloudMargin

  func validate() throws {
    guard MaskRim.cloudMargins.contains(cloudMargin) else {
      throw ValidationError("--cloud-margin takes metres from 0 to 5000.")
    }
    if let meanHeight {
      guard dem == nil else {
        throw ValidationError("Give --dem or --mean-height, not both.")
      }
      guard OpeningOptions.heights.contains(meanHeight) else {
        throw ValidationError("--mean-height takes metres from -500 to 9000.")
      }
    }
  }

  /// The elevation model; nil where none is named.
  func heights() throws -> InputPath? { try dem.map { try InputPath($0) } }

  /// The scene at a path; `isForDescription` where no pixel will be read.
  func scene(_ path: String, isForDescription: Bool = false) throws -> Scene {
    var options = OpeningOptions(
      dem: try heights(), meanHeight: meanHeight,
      calibration: try calibration.map { try InputPath($0) })
    options.cloudMargin = cloudMargin
    options.isForDescription = isForDescription
    options.allowRemote = allowRemote
    return try Scene(opening: try InputPath(path, allowRemote: allowRemote), options: options)
  }
}

/// How scenes are read: the same for every command that reads their pixels.
struct ReadingOptions: ParsableArguments {
  @Option(help: "How coarser bands and other grids are brought together.")
  var resampling: Resampling = .bilinear

  @Option(help: "How many threads work; the answer is the same for any number.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var products: ProductOptions

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
  }

  /// The elevation model; nil where none is named.
  func heights() throws -> InputPath? { try products.heights() }

  /// The scene at a path.
  func scene(_ path: String) throws -> Scene { try products.scene(path) }
}

extension Resampling: ExpressibleByArgument {}
