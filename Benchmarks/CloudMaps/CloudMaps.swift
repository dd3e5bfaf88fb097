import ArgumentParser
import Foundation
import GeoFiles
import RasterGrid
import SceneAnalysis
import Scenes
import Spectral

/// Writes what the search for clouds finds in scenes, whatever masks they bring, or what these say, for
/// comparison with other programs.
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

  @Option(help: "Write the product's own masks instead, on pixels of so many units of its grid.")
  var own: Double?

  func run() async throws {
    GDALRuntime.start()
    var previous: Scene?
    for path in scenes {
      var scene = try Scene(opening: try InputPath(path))
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      if let own {
        try write(try Self.masks(of: scene, pixel: own), name)
        continue
      }
      scene.masks = []
      let dates =
        previous.map { [SceneDate.before: $0, .after: scene] } ?? [.only: scene]
      let found = try await CloudSurvey(of: dates, on: scene.grid).run(
        threads: ProcessInfo.processInfo.activeProcessorCount)
      guard let finding = found[previous == nil ? .only : .after] else { continue }
      print("\(name): \(finding.sentence)")
      try write(finding.map, name)
      if pairs { previous = scene }
    }
  }

  /// What the masks of a scene say, on pixels of another size over the same ground.
  private static func masks(of scene: Scene, pixel: Double) throws -> ReasonMap {
    let whole = scene.grid
    let scale = pixel / whole.affine.columnStepX.magnitude
    let grid = Grid(
      width: Int((Double(whole.width) / scale).rounded()),
      height: Int((Double(whole.height) / scale).rounded()),
      affine: whole.affine.shifted(column: 0, row: 0, scale: scale), crs: whole.crs)
    let reader = TileReader(
      try ReadPlan([], of: [.only: scene], on: grid, resampling: .nearest, isPlain: false))
    reader.move(to: grid.window)
    let bits = try reader.reasons(.only).map { Array($0.samples(as: UInt16.self)) }
    return ReasonMap(grid: grid, bits: bits ?? Array(repeating: 0, count: grid.window.area))
  }

  private func write(_ map: ReasonMap, _ name: String) throws {
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: map.grid, bands: [.init(name: "reasons", samples: .uint16(map.bits))], nodata: nil,
        metadata: []),
      to: "\(folder)/\(name).tif")
  }
}
