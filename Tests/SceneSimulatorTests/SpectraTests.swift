import Foundation
import Testing

@testable import SceneSimulator

/// Spectra that index formulas were tested with; missing in a checkout of its own, then skipped.
private let vectors = packageRoot.deletingLastPathComponent()
  .appendingPathComponent("shared/vectors/index_vectors.json")

@Suite("Spectra")
struct SpectraTests {
  @Test(
    "are those of the index vectors",
    .enabled(if: FileManager.default.fileExists(atPath: vectors.path)))
  func table() throws {
    struct Vectors: Decodable {
      struct Entry: Decodable { let reflectance: [String: Double] }
      let spectra: [String: Entry]
    }
    let spectra = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: vectors)).spectra
    let names = [
      "blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir_narrow", "swir1",
      "swir2",
    ]
    #expect(spectra.count == Material.allCases.count)
    for material in Material.allCases {
      let snake = material.rawValue.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }
      let entry = try #require(spectra[snake.joined()])
      for (band, name) in zip(Band.allCases, names) {
        #expect(material.spectrum[band] == Float(try #require(entry.reflectance[name])))
      }
    }
  }

  @Test(
    "of surfaces are in no band darker or brighter than all materials", arguments: Surface.allCases)
  func mixtures(surface: Surface) {
    for season in [Season.earlyAutumn, .spring] {
      let appearance = surface.appearance(in: season)
      for band in Band.allCases {
        let all = Material.allCases.map { $0.spectrum[band] }
        let range = (all.min() ?? 0)...(all.max() ?? 0)
        #expect(range.contains(appearance.one[band]))
        #expect(range.contains(appearance.other[band]))
      }
    }
  }
}
