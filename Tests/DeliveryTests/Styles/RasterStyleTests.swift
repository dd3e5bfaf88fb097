import Delivery
import GeoFiles
import SceneBuilding
import Testing

@Suite("The style of a raster")
struct RasterStyleTests {
  private func elements(_ text: String, _ name: String) throws -> [XMLElement] {
    func all(_ element: XMLElement) -> [XMLElement] {
      (element.name == name ? [element] : []) + element.children.flatMap(all)
    }
    return all(try XMLElement(parsing: String(text.drop { $0 != "\n" }), path: "style"))
  }

  @Test("spans the range of the scale with the colours of its ramp")
  func ramp() throws {
    let scale = IndexMapImage.Scale(range: -0.5...0.5, isDiverging: true)
    let items = try elements(RasterStyle.qml(of: scale), "item")
    let values = items.compactMap { $0.attributes["value"].flatMap(Double.init) }
    #expect(values.first == -0.5 && values.last == 0.5 && values == values.sorted())
    #expect(values.contains(0))
    // Near-white in the middle, as the ramp has it.
    #expect(items[items.count / 2].attributes["color"] == "#F5F5F5")
  }

  @Test("names every class")
  func classes() throws {
    let qml = RasterStyle.qml(of: [
      RasterClass(0, "not <changed>", colour: 0xFFFFFF, alpha: 0),
      RasterClass(1, "changed", colour: 0xD55E00),
    ])
    let entries = try elements(qml, "paletteEntry")
    #expect(entries.map { $0.attributes["label"] } == ["not <changed>", "changed"])
    #expect(entries.map { $0.attributes["color"] } == ["#FFFFFF", "#D55E00"])
    #expect(entries.map { $0.attributes["alpha"] } == ["0", "255"])
  }

  @Test("does not replace one that is there")
  func kept() throws {
    let home = try TemporaryFolder()
    #expect(try StyleFile.write("first", beside: home.file("map.tif")))
    #expect(try !StyleFile.write("second", beside: home.file("map.tif")))
    #expect(String(decoding: try home.bytes(of: "map.qml"), as: UTF8.self) == "first")
  }
}
