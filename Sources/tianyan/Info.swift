import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites

/// What was understood of a product.
struct Info: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a product is and what was decided about it.",
    discussion: """
      Sensor, level, time, bands by role with their calibration and where it comes from, masks, sun, \
      footprint, and what is missing. Nothing but headers and metadata is read, and the mask for the \
      share of clouds. What is no product gets the reason why each reader declined, and exit code 65.
      """)

  @Argument(help: "The product: a folder, an archive or a raster.")
  var product: String

  @Option(help: "Count clouds in this region only (region.yaml, its folder, or a boundary).")
  var region: String?

  @OptionGroup var products: ProductOptions

  @Flag(help: "Print as JSON.")
  var json = false

  func run() async throws {
    GDALRuntime.start()
    let region = try region.map { try Region(reading: try InputPath($0)) }
    let report = try await SceneReport(
      of: try products.scene(product, isForDescription: true), region: region,
      threads: ProcessInfo.processInfo.activeProcessorCount)
    try StandardOutput.write(
      json ? report.json.bytes + [UInt8(ascii: "\n")] : Array(report.text.utf8))
  }
}
