import Foundation
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

/// Spectra and index values worked out elsewhere, by spyndex and by hand. They lie beside the project;
/// where they are missing these tests are skipped.
@Suite("Index maps and values worked out elsewhere", .enabled(if: IndexVectors.isThere))
struct IndexVectorTests {
  private let scenery: IndexScenery
  private let vectors: IndexVectors

  init() throws {
    scenery = try IndexScenery()
    vectors = try IndexVectors()
  }

  /// Where the values divide two sums that are all noise, the language knows no value: the spectrum
  /// of deep clear water has 0.002 and 0.0015 there, in all less than the smallest sum that counts.
  private static let tooDark: Set<String> = ["clear_water NBR2", "clear_water NDTI_tillage"]

  @Test("agree for every spectrum and every index")
  func agree() async throws {
    #expect(vectors.spectra.count == 15)
    #expect(vectors.indices.count == 57)
    let scene = try scenery.scene(
      vectors.bands, width: vectors.spectra.count, height: 1)
    let layers = try vectors.indices.map { try #require(try IndexVectors.layer($0)) }
    let map = try await GatheredMap(IndexPlan(IndexRequest(scene: scene, layers: layers)))
    var unknown: Set<String> = []
    for (i, index) in vectors.indices.enumerated() {
      for (column, spectrum) in vectors.spectra.enumerated() {
        let found = Double(map.layers[i][column])
        let name = "\(spectrum) \(index)"
        guard let wanted = try vectors.value(of: index, for: spectrum), !Self.tooDark.contains(name)
        else {
          #expect(found.isNaN, "\(name): \(found)")
          unknown.insert(name)
          continue
        }
        let tolerance = max(1e-6, 2e-5 * abs(wanted))
        #expect(abs(found - wanted) <= tolerance, "\(name): \(found), not \(wanted)")
      }
    }
    // Eight spectra lie beyond the pole of CHL_GONS.
    #expect(unknown.count == 8 + Self.tooDark.count)
    #expect(Self.tooDark.isSubset(of: unknown))
  }

  @Test("know no value at the edges of formulas")
  func edges() async throws {
    #expect(vectors.edges.count == 4)
    for edge in vectors.edges {
      // What the edge does not name is as bright as anything ordinary.
      let bands: [IndexScenery.Band] = IndexVectors.roles.values.map { role in
        (role, [edge.bands[role] ?? 0.1])
      }
      let scene = try scenery.scene(bands, width: 1, height: 1)
      let map = try await GatheredMap(IndexScenery.plan(edge.index, of: scene))
      #expect(map.layers[0][0].isNaN, "\(edge.index): \(map.layers[0][0])")
      #expect(map.summaries[0].observed == 0)
      #expect(map.summaries[0].mean == nil && map.summaries[0].range == nil)
    }
  }
}

/// The file of spectra and values.
private struct IndexVectors {
  /// The names of the spectra, in the order of the columns of `bands`.
  var spectra: [String]
  /// The names that the file gives indices, sorted.
  var indices: [String]
  /// One pixel a spectrum.
  var bands: [IndexScenery.Band]
  /// Inputs at the edges of formulas.
  var edges: [(index: String, bands: [BandRole: Float])]
  private var values: [String: [String: Any]]

  private static let path = SharedData.file("vectors/index_vectors.json")
  static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

  static let roles: [String: BandRole] = [
    "aerosol": .coastal, "blue": .blue, "green": .green, "red": .red, "rededge1": .rededge071,
    "rededge2": .rededge075, "rededge3": .rededge078, "nir": .nir, "nir_narrow": .nir08,
    "swir1": .swir16, "swir2": .swir22,
  ]

  /// Indices whose names in the catalogue are others.
  private static let renamed = ["NDTI_turbidity": "NDTI", "NDTI_tillage": "NDTillI"]

  /// What is rightly no index of the catalogue: a formula of public catalogues with a wrong sign, and
  /// one from memory that nobody has verified. The language can still say them.
  private static let expressions = [
    "AWEInsh_spyndex_0_12_WRONG": "4 * (green - swir16) - 0.25 * nir + 2.75 * swir22",
    "WCI_from_memory":
      "abs((green - blue) / (lambdaG - lambdaB)) / abs((red - green) / (lambdaR - lambdaG))",
  ]

  /// How an index of the file is mapped; nil where nobody has said it.
  static func layer(_ index: String) throws -> IndexRequest.Layer? {
    if let expression = expressions[index] {
      return IndexRequest.Layer(try Expression(parsing: expression))
    }
    return IndexCatalogue.builtIn[renamed[index] ?? index].map { IndexRequest.Layer($0) }
  }

  init() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: Self.path))
    let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let spectra = try #require(file["spectra"] as? [String: [String: Any]])
    let names = spectra.keys.sorted()
    self.spectra = names
    indices = try #require(file["indices"] as? [String: Any]).keys.sorted()
    values = try #require(file["values"] as? [String: [String: Any]])
    let reflectances = try names.map {
      try #require(spectra[$0]?["reflectance"] as? [String: Double])
    }
    bands = try Self.roles.map { name, role in
      (role, try reflectances.map { Float(try #require($0[name])) })
    }
    let warmth = try names.map {
      Float(try #require(spectra[$0]?["brightness_temperature_K"] as? Double))
    }
    bands.append((.lwir11, warmth))
    edges = try #require(file["edge_cases"] as? [[String: Any]]).map { edge in
      var bands: [BandRole: Float] = [:]
      for (name, value) in edge {
        guard let value = value as? Double else { continue }
        bands[try #require(Self.roles[name])] = Float(value)
      }
      return (try #require(edge["index"] as? String), bands)
    }
  }

  /// The value of an index for a spectrum; nil where the file says that there is none.
  func value(of index: String, for spectrum: String) throws -> Double? {
    let value = try #require(values[spectrum]?[index])
    return value is NSNull ? nil : try #require(value as? Double)
  }
}
