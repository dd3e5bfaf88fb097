import Foundation
import GeoFiles

/// Styles of rasters for QGIS, which it takes by itself from a `.qml` beside the file.
public enum RasterStyle {
  /// Colours of the ramp that a style states; between them QGIS goes straight.
  private static let stops = 16

  /// The style of the first band of an index map: the ramp over the range of the scale.
  public static func qml(of scale: IndexMapImage.Scale) -> String {
    let (low, high) = (scale.range.lowerBound, scale.range.upperBound)
    let items = (0...stops).compactMap { stop -> XMLNode? in
      let value = low + (high - low) * Double(stop) / Double(stops)
      guard let colour = scale.colour(of: Float(value)) else { return nil }
      return XMLNode(
        "item",
        [
          ("value", "\(value)"), ("label", String(format: "%.4g", value)), ("color", colour.web),
          ("alpha", "255"),
        ])
    }
    let shader = XMLNode(
      "colorrampshader",
      [
        ("colorRampType", "INTERPOLATED"), ("classificationMode", "1"), ("clip", "0"),
        ("minimumValue", "\(low)"), ("maximumValue", "\(high)"),
      ], items)
    return document(
      XMLNode(
        "rasterrenderer",
        [
          ("type", "singlebandpseudocolor"), ("band", "1"), ("opacity", "1"), ("alphaBand", "-1"),
          ("classificationMin", "\(low)"), ("classificationMax", "\(high)"),
        ], [XMLNode("rastershader", [], [shader])]))
  }

  /// The style of a raster of classes: a colour and a name a class.
  public static func qml(of classes: [RasterClass]) -> String {
    let entries = classes.map { entry in
      let colour = Colour(red: entry.red, green: entry.green, blue: entry.blue)
      return XMLNode(
        "paletteEntry",
        [
          ("value", "\(entry.value)"), ("label", entry.name), ("color", colour.web),
          ("alpha", "\(entry.alpha)"),
        ])
    }
    return document(
      XMLNode(
        "rasterrenderer",
        [("type", "paletted"), ("band", "1"), ("opacity", "1"), ("alphaBand", "-1")],
        [XMLNode("colorPalette", [], entries)]))
  }

  private static func document(_ renderer: XMLNode) -> String {
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      + XMLNode(
        "qgis", [("version", "3.16"), ("styleCategories", "Symbology")],
        [XMLNode("pipe", [], [renderer])]
      ).text
  }
}

/// A style in the file beside another, where QGIS looks for it.
public enum StyleFile {
  /// The path of the style of a file.
  public static func path(beside file: String) -> String {
    URL(fileURLWithPath: file).deletingPathExtension().path + ".qml"
  }

  /// Writes a style; one that is there may be the desk's own work and stays. Whether it was written.
  public static func write(_ qml: String, beside file: String) throws -> Bool {
    let path = path(beside: file)
    guard !FileManager.default.fileExists(atPath: path) else { return false }
    try OutputFile(path).write(Array(qml.utf8))
    return true
  }
}
