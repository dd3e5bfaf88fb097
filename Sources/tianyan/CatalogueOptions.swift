import ArgumentParser
import GeoFiles
import SceneAnalysis
import Scenes
import Spectral

/// Which indices and constants formulas may name: the same for every command that has formulas.
struct CatalogueOptions: ParsableArguments {
  @Option(
    help: """
      Take the indices from this file, in the format of Awesome Spectral Indices, instead of the \
      built-in ones.
      """)
  var catalogue: String?

  @Option(
    name: .customLong("set"), help: "Set a constant of formulas, as in L=0.5; may be repeated.")
  var assignments: [String] = []

  /// What was said, checked; reads the catalogue's file.
  func settings() throws -> FormulaSettings {
    try FormulaSettings(catalogue: file, assignments: assignments)
  }

  /// The catalogue's file, where one is named: an input like others.
  var file: InputPath? { get throws { try catalogue.map { try InputPath($0) } } }
}

extension IndexCatalogue {
  /// The index with this name; refuses a name that there is not, with the nearest that there is.
  func index(named name: String) throws -> IndexDefinition {
    if let index = self[name] { return index }
    throw Refusal(
      .usage, obstacle(to: name, from: [], constants: .sentinel2A) ?? "unknown", subject: name,
      advice: "tianyan indices lists them")
  }
}
