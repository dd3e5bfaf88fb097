import Foundation
import GeoFiles
import RasterGrid

/// One date as a folder of plain rasters with its `scene.yaml`.
struct SceneFolder {
  /// The date.
  let acquisition: Acquisition
  /// The grid of its 10 m bands.
  let grid: Grid
  /// The number that everything follows from, for the files to tell.
  let seed: UInt64
  /// The processing baseline; nil leaves it out.
  var baseline: String?

  /// Writes a picture of the whole grid into a folder; made where it is missing.
  func write(_ picture: Picture, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let coarse = Grid(
      width: grid.width / 2, height: grid.height / 2,
      affine: grid.affine.shifted(column: 0, row: 0, scale: 2), crs: grid.crs)
    for band in Band.allCases {
      guard let samples = picture.bands[band] else {
        preconditionFailure("a picture has every band")
      }
      let image = RasterImage(
        grid: band.isCoarse ? coarse : grid,
        bands: [.init(name: band.role, samples: .uint16(samples))], nodata: 0,
        metadata: metadata("reflectance of \(band.role)"))
      try CloudOptimizedGeoTIFF.write(image, to: "\(folder)/\(band.file).tif")
    }
    let classes = RasterImage(
      grid: coarse, bands: [.init(name: "scene classification", samples: .uint8(picture.classes))],
      nodata: 0, metadata: metadata("scene classification"))
    try CloudOptimizedGeoTIFF.write(classes, to: "\(folder)/SCL.tif")
    try description.write(toFile: "\(folder)/scene.yaml", atomically: true, encoding: .utf8)
  }

  private func metadata(_ what: String) -> [(String, String)] {
    [
      (
        "TIFFTAG_IMAGEDESCRIPTION",
        "simulated: \(what), \(acquisition.moment.date); nothing was measured"
      ),
      ("TIFFTAG_SOFTWARE", "scene-simulator, seed \(seed)"),
    ]
  }

  private var description: String {
    let bands = Band.allCases.map { "  \($0.role): \($0.file).tif" }
    return """
      # Simulated: see ../README.md.
      sensor: sentinel-2
      level: L2A
      \(baseline.map { "baseline: \"\($0)\"\n" } ?? "")acquired: \(acquisition.moment.timestamp)
      quantity: reflectance
      scale: 0.0001
      offset: -0.1
      nodata: 0
      bands:
      \(bands.joined(separator: "\n"))
      mask: {file: SCL.tif, coding: sentinel-2-scl}

      """
  }
}

extension Band {
  /// Its role, by the common name that the rules use.
  var role: String { "\(self)" }
}
