import Foundation
import GeoFiles
import RasterGrid

extension GaofenParts {
  /// How far, in degrees, the middle of the image may lie from that of the XML's corners: corners are
  /// off by up to two kilometres in hills, an RPB of another scene by a scene.
  private static let furthestFromCorners = 0.25

  /// Where the image lies, and how much of that depends on heights.
  func layout() throws -> (ortho: OrthoGrid, height: GroundHeight, polynomials: InputPath) {
    let (polynomials, file) = try polynomials()
    let mean = options.meanHeight ?? polynomials.ground.height.offset
    let ortho = try OrthoGrid(
      polynomials,
      of: OrthoGrid.Image(
        width: metadata.width, height: metadata.height, pixel: metadata.camera.pixel,
        file: file.shown),
      height: mean, hasRelief: options.dem != nil)
    try check(ortho.middle, file)
    guard let dem = options.dem else { return (ortho, .mean(mean), file) }
    try check(dem, covers: ortho.middle)
    return (ortho, .dem(dem), file)
  }

  /// What takes the image onto its grid.
  func sensorModel() throws -> SensorModel {
    let layout = try layout()
    return SensorModel(
      polynomials: try polynomials().values, height: layout.height, grid: layout.ortho.grid,
      file: layout.polynomials)
  }

  private func check(_ middle: MapPoint, _ file: InputPath) throws {
    guard let corners = metadata.corners else { return }
    let x = corners.map(\.x).reduce(0, +) / Double(corners.count)
    let y = corners.map(\.y).reduce(0, +) / Double(corners.count)
    guard max(abs(middle.x - x), abs(middle.y - y)) < Self.furthestFromCorners else {
      throw Refusal(
        .badInput,
        String(
          format: "puts the image around %.3f E %.3f N, its XML around %.3f E %.3f N",
          middle.x, middle.y, x, y), subject: file.shown,
        advice: "check that RPB and XML are of the same scene")
    }
  }

  /// Refuses an elevation model that cannot be read or lies elsewhere.
  private func check(_ dem: InputPath, covers middle: MapPoint) throws {
    let info = try Scene.inspect(dem)
    guard let grid = info.grid else {
      throw Refusal(.badInput, "has no georeferencing", subject: dem.shown)
    }
    let place = try CoordinateTransform(from: .wgs84, to: grid.crs).transform([middle])[0]
    let pixel = grid.affine.pixel(place)
    guard pixel.column >= 0, pixel.row >= 0, pixel.column <= Double(grid.width),
      pixel.row <= Double(grid.height)
    else {
      throw Refusal(
        .badInput, "does not cover the middle of \(root)", subject: dem.shown,
        advice: "give an elevation model of the scene, or none and --mean-height")
    }
  }

  /// How the image is placed, a sentence each.
  func placement() throws -> [String] {
    let (ortho, height, _) = try layout()
    let sensitivity = String(format: "%.1f m", ortho.metresPer100)
    let first =
      switch height {
      case .mean(let metres):
        String(format: "Placed as if the ground were %.0f m above the ellipsoid everywhere", metres)
          + (options.meanHeight == nil
            ? " (the RPC's own height; --dem or --mean-height say better)" : "")
          + ": where it is 100 m higher or lower, places are off by up to \(sensitivity)."
      case .dem(let path):
        "Placed on the ground of \(path.shown): where that is wrong by 100 m, places are off by up "
          + "to \(sensitivity). Its heights count as above the ellipsoid unless it says otherwise."
      }
    return [
      first,
      "Shown on \(ortho.grid.crs) in pixels of \(String(format: "%g", metadata.camera.pixel)) m, the "
        + "nominal size. The provider's polynomials may be off by some tens of metres: register the "
        + "scene before comparing it.",
    ]
  }
}
