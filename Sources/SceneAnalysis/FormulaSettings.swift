import Crypto
import GeoFiles
import Scenes
import Spectral

/// What the user said of formulas: which indices they may name, and which constants are set.
public struct FormulaSettings: Sendable {
  /// The indices that formulas may name.
  public private(set) var catalogue = IndexCatalogue.builtIn
  /// The file that the indices come from, by name and content; nil for the built-in ones.
  public private(set) var source: String?
  /// The constants that are set, each as in `L=0.5`.
  public private(set) var assignments: [String] = []

  /// A catalogue file of the whole world's indices has some hundred thousand bytes.
  private static let sizeLimit = 16 << 20

  /// The built-in indices, and the constants of the scenes' own sensors.
  public init() {}

  /// The indices of a file in the format of Awesome Spectral Indices where one is named, else the
  /// built-in ones; and constants, each as in `L=0.5`, instead of a sensor's own.
  ///
  /// Refuses a file that is not of that format, and an assignment that sets nothing.
  public init(catalogue path: InputPath?, assignments: [String]) throws {
    self.assignments = assignments
    _ = try setting(.sentinel2A)
    guard let path else { return }
    let text = Array(try FileBytes.text(of: path, limit: Self.sizeLimit).utf8)
    do {
      catalogue = try IndexCatalogue(awesomeSpectralIndices: text)
    } catch {
      throw Refusal(.badInput, "\(error)", subject: path.shown)
    }
    let digest = SHA256.hash(data: text).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    source = "\(path.shown.split(separator: "/").last ?? "") sha256:\(digest.joined())"
  }

  /// The constants of a scene's sensor, with those set that the user set.
  public func constants(of scene: Scene) throws -> IndexConstants { try setting(scene.constants) }

  /// Any constants, with those set that the user set.
  func setting(_ constants: IndexConstants) throws -> IndexConstants {
    do {
      return try constants.setting(assignments)
    } catch {
      throw Refusal(.usage, "\(error)", subject: "--set")
    }
  }
}
