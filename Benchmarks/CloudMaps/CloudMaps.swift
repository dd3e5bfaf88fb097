import ArgumentParser
import Foundation
import GeoFiles
import RasterGrid
import SceneAnalysis
import Scenes
import Spectral

/// Writes what the search for clouds finds in scenes, whatever masks they bring, for comparison with
/// other programs.
@main
struct CloudMaps: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cloud-maps", abstract: "Write cloud masks made from the spectrum alone.")

  @Argument(help: "Where NAME.tif goes for every scene: bits of mask reasons.")
  var folder: String

  @Argument(help: "The scenes, in order of time.")
  var scenes: [String]

  @Flag(help: "Compare each with the one before it.")
  var pairs = false

  func run() async throws {
    GDALRuntime.start()
    var previous: Scene?
    for path in scenes {
      var scene = try Scene(opening: try InputPath(path))
      scene.masks = []
      let dates =
        previous.map { [SceneDate.before: $0, .after: scene] } ?? [.only: scene]
      let found = try await CloudSurvey(of: dates, on: scene.grid).run(
        threads: ProcessInfo.processInfo.activeProcessorCount)
      guard let finding = found[previous == nil ? .only : .after] else { continue }
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      print("\(name): \(finding.sentence)")
      try CloudOptimizedGeoTIFF.write(
        RasterImage(
          grid: finding.map.grid,
          bands: [.init(name: "reasons", samples: .uint16(finding.map.bits))], nodata: nil,
          metadata: []),
        to: "\(folder)/\(name).tif")
      if pairs { previous = scene }
    }
  }
}
