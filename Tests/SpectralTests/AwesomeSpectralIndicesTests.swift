import Testing

@testable import Spectral

@Suite("Catalogue files of Awesome Spectral Indices")
struct AwesomeSpectralIndicesTests {
  /// An entry as the public file has them.
  static func entry(
    _ name: String, _ formula: String, bands: String = #""N", "R""#, domain: String = "vegetation"
  ) -> String {
    #"""
    "\#(name)": {"application_domain": "\#(domain)", "bands": [\#(bands)], "contributor": "x",
      "date_of_addition": "2021-04-07", "formula": "\#(formula)", "long_name": "Long \#(name)",
      "platforms": ["Sentinel-2"], "reference": "https://doi.org/1", "short_name": "\#(name)"}
    """#
  }

  static func file(_ entries: String...) -> [UInt8] {
    [UInt8](#"{"SpectralIndices": {\#(entries.joined(separator: ","))}}"#.utf8)
  }

  @Test("bring formulas, constants and nested indices") func reading() throws {
    let catalogue = try IndexCatalogue(
      awesomeSpectralIndices: Self.file(
        Self.entry("SAVI", "(1.0 + L) * (N - R) / (N + R + L)", bands: #""N", "R", "L""#),
        Self.entry("NDVI", "(N - R)/(N + R)"), Self.entry("TWICE", "2 * NDVI")))
    #expect(catalogue.names == ["NDVI", "SAVI", "TWICE"])
    let savi = try #require(catalogue["SAVI"])
    #expect(savi.longName == "Long SAVI" && savi.domain == .vegetation && savi.obstacle == nil)
    #expect(savi.source == "https://doi.org/1" && savi.caveat == nil)
    #expect(catalogue.roles(of: "TWICE") == [.nir, .red])
    #expect(catalogue.constants(of: "SAVI").map(\.name) == ["L"])
    let pixel = Pixels.scene([.nir: 0.4, .red: 0.1])
    let constants = try IndexConstants.sentinel2A.setting(["L=0.5"])
    let found = try Pixels.numbers(
      "SAVI + TWICE", catalogue: catalogue, constants: constants, of: [pixel])[0]
    #expect(abs(found - (0.45 + 1.2)) < 1e-6)
  }

  @Test("keep radar and foreign bands, with the reason why they cannot be computed")
  func obstacles() throws {
    let catalogue = try IndexCatalogue(
      awesomeSpectralIndices: Self.file(
        Self.entry("VVVHR", "VV/VH", bands: #""VV", "VH""#, domain: "radar"),
        Self.entry("CCI", "(G1 - R)/(G1 + R)", bands: #""G1", "R""#)))
    #expect(
      catalogue["VVVHR"]?.obstacle == "needs radar (VH, VV), and scenes are optical here")
    #expect(catalogue["CCI"]?.obstacle == "needs G1, which no sensor has here")
    #expect(catalogue["VVVHR"]?.domain == .radar)
    #expect(catalogue.names(madeFrom: Set(BandRole.allCases)).isEmpty)
    #expect(
      catalogue.obstacle(to: "CCI", from: [.red], constants: .sentinel2A)
        == "CCI needs G1, which no sensor has here")
    var builder = ProgramBuilder(catalogue: catalogue, context: .singleScene)
    let error = try #require(throws: ExpressionError.self) {
      _ = try builder.number(Expression(parsing: "1 + CCI"))
    }
    #expect(error.message == "CCI cannot be computed: it needs G1, which no sensor has here")
    #expect(error.offset == 4)
  }

  @Test("make radial kernels of their names") func kernels() throws {
    let catalogue = try IndexCatalogue(
      awesomeSpectralIndices: Self.file(
        Self.entry(
          "kNDVI", "(kNN - kNR)/(kNN + kNR)", bands: #""kNN", "kNR""#, domain: "kernel")))
    #expect(catalogue.names == ["kNDVI", "kNN", "kNR"])
    // Camps-Valls et al. 2021: with a fixed sigma, kNDVI is tanh(((N - R) / (2 sigma))^2).
    let pixel = Pixels.scene([.nir: 0.5, .red: 0.1])
    let constants = try IndexConstants.sentinel2A.setting(["sigma=0.2"])
    let found = try Pixels.numbers(
      "kNDVI", catalogue: catalogue, constants: constants, of: [pixel])[0]
    #expect(abs(found - 0.7615942) < 1e-6)
    #expect(KernelName("kRE1L")?.a == "RE1" && KernelName("kRE1L")?.b == "L")
    #expect(KernelName("k") == nil && KernelName("kN") == nil && KernelName("kevin") == nil)
  }

  @Test("say where the public file is wrong") func mistakes() throws {
    let wrong = try IndexCatalogue(
      awesomeSpectralIndices: Self.file(
        Self.entry("AWEInsh", "4.0 * (G - S1) - 0.25 * N + 2.75 * S2"),
        Self.entry("BAIM", "1.0/((0.05 - N) ** 2.0) + ((0.2 - S2) ** 2.0)")))
    for name in wrong.names {
      #expect(wrong[name]?.caveat?.hasPrefix("Wrong in this file") == true)
    }
    let right = try IndexCatalogue(
      awesomeSpectralIndices: Self.file(
        Self.entry("AWEInsh", "4.0 * (G - S1) - (0.25 * N + 2.75 * S2)")))
    #expect(right["AWEInsh"]?.caveat == nil)
  }

  @Test(
    "that are something else are refused with a sentence",
    arguments: [
      ("", "this is not valid JSON"), ("[]", "this is of the wrong type"),
      ("{}", "SpectralIndices: this is missing"),
      (#"{"SpectralIndices": null}"#, "SpectralIndices: this is null"),
      (#"{"SpectralIndices": {"X": 1}}"#, "SpectralIndices.X: this is of the wrong type"),
      (
        #"{"SpectralIndices": {"X": {"long_name": "X"}}}"#,
        "SpectralIndices.X.application_domain: this is missing"
      ),
      (
        #"{"SpectralIndices": {"X": {"long_name": 1e999}}}"#,
        "SpectralIndices.X.long_name: this is of the wrong type"
      ),
    ])
  func notThisFormat(_ json: String, _ message: String) throws {
    let error = try #require(throws: IndexCatalogueError.self) {
      _ = try IndexCatalogue(awesomeSpectralIndices: [UInt8](json.utf8))
    }
    #expect(error.description == message)
  }

  @Test(
    "whose entries are wrong are refused with the entry's name",
    arguments: [
      (entry("X", "(N - R"), "X: expected ')' to close '(', found the end"),
      (entry("X", "N - Q"), "unknown name Q"),
      (entry("X", "N > R"), "a number is wanted here"),
      (entry("X", "XX") + "," + entry("XX", "X"), "index X: it is defined through itself"),
      (entry("green", "N"), "index green: that is the name of a band"),
      (entry("L", "N"), "index L: that is the name of a constant"),
      (entry("X", "N", domain: "sea"), "X: unknown application domain sea"),
      (entry("X Y", "N"), "X Y: a name has letters, digits and _ only"),
      (entry("", "N"), ": a name has letters, digits and _ only"),
      (entry("1X", "N"), "1X: a name has letters, digits and _ only"),
      (entry(#"X\u001b[2J"#, "N"), "X [2J: a name has letters, digits and _ only"),
      (entry("X", "N * 1e999"), "X: 1e999 is not a number that fits"),
    ])
  func wrongEntries(_ entries: String, _ message: String) throws {
    let error = try #require(throws: IndexCatalogueError.self) {
      _ = try IndexCatalogue(awesomeSpectralIndices: Self.file(entries))
    }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test("nested too deeply or too long are refused before they are gone through")
  func size() throws {
    for formula in [
      String(repeating: "(", count: 500), String(repeating: "N+", count: 5000) + "N",
    ] {
      let error = try #require(throws: IndexCatalogueError.self) {
        _ = try IndexCatalogue(awesomeSpectralIndices: Self.file(Self.entry("X", formula)))
      }
      #expect(error.description.hasPrefix("X: the expression "))
    }
    for json in [
      [UInt8](repeating: UInt8(ascii: "["), count: 100_000),
      [UInt8](repeating: UInt8(ascii: " "), count: AwesomeSpectralIndices.sizeLimit + 1),
    ] {
      #expect(throws: IndexCatalogueError.self) {
        _ = try IndexCatalogue(awesomeSpectralIndices: json)
      }
    }
  }
}
