import Foundation
import GeoFiles
import RasterGrid

/// The files of a simulation: two scenes, the truth, and a page that says what they are.
struct SceneFiles {
  let simulation: Simulation
  /// The folder that they go to; made where it is missing.
  let folder: String

  /// Writes everything; what is there already is replaced file by file.
  func write() throws {
    for date in [simulation.before, simulation.after] { try write(date) }
    let truth = try Truth(of: simulation)
    try write(truth.geoJSON, to: "truth.geojson")
    try write(ReadMe(simulation: simulation, truth: truth).text, to: "README.md")
  }

  private func write(_ date: Acquisition) throws {
    let scene = "\(folder)/\(date.moment.date)"
    try FileManager.default.createDirectory(atPath: scene, withIntermediateDirectories: true)
    let fine = simulation.grid
    let coarse = Grid(
      width: fine.width / 2, height: fine.height / 2,
      affine: fine.affine.shifted(column: 0, row: 0, scale: 2), crs: fine.crs)
    let picture = simulation.picture(of: date, in: fine.window)
    for band in Band.allCases {
      guard let samples = picture.bands[band] else {
        preconditionFailure("a picture has every band")
      }
      let image = RasterImage(
        grid: band.isCoarse ? coarse : fine,
        bands: [.init(name: band.role, samples: .uint16(samples))], nodata: 0,
        metadata: metadata(date, "reflectance of \(band.role)"))
      try CloudOptimizedGeoTIFF.write(image, to: "\(scene)/\(band.file).tif")
    }
    let classes = RasterImage(
      grid: coarse, bands: [.init(name: "scene classification", samples: .uint8(picture.classes))],
      nodata: 0, metadata: metadata(date, "scene classification"))
    try CloudOptimizedGeoTIFF.write(classes, to: "\(scene)/SCL.tif")
    try write(Self.sceneDescription(date), to: "\(date.moment.date)/scene.yaml")
  }

  private func metadata(_ date: Acquisition, _ what: String) -> [(String, String)] {
    [
      ("TIFFTAG_IMAGEDESCRIPTION", "simulated: \(what), \(date.moment.date); nothing was measured"),
      ("TIFFTAG_SOFTWARE", "scene-simulator, seed \(simulation.seed)"),
    ]
  }

  private static func sceneDescription(_ date: Acquisition) -> String {
    let bands = Band.allCases.map { "  \($0.role): \($0.file).tif" }
    return """
      # Simulated: see ../README.md.
      sensor: sentinel-2
      level: L2A
      acquired: \(date.moment.timestamp)
      quantity: reflectance
      scale: 0.0001
      offset: -0.1
      nodata: 0
      bands:
      \(bands.joined(separator: "\n"))
      mask: {file: SCL.tif, coding: sentinel-2-scl}

      """
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }
}

extension Band {
  /// Its role, by the common name that the rules use.
  var role: String { "\(self)" }
}
