import Foundation
import GeoFiles
import SceneAnalysis

/// Pictures of a report: a pixel a cell, which the browser magnifies without smoothing, and outlines as
/// vectors above them.
enum ReportPicture {
  /// Small enough for 500 sites in a file, and no artefacts at the size of a page.
  private static let quality = 85

  /// Cells as a `data:` address; cells that were not observed are white.
  static func address(of colours: [Colour?], columns: Int, rows: Int) throws -> String {
    var picture = PNGPicture(width: columns, height: rows)
    picture.fill(columns: 0..<columns, rows: 0..<rows, with: .white)
    for row in 0..<rows {
      for column in 0..<columns {
        guard let colour = colours[row * columns + column] else { continue }
        picture.fill(columns: column..<column + 1, rows: row..<row + 1, with: colour)
      }
    }
    let bytes = try picture.jpeg(quality: quality)
    return "data:image/jpeg;base64," + Data(bytes).base64EncodedString()
  }

  /// Rings as the data of an SVG path, in cells.
  static func path(of rings: [[SiteFrame.Place]]) -> String {
    rings.filter { !$0.isEmpty }.map { ring in
      "M"
        + ring.map { "\($0.column.hundredthsText) \($0.row.hundredthsText)" }.joined(separator: "L")
        + "Z"
    }.joined()
  }

  /// The colours of a scale as steps of a bar, with the labels of round numbers.
  static func legend(of scale: IndexMapImage.Scale) -> String {
    let (low, high) = (scale.range.lowerBound, scale.range.upperBound)
    let steps = 40
    let width = 200.0
    var parts = ["<svg class=\"legend\" viewBox=\"0 0 240 34\" aria-hidden=\"true\">"]
    for step in 0..<steps {
      let value = low + (Double(step) + 0.5) / Double(steps) * (high - low)
      guard let colour = scale.colour(of: Float(value)) else { continue }
      parts.append(
        "<rect x=\"\((20 + Double(step) * width / Double(steps)).tenths)\" y=\"2\" "
          + "width=\"5.3\" height=\"12\" fill=\"\(colour.code)\"/>")
    }
    let ticks = NiceTicks(in: scale.range, atMost: 5)
    for (value, label) in zip(ticks.values, ticks.labels) {
      let x = 20 + (value - low) / (high - low) * width
      parts.append(
        "<text x=\"\(x.tenths)\" y=\"28\" text-anchor=\"middle\" font-size=\"11\">\(label)</text>")
    }
    return parts.joined() + "</svg>"
  }
}

extension Colour {
  /// The colour as the web writes it.
  var code: String {
    "#"
      + [red, green, blue].map { part in
        String(part >> 4, radix: 16) + String(part & 15, radix: 16)
      }.joined()
  }
}

extension Double {
  /// The number to two decimals at most, for the data of paths.
  var hundredthsText: String {
    let text = String(decimal: self, places: 2)
    return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
  }
}
