import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import Delivery

@Suite("The style of a layer of sites")
struct SiteStyleTests {
  private let style: SiteStyle
  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
    let sites = try SampleSites.sites(in: home)
    style = SiteStyle(sites, columns: ["id", "state"] + sites.columns.map(\.name), language: .zh)
  }

  private func elements(_ text: String, _ name: String) throws -> [XMLElement] {
    func all(_ element: XMLElement) -> [XMLElement] {
      (element.name == name ? [element] : []) + element.children.flatMap(all)
    }
    // The reader knows no document types, and QGIS wants one.
    let body = text.hasPrefix("<!DOCTYPE") ? String(text.drop { $0 != "\n" }) : text
    return all(try XMLElement(parsing: body, path: "style"))
  }

  @Test("has one category a kind with a symbol of its own, for QGIS")
  func categories() throws {
    let categories = try elements(style.qml, "category")
    #expect(
      Set(categories.compactMap { $0.attributes["value"] })
        == ["water-lost", "turbid-discharge", SampleSites.hostile])
    #expect(categories.contains { $0.attributes["label"] == "疑似侵占水域" })
    #expect(try elements(style.qml, "symbol").count == 3)
    #expect(Set(categories.compactMap { $0.attributes["symbol"] }).count == 3)
  }

  @Test("has one rule a kind, for OGC's servers")
  func rules() throws {
    let literals = try elements(style.sld(layer: "sites"), "Literal").map(\.text)
    #expect(literals.contains("water-lost") && literals.count == 3)
  }

  @Test("breaks lines by state only where sites have one")
  func states() throws {
    #expect(style.qml.contains("outlineStyle"))
    let plain = SiteStyle(try SampleSites.sites(in: home), columns: ["id", "kind"], language: .en)
    #expect(!plain.qml.contains("outlineStyle"))
  }

  @Test("names columns for people")
  func aliases() throws {
    let names = try elements(style.qml, "alias").reduce(into: [:]) {
      $0[$1.attributes["field"] ?? ""] = $1.attributes["name"]
    }
    #expect(names["area_mu"] == "面积(亩)" && names["mndwi_before"] == "MNDWI(前)")
  }

  @Test("holds no markup that came with a kind")
  func markup() {
    #expect(!style.qml.contains("<script>") && !style.sld(layer: "sites").contains("<script>"))
  }
}
