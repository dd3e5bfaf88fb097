import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// What a scan is asked to do, before anything is decided.
public struct ScanRequest: Sendable {
  /// How it is to be done.
  public struct Options: Sendable {
    /// The rules on the pixels as they are: no masks, no lowered scores.
    public var plain: Bool
    /// How coarser bands and other grids are brought to the analysis grid.
    public var resampling: Resampling
    /// How far outlines may be simplified, in metres; nil leaves them on the pixel edges.
    public var simplification: Double?
    /// A model of heights in metres, for the shadows of terrain; nil leaves them out.
    public var heights: InputPath?

    /// Options; the defaults are those of the command line.
    public init(
      plain: Bool = false, resampling: Resampling = .bilinear, simplification: Double? = nil,
      heights: InputPath? = nil
    ) {
      self.plain = plain
      self.resampling = resampling
      self.simplification = simplification
      self.heights = heights
    }
  }

  /// The earlier scene.
  public var before: Scene
  /// The later scene.
  public var after: Scene
  /// What to look at; nil means all that both scenes show.
  public var region: Region?
  /// What to look for.
  public var rules: RuleSet
  /// How.
  public var options: Options
  /// The indices and constants that the rules may name.
  public var formulas: FormulaSettings

  /// The grid to compare on; nil leaves the choice to the plan.
  public var grid: Grid?
  /// What was measured on the two scenes so far.
  public var preparation = PairPreparation()

  /// A request from its parts.
  public init(
    before: Scene, after: Scene, region: Region? = nil, rules: RuleSet,
    options: Options = Options(),
    formulas: FormulaSettings = FormulaSettings()
  ) {
    self.before = before
    self.after = after
    self.region = region
    self.rules = rules
    self.options = options
    self.formulas = formulas
  }

  /// What `z(X)` in rules is taken against; nil leaves rules with `z` out.
  public var baseline: Baseline?

  /// A request to judge one scene against a baseline: rules that read an earlier scene are left out.
  public init(
    baseline: Baseline, after: Scene, region: Region? = nil, rules: RuleSet,
    options: Options = Options(), formulas: FormulaSettings = FormulaSettings()
  ) {
    self.init(
      before: Scene(standingFor: baseline), after: after, region: region, rules: rules,
      options: options, formulas: formulas)
    self.baseline = baseline
    grid = after.grid
  }

  /// The scenes by date; a baseline is none.
  var scenes: [SceneDate: Scene] {
    [.before: before, .after: after].filter { !$0.value.isPlaceholder }
  }
}
