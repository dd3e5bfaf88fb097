import Testing

@testable import Spectral

@Suite("Questions to the index catalogue")
struct IndexCatalogueQueriesTests {
  let catalogue = IndexCatalogue.builtIn
  let visible: Set<BandRole> = [.blue, .green, .red, .nir]

  @Test("roles are found through nested indices") func roles() {
    #expect(catalogue.roles(of: "MNDWI") == [.green, .swir16])
    #expect(catalogue.roles(of: "IBI") == [.green, .red, .nir, .swir16])
    #expect(catalogue.roles(of: "FUI") == [.coastal, .blue, .green, .red, .rededge071])
    #expect(catalogue.roles(of: "nothing").isEmpty)
    // What a program reads is another way to the same answer.
    for name in catalogue.names {
      var builder = ProgramBuilder(context: .singleScene, constants: .placeholders)
      #expect(throws: Never.self) { try builder.number(index: name, date: .only) }
      #expect(Set(builder.finish().inputs.map(\.role)) == catalogue.roles(of: name))
    }
  }

  @Test("Gaofen-1 has no short-wave infrared and no red edge: this is what can be made from it")
  func gaofen() {
    #expect(
      catalogue.names(madeFrom: visible).filter { !$0.contains("_") } == [
        "NDWI", "NDTI", "SABI", "BOI", "NDBWI", "NDVI", "EVI", "EVI2", "SAVI", "PISI", "BAI",
      ])
    #expect(catalogue.canBeMade("HUE_ANGLE_RGB", from: visible))
    #expect(!catalogue.canBeMade("FAI", from: visible))
    #expect(!catalogue.canBeMade("NDWl", from: visible))
  }

  @Test(
    "sensors are found by bands, wavelengths and coefficients",
    arguments: [
      ("NDVI", SensorProfile.slugs),
      ("NDCI", ["sentinel-2a", "sentinel-2b", "sentinel-2c", "gf-6"]),
      ("FUI", ["sentinel-2a", "sentinel-2b", "sentinel-2c"]),
      ("FUI_4BAND", ["sentinel-2a", "sentinel-2b", "sentinel-2c", "landsat-8", "landsat-9"]),
      ("FAI", SensorProfile.slugs.filter { !$0.hasPrefix("gf") }), ("nothing", []),
    ])
  func sensors(_ name: String, _ wanted: [String]) {
    #expect(catalogue.sensors(for: name) == wanted)
  }

  @Test("every domain lists its own, and all domains list all") func domains() {
    let domains = IndexDefinition.Domain.allCases
    for domain in domains {
      #expect(catalogue.entries(domain: domain).allSatisfy { $0.domain == domain })
    }
    let count = domains.reduce(0) { $0 + catalogue.entries(domain: $1).count }
    #expect(count == catalogue.names.count && catalogue.entries().map(\.name) == catalogue.names)
    #expect(catalogue.entries(domain: .snow).map(\.name) == ["SWI_snow"])
  }

  @Test("constants are found through nested indices") func constants() {
    #expect(catalogue.constants(of: "FAI").map(\.name) == ["lambdaN", "lambdaR", "lambdaS1"])
    #expect(catalogue.constants(of: "FUI").count == 15 + 6)
    #expect(catalogue.constants(of: "MNDWI").isEmpty && catalogue.constants(of: "?").isEmpty)
  }

  @Test(
    "an obstacle is told: bands first, then constants",
    arguments: [
      ("NDWI", "gf-1", nil), ("FAI", "gf-1", "FAI needs swir16"),
      ("HUE_ANGLE_RGB", "gf-1", nil),
      (
        "HUE_ANGLE_RGB", nil,
        "HUE_ANGLE_RGB needs the coefficients of the sensor, which scene.yaml does not name"
      ),
      (
        "TUR_NECHAD_RED", "gf-1",
        "TUR_NECHAD_RED needs turbidityA_red (Factor of Nechad's formula at red), which gf-1 has not"
      ),
      ("NDWl", "gf-1", "unknown index NDWl: did you mean NDWI?"),
    ] as [(String, String?, String?)])
  func obstacles(_ name: String, _ sensor: String?, _ wanted: String?) {
    let constants = IndexConstants(sensor: SensorProfile(sensor: sensor))
    #expect(catalogue.obstacle(to: name, from: visible, constants: constants) == wanted)
  }

  @Test("what public catalogues have wrong is right here, and says so")
  func publicMistakes() throws {
    for name in ["AWEInsh", "BAIM"] {
      #expect(catalogue[name]?.caveat?.contains("Public catalogues have it wrong") == true)
    }
    // Martin et al. 2006 at its own reference spectrum but 0.1: 1 / (0 + 0.01).
    let scar = Pixels.scene([.nir: 0.05, .swir22: 0.3])
    #expect(abs(try Pixels.numbers("BAIM", of: [scar])[0] - 100) < 1e-3)
  }
}
