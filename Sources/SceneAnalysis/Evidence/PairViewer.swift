import GeoFiles
import RasterGrid
import Scenes
import Sites

/// The two scenes of a comparison, seen as the scan compared them: on one grid, AFTER moved and read
/// through the lines that the scan measured.
public final class PairViewer {
  /// What was looked at first and last.
  public let before, after: SceneViewer
  /// Other scenes of the time line, in the order of their acquisition.
  public let others: [SceneViewer]
  /// The grid that windows count on.
  public let grid: Grid
  /// What the scan did to AFTER.
  public let adjustments: PairAdjustments

  /// A pair of scenes that are open already, on the grid of the later one.
  public init(
    _ before: SceneViewer, _ after: SceneViewer, others: [SceneViewer] = [],
    adjustments: PairAdjustments = PairAdjustments()
  ) {
    precondition(before.grid == after.grid, "a pair has one grid")
    (self.before, self.after, self.others) = (before, after, others)
    grid = after.grid
    self.adjustments = adjustments
  }

  /// Opens two scenes and those of a time line on the grid that a scan of the two chooses.
  public init(
    _ before: Scene, _ after: Scene, others: [Scene] = [], region: Region? = nil,
    adjustments: PairAdjustments = PairAdjustments(), formulas: FormulaSettings = FormulaSettings()
  ) throws {
    let request = ScanRequest(
      before: before, after: after, region: region, rules: try RuleSet.builtIn(), formulas: formulas
    )
    let grid = try CommonGrid(request).grid
    let resampling: Resampling = adjustments.move?.isResampling == true ? .cubic : .bilinear
    func viewer(_ scene: Scene) throws -> SceneViewer {
      try SceneViewer(scene, on: grid, resampling: resampling, formulas: formulas)
    }
    self.grid = grid
    self.adjustments = adjustments
    self.before = try viewer(before)
    self.after = try viewer(try adjustments.applied(to: after, on: grid))
    self.others = try others.sorted {
      ($0.acquired?.seconds ?? -.infinity, $0.id) < ($1.acquired?.seconds ?? -.infinity, $1.id)
    }.map(viewer)
  }
}

extension PairAdjustments {
  /// The scene as it is read after both steps; no pixel is touched.
  func applied(to scene: Scene, on grid: Grid) throws -> Scene {
    var scene = scene
    if let move {
      scene = try scene.moved(columns: move.columns, rows: move.rows, of: grid)
    }
    for (role, line) in lines {
      guard var source = scene.bands[role] else { continue }
      source.calibration.scale *= line.gain
      source.calibration.offset = line.gain * source.calibration.offset + line.offset
      scene.bands[role] = source
    }
    return scene
  }
}
