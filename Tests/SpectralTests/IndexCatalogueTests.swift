import Foundation
import SeededRandomness
import Testing

@testable import Spectral

/// Spectra and index values worked out elsewhere (spyndex and hand formulas in Python), shared
/// beside the repository; the tests that need them are skipped where they are missing.
struct IndexVectors: Decodable {
  struct Spectrum: Decodable { var reflectance: [String: Double] }
  var spectra: [String: Spectrum]
  var values: [String: [String: Double?]]

  static let url = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/vectors/index_vectors.json").standardizedFileURL
  static var isThere: Bool { FileManager.default.fileExists(atPath: url.path) }

  static func read() throws -> IndexVectors {
    try JSONDecoder().decode(IndexVectors.self, from: Data(contentsOf: url))
  }

  static let roles: [String: BandRole] = [
    "aerosol": .coastal, "blue": .blue, "green": .green, "red": .red, "rededge1": .rededge071,
    "rededge2": .rededge075, "rededge3": .rededge078, "nir": .nir, "nir_narrow": .nir08,
    "swir1": .swir16, "swir2": .swir22,
  ]
  /// Names that differ from the catalogue's.
  static let renamed = ["NDTI_turbidity": "NDTI", "NDTI_tillage": "NDTillI"]
  /// What the catalogue does not have with good conscience, as expressions: a public mistake, and a
  /// formula that nobody has verified.
  static let expressions = [
    "AWEInsh_spyndex_0_12_WRONG": "4 * (G - S1) - 0.25 * N + 2.75 * S2",
    "WCI_from_memory": "abs((G - B) / (lambdaG - lambdaB)) / abs((R - G) / (lambdaR - lambdaG))",
  ]
}

@Suite("Index catalogue")
struct IndexCatalogueTests {
  @Test(
    "every index has the values worked out elsewhere",
    .enabled(if: IndexVectors.isThere, "../shared/vectors is not there"))
  func values() throws {
    let vectors = try IndexVectors.read()
    var compared: Set<String> = []
    for (spectrumName, spectrum) in vectors.spectra {
      let pixel = Pixels.scene(
        Dictionary(
          uniqueKeysWithValues: spectrum.reflectance.compactMap { name, value in
            IndexVectors.roles[name].map { ($0, value) }
          }))
      for (vectorName, wanted) in vectors.values[spectrumName] ?? [:] {
        guard let wanted else { continue }
        let name =
          IndexVectors.expressions[vectorName] ?? IndexVectors.renamed[vectorName] ?? vectorName
        // The vectors divide whatever the sum is.
        let found = Double(try Pixels.numbers(name, minimumSum: 0, of: [pixel])[0])
        let tolerance = max(1e-6, 2e-5 * abs(wanted))
        #expect(abs(found - wanted) <= tolerance, "\(name) of \(spectrumName): \(found), \(wanted)")
        compared.insert(name)
      }
    }
    #expect(compared.count == 57)
    for name in vectors.values.values.flatMap(\.keys) where IndexVectors.expressions[name] == nil {
      #expect(IndexCatalogue.builtIn[IndexVectors.renamed[name] ?? name] != nil)
    }
  }

  @Test("water, of which two sums are all noise, is judged only where there is light")
  func minimumSum() throws {
    // Deep clear water of the vectors: swir16 0.002 and swir22 0.0015.
    let water = Pixels.scene([.swir16: 0.002, .swir22: 0.0015, .green: 0.022])
    #expect(try Pixels.numbers("NBR2", of: [water])[0].isNaN)
    let value = try Pixels.numbers("MNDWI", of: [water])[0]
    #expect(abs(value - 0.8333333) < 1e-6)
  }

  @Test("AWEInsh takes swir22 away, unlike the public catalogues") func feyisa() throws {
    // Feyisa et al. 2014, table 2: 4 (0.1 - 0.4) - (0.25 * 0.4 + 2.75 * 0.36) = -2.29.
    let roof = Pixels.scene([.green: 0.1, .swir16: 0.4, .nir: 0.4, .swir22: 0.36])
    let value = try Pixels.numbers("AWEInsh", of: [roof])[0]
    #expect(abs(value + 2.29) < 1e-5)
  }

  @Test(
    "edges of formulas are unknown",
    arguments: [
      ("NDWI", [BandRole.green: 0.0, .nir: 0.0]), ("NDVI", [.red: -0.005, .nir: 0.004]),
      ("TUR_NECHAD2016_B4", [.red: 0.19563]),
      ("TUR_NECHAD_RED", [.red: 0.19563]), ("TUR_NECHAD_RED", [.red: 0.3]),
      ("SPM_NECHAD_NIR08", [.nir08: 0.22]), ("TUR_NECHAD2009", [.red: 0.18]),
      ("SPM_NECHAD2010", [.red: 0.18]), ("TUR_DOGLIOTTI", [.red: 0.1, .nir08: 0.2112]),
      ("TUR_DOGLIOTTI", [.red: 0.06, .nir08: 0.3]),
      ("HUE_ANGLE", [.coastal: 0, .blue: 0, .green: 0, .red: 0, .rededge071: 0]),
      ("FUI", [.coastal: 0, .blue: 0, .green: 0, .red: 0, .rededge071: 0]),
      ("CHL_NDCI", [.rededge071: 0.1, .red: 0.16]),
      ("CHL_GONS", [.rededge078: 0.01, .rededge071: 0.012, .red: 0.02]),
      ("CHL_GONS", [.rededge078: 0.01, .rededge071: 0.012, .red: 0.005]),
      ("CHL_GONS", [.rededge078: 0.14, .rededge071: 0.1, .red: 0.1]),
      ("G_R_ratio", [.green: 0.1, .red: 0]),
    ])
  func edges(_ name: String, _ bands: [BandRole: Double]) throws {
    #expect(try Pixels.numbers(name, of: [Pixels.scene(bands.mapValues { $0 })])[0].isNaN)
  }

  @Test("every index says what it is, and stays in its range for reflectances")
  func entries() throws {
    var dice = SplitMix(state: 1)
    let pixels = (0..<60).map { _ in
      Pixels.scene(
        Dictionary(
          uniqueKeysWithValues: BandRole.allCases.map {
            ($0, [0, 1, Double.random(in: 0...1, using: &dice)].randomElement(using: &dice) ?? 0)
          }))
    }
    for name in IndexCatalogue.builtIn.names {
      let index = try #require(IndexCatalogue.builtIn[name])
      #expect(index.name == name && !index.longName.isEmpty && !index.high.isEmpty)
      #expect(!index.source.isEmpty && index.formula.kindOfResult == .number)
      #expect(index.caveat?.isEmpty == false && index.obstacle == nil)
      guard let range = index.range else { continue }
      for value in try Pixels.numbers(name, of: pixels) where !value.isNaN {
        #expect(
          range.lowerBound - 1e-3 <= Double(value) && Double(value) <= range.upperBound + 1e-3,
          "\(name) \(value)")
      }
      if let threshold = index.threshold { #expect(range.contains(threshold.value)) }
    }
  }

  func index(_ name: String, _ formula: String) throws -> IndexDefinition {
    IndexDefinition(
      name: name, longName: name, domain: .water, formula: try Expression(parsing: formula))
  }

  @Test(
    "circles, doubles, band names and formulas for two scenes are refused",
    arguments: [
      ([("lambdaR", "1")], "index lambdaR: that is the name of a constant"),
      ([("X", "X + 1")], "index X: it is defined through itself"),
      ([("X", "XX + 1"), ("XX", "2 * X")], "index X: it is defined through itself"),
      ([("X", "1"), ("X", "2")], "index X: that name is given twice"),
      ([("green", "1")], "index green: that is the name of a band"),
      ([("S1", "1")], "index S1: that is the name of a band"),
      ([("X", "before.green")], "there is only one scene here"),
      ([("X", "distance(green)")], "distance needs two scenes"),
      ([("X", "gren")], "unknown name gren: did you mean green?"),
      ([("X", "green > 1")], "a number is wanted here"),
    ])
  func refusals(_ indices: [(String, String)], _ message: String) throws {
    let definitions = try indices.map { try index($0.0, $0.1) }
    let error = try #require(throws: ExpressionError.self) {
      _ = try IndexCatalogue(definitions)
    }
    #expect(error.message.hasPrefix(message))
  }

  @Test("more indices can be added, and use those that are there") func adding() throws {
    let more = try IndexCatalogue.builtIn.adding([index("TWICE", "2 * MNDWI")])
    let pixel = Pixels.scene([.green: 0.3, .swir16: 0.1])
    let values = try Pixels.numbers("TWICE", catalogue: more, of: [pixel])
    #expect(abs(values[0] - 1) < 1e-6)
    #expect(more.names.last == "TWICE" && IndexCatalogue.builtIn["TWICE"] == nil)
  }
}
