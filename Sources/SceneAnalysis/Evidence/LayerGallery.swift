import GeoFiles
import RasterGrid
import Scenes

/// Layers that many sites are looked at on. A file is opened when it is first asked for and stays open, so that what a
/// look costs does not grow with the number of layers; it belongs to one worker.
public final class LayerGallery {
  private struct Key: Hashable {
    let path: InputPath
    let grid: Grid
    let adjustments: PairAdjustments
  }

  private let formulas: FormulaSettings
  private var scenes: [InputPath: Scene] = [:]
  private var viewers: [Key: SceneViewer] = [:]

  /// So many viewers stay open: a process may have some thousand files, and each has the bands of one.
  private static let mostViewers = 256

  /// A gallery without layers yet.
  public init(formulas: FormulaSettings = FormulaSettings()) { self.formulas = formulas }

  /// The scene of a layer.
  public func scene(_ path: InputPath) throws -> Scene {
    if let known = scenes[path] { return known }
    let scene = try Scene(opening: path)
    scenes[path] = scene
    return scene
  }

  /// What looks at a layer on its own grid, or on that of another.
  public func viewer(
    _ path: InputPath, on grid: Grid? = nil, adjustments: PairAdjustments = PairAdjustments()
  ) throws -> SceneViewer {
    let scene = try scene(path)
    let key = Key(path: path, grid: grid ?? scene.grid, adjustments: adjustments)
    if let known = viewers[key] { return known }
    if viewers.count == Self.mostViewers { viewers = [:] }
    let viewer = try SceneViewer(
      try adjustments.applied(to: scene, on: key.grid), on: key.grid,
      resampling: adjustments.move?.isResampling == true ? .cubic : .bilinear, formulas: formulas)
    viewers[key] = viewer
    return viewer
  }

  /// The last of some layers that saw most of a place clear, or the last of all where none did; nil for no layers.
  ///
  /// - Parameters:
  ///   - layers: by acquisition.
  ///   - rings: the place, in coordinates of the grid's system.
  public func lastClear(_ layers: [InputPath], inside rings: [[MapPoint]], on grid: Grid) throws
    -> InputPath?
  {
    for layer in layers.reversed() {
      let look = try viewer(layer, on: grid).look(inside: rings, index: nil)
      if 2 * look.clear >= look.pixels { return layer }
    }
    return layers.last
  }
}
