import GeoFiles
import Scenes
import Spectral

/// What an index map is asked to show.
public struct IndexRequest: Sendable {
  /// One band of the map: an index or an expression.
  public struct Layer: Sendable {
    /// The index's name, or the expression as it was written.
    public var name: String
    /// What it is computed by.
    public var formula: Expression
    /// What is known of it; nil for an expression.
    public var definition: IndexDefinition?
    /// The band that stands for sun glint and haze over water and is subtracted from the others.
    public var glint: BandRole?

    /// The layer of an index of a catalogue.
    public init(_ definition: IndexDefinition, glint: BandRole? = nil) {
      self.glint = glint
      name = definition.name
      formula = definition.formula
      self.definition = definition
    }

    /// The layer of an expression; a condition is 1 where it holds and 0 where it does not.
    public init(_ expression: Expression, glint: BandRole? = nil) {
      self.glint = glint
      name = expression.source
      formula = expression
    }
  }

  /// The scene.
  public var scene: Scene
  /// The bands of the map; at least one.
  public var layers: [Layer]
  /// What to look at; nil means all of the scene.
  public var region: Region?
  /// Every pixel that has a value, also under certain cloud.
  public var plain: Bool
  /// The indices and constants that formulas may name.
  public var formulas: FormulaSettings
  /// How coarser bands are brought to the finest.
  public var resampling: Resampling

  /// A request from its parts.
  public init(
    scene: Scene, layers: [Layer], region: Region? = nil, plain: Bool = false,
    resampling: Resampling = .bilinear, formulas: FormulaSettings = FormulaSettings()
  ) {
    precondition(!layers.isEmpty, "a map shows something")
    self.scene = scene
    self.layers = layers
    self.region = region
    self.plain = plain
    self.resampling = resampling
    self.formulas = formulas
  }
}
