import ArgumentParser
import Delivery
import GeoFiles
import SceneAnalysis
import Scenes
import Sites
import Spectral

/// The scenes that sites were found in, and the rules by which: the same for evidence and reports.
struct PairOptions: ParsableArguments {
  @Option(help: "The earlier scene that the result was made from.")
  var before: String?

  @Option(help: "The later scene.")
  var after: String?

  @Option(
    parsing: .upToNextOption,
    help: "More scenes of the place for the time lines: products or layers of any date.")
  var series: [String] = []

  @Option(help: "The region of the result: a region.yaml, its folder, or a boundary.")
  var region: String?

  @Option(help: "The rule file of the result. (default: the region's, else the built-in rules)")
  var rules: String?

  @OptionGroup var products: ProductOptions
  @OptionGroup var formulas: CatalogueOptions

  /// Refuses scenes where layers of a catalogue are shown.
  func refuseScenes() throws {
    guard before == nil, after == nil, series.isEmpty else {
      throw ValidationError("--before, --after and --series belong to a result, not to --state.")
    }
  }

  /// The scenes opened, laid as the scan of the result laid them.
  func viewer(of sites: DeliveredSites, settings: FormulaSettings, region: Region?) throws
    -> PairViewer
  {
    guard let before, let after else {
      throw ValidationError("Name the scenes of the result with --before and --after.")
    }
    return try PairViewer(
      products.scene(before), products.scene(after), others: series.map { try products.scene($0) },
      region: region, adjustments: PairAdjustments(trace: sites.provenance), formulas: settings)
  }

  /// Which index of a site is shown, by the rules of the result.
  func choice(_ settings: FormulaSettings, _ region: Region?) throws -> IndexChoice {
    let named = try rules.map { try InputPath($0) } ?? region?.rules
    let set =
      try named.map { try RuleSet(reading: $0, formulas: settings) } ?? RuleSet.builtIn(settings)
    return IndexChoice(rules: set, catalogue: settings.catalogue)
  }

  /// The region; nil where none is named.
  func openRegion() throws -> Region? { try region.map { try Region(reading: try InputPath($0)) } }
}
