import ArgumentParser
import GeoFiles
import Scenes
import Spectral

/// Which indices and constants formulas may name: the same for every command that has formulas.
struct CatalogueOptions: ParsableArguments {
  @Option(help: "More indices, from a file in the format of Awesome Spectral Indices.")
  var catalogue: String?

  @Option(
    name: .customLong("set"), help: "Set a constant of formulas, as in L=0.5; may be repeated.")
  var assignments: [String] = []

  /// A catalogue file of the whole world's indices has some hundred thousand bytes.
  private static let sizeLimit = 16 << 20

  /// The catalogue to use: the file's own where one is named, else the built-in one.
  func chosen() throws -> IndexCatalogue {
    guard let catalogue else { return .builtIn }
    let path = try InputPath(catalogue)
    do {
      return try IndexCatalogue(
        awesomeSpectralIndices: Array(FileBytes.text(of: path, limit: Self.sizeLimit).utf8))
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(.badInput, "\(error)", subject: catalogue)
    }
  }

  /// The constants of a scene's sensor, with those set that the user set.
  func constants(of scene: Scene) throws -> IndexConstants {
    do {
      return try scene.constants.setting(assignments)
    } catch {
      throw Refusal(.usage, "\(error)", subject: "--set")
    }
  }
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
