import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// One product's share of a layer.
public struct LayerPart: Sendable {
  /// The product.
  public var scene: Scene
  /// How its bands and masks reach the layer's grid.
  public var reading: ReadPlan
  /// The part of the layer's grid that it may fill.
  public var window: PixelWindow
  /// Whether some band has to be warped.
  public var isWarped: Bool
  /// The pixels so far inside it that all their neighbours take part when they are interpolated.
  let interior: RowSpans
  /// The middle of it, in pixels of the layer's grid.
  let middle: (column: Double, row: Double)

  /// Interpolation reaches this many pixels of a band to either side, cubic's reach.
  private static let reach = 2.0

  /// The share of `scene` on `grid`; nil where it has none.
  init?(
    of scene: Scene, roles: [BandRole], on grid: Grid, resampling: Resampling
  ) throws {
    self.scene = scene
    let references = roles.map { BandReference(date: .only, role: $0) }
    reading = try ReadPlan(
      references, of: [.only: scene], on: grid, resampling: resampling, isPlain: false)
    var covered: PixelWindow? = grid.window
    for plan in reading.allBands {
      let coverage = try plan.coverage ?? CommonGrid.footprint(of: plan.source.grid, on: grid)
      covered = coverage.flatMap { covered?.intersection($0) }
    }
    guard let covered else { return nil }
    window = covered
    isWarped = reading.bands.values.contains(where: \.isWarped)
    let own = scene.grid
    let coarsest = reading.bands.values.map { $0.source.grid.affine.columnStepX.magnitude }.max()
    let margin = Self.reach * (coarsest ?? 0) / own.affine.columnStepX.magnitude
    let inner = own.cropped(to: own.window.padded(by: -Int(margin.rounded(.up))))
    let transform = try CoordinateTransform(from: own.crs, to: grid.crs)
    interior = RowSpans(inside: [try transform.transform(inner.outline())], of: grid)
    let centre = own.affine.map(column: Double(own.width) / 2, row: Double(own.height) / 2)
    middle = grid.affine.pixel(try transform.transform([centre])[0])
  }
}
