import Foundation
import SceneBuilding
import Testing

@Suite("The indices command")
struct IndicesCommandTests {
  private func indices(_ arguments: String...) throws -> String {
    let outcome = try Program.run(["indices"] + arguments)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(outcome.error == "")
    return outcome.output
  }

  /// The first word of each line.
  private func names(_ listing: String) -> [Substring] {
    listing.split(separator: "\n").compactMap { $0.split(separator: " ").first }
  }

  private func json<T>(_ text: String, as type: T.Type) throws -> T {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? T)
  }

  @Test("lists name, domain and bands of all")
  func list() throws {
    let listing = try indices()
    let names = names(listing)
    #expect(names.count > 57)
    #expect(Set(names).count == names.count)
    #expect(names.contains("MNDWI") && names.contains("TUR_DOGLIOTTI2015"))
    let line = try #require(listing.split(separator: "\n").first { $0.hasPrefix("NDCI ") })
    #expect(line.contains(" quality ") && line.hasSuffix("(red rededge071)"))
  }

  @Test("lists those of a domain; the domains together are all")
  func domains() throws {
    let water = try indices("--domain", "water")
    #expect(!water.isEmpty)
    #expect(water.split(separator: "\n").allSatisfy { $0.contains(" water ") })
    var all: [Substring] = []
    for domain in ["water", "quality", "vegetation", "soil", "built", "fire", "snow"] {
      all += names(try indices("--domain", domain))
    }
    #expect(all.sorted() == names(try indices()).sorted())
  }

  @Test("lists what can be made from a scene")
  func forScene() throws {
    let pond = try PondScenes()
    let scenes = try IndexScenes()
    let found = names(try indices("--for", pond.before))
    #expect(found.contains("MNDWI"))
    #expect(!found.contains("NDVI") && !found.contains("NDWI") && !found.contains("FAI"))
    let more = names(try indices("--for", scenes.scene))
    #expect(Set(more).isSuperset(of: found) && more.contains("NDVI") && !more.contains("NBR"))
  }

  @Test("leaves out what needs wavelengths that nobody knows, until they are set")
  func wavelengths() throws {
    // A "synthetic" sensor is not known.
    let scenes = try IndexScenes()
    let scene = scenes.scene
    #expect(!names(try indices("--for", scene)).contains("FAI"))
    let set = try indices(
      "--for", scene, "--set", "lambdaN=833", "--set", "lambdaR=665", "--set", "lambdaS1=1610")
    #expect(names(set).contains("FAI"))
  }

  @Test("explains one: formula, bands, threshold, source and caveat")
  func explanation() throws {
    let text = try indices("NDCI")
    #expect(text.hasPrefix("NDCI: "))
    for line in ["  formula   nd(rededge071, red)\n", "  bands     red rededge071\n"] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(text.contains("10.1016/j.rse.2011.10.016"))
    #expect(try indices("TUR_DOGLIOTTI2015").contains("  unit      FNU\n"))
    // Public catalogues have its last sign wrong; the entry says so.
    let feyisa = try indices("AWEInsh")
    #expect(feyisa.contains("4 * (green - swir16) - (0.25 * nir + 2.75 * swir22)"))
    #expect(feyisa.contains("  caveat    "))
  }

  @Test("gives the same as JSON, one or all")
  func jsonOutput() throws {
    let one = try json(try indices("NDCI", "--json"), as: [String: Any].self)
    #expect(one["name"] as? String == "NDCI")
    #expect(one["bands"] as? [String] == ["red", "rededge071"])
    #expect((one["source"] as? String)?.contains("10.1016/j.rse.2011.10.016") == true)
    #expect(one["unit"] is NSNull)
    #expect(one["range"] as? [Double] == [-1, 1])
    let all = try json(try indices("--json"), as: [[String: Any]].self)
    #expect(all.compactMap { $0["name"] as? String } == names(try indices()).map(String.init))
  }

  @Test("knows the indices of another catalogue, and why one cannot be made")
  func otherCatalogue() throws {
    let scenes = try IndexScenes()
    let path = try scenes.home.write(
      """
      {"SpectralIndices": {
      "MINE": {"application_domain": "water", "bands": ["G"], "formula": "G", "long_name": "Mine",
      "reference": "nobody 2024"},
      "RADAR": {"application_domain": "radar", "bands": ["VV", "VH"], "formula": "VV - VH",
      "long_name": "Radar", "reference": "nobody 2024"}}}
      """, to: "catalogue.json")
    #expect(names(try indices("--catalogue", path)) == ["MINE", "RADAR"])
    #expect(try indices("MINE", "--catalogue", path).contains("nobody 2024"))
    #expect(try indices("RADAR", "--catalogue", path).contains("  obstacle  "))
    #expect(
      names(try indices("--catalogue", path, "--for", scenes.scene)) == ["MINE"])
  }

  @Test("refuses a name that there is not, with the nearest that there is: 64")
  func unknownName() throws {
    let outcome = try Program.run(["indices", "NDVl"])
    #expect(outcome.code == 64)
    #expect(outcome.output == "")
    #expect(outcome.error.contains("did you mean NDVI?"))
  }

  @Test("refuses a domain that there is not: 64")
  func unknownDomain() throws {
    let outcome = try Program.run(["indices", "--domain", "wine"])
    #expect(outcome.code == 64)
    #expect(outcome.output == "")
    #expect(outcome.error.contains("wine") && outcome.error.contains("quality"))
  }

  @Test("refuses a scene and a catalogue that are not there: 66")
  func missing() throws {
    for option in ["--for", "--catalogue"] {
      let outcome = try Program.run(["indices", option, "nowhere"])
      #expect(outcome.code == 66)
      #expect(outcome.output == "" && outcome.error.contains("nowhere"))
    }
  }
}
