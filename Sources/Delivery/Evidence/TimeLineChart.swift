import Foundation
import SceneAnalysis
import Sites

/// The means of an index over a site as a chart, SVG: a dot a date, joined where nothing lies between; a
/// date on which the site was masked stands as a hollow mark on the axis, so that nobody takes it for a
/// value or for silence.
public struct TimeLineChart: Sendable {
  /// What is drawn.
  public var looks: [SiteLook]
  /// The name of the index, and its unit where it has one.
  public var title: String
  /// What stands in the legend.
  public var words: Words

  /// The words of a chart, in a language.
  public struct Words: Sendable {
    /// `observed`, `partly in doubt`, `masked or no data`.
    public var clear, doubtful, masked: String

    /// English.
    public static let english = Words(
      clear: "observed", doubtful: "observed, partly in doubt", masked: "masked: not observed")
    /// Chinese.
    public static let chinese = Words(clear: "有效观测", doubtful: "部分存疑", masked: "被遮挡，未观测")

    /// Words from their parts.
    public init(clear: String, doubtful: String, masked: String) {
      self.clear = clear
      self.doubtful = doubtful
      self.masked = masked
    }
  }

  /// A chart of some looks, in the order of their times.
  public init(looks: [SiteLook], title: String, words: Words = .english) {
    self.looks = looks
    self.title = title
    self.words = words
  }

  private static let width = 720.0
  private static let height = 240.0
  private static let plot = (left: 64.0, right: 700.0, top: 34.0, bottom: 176.0)

  /// The text of the SVG file, in UTF-8.
  public var svg: String {
    let scale = valueScale()
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" "
        + "role=\"img\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#202020\">",
      "<title>\(title.markup)</title>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
      "<text x=\"\(Self.plot.left.tenths)\" y=\"20\" font-weight=\"bold\">\(title.markup)</text>",
    ]
    for (value, label) in zip(scale.ticks.values, scale.ticks.labels) {
      let y = scale.y(value).tenths
      parts.append(
        "<path d=\"M\(Self.plot.left.tenths) \(y)H\(Self.plot.right.tenths)\" stroke=\"#ddd\"/>"
          + "<text x=\"\((Self.plot.left - 8).tenths)\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
          + "\(label)</text>")
    }
    let x = places()
    let line = zip(looks, x).filter { !$0.0.isMasked }.compactMap { look, x in
      look.mean.map { "\(x.tenths) \(scale.y($0).tenths)" }
    }
    if line.count > 1 {
      parts.append(
        "<path d=\"M\(line.joined(separator: "L"))\" fill=\"none\" stroke=\"#0072b2\" stroke-width=\"2\"/>"
      )
    }
    parts += zip(looks, x).map { mark($0, x: $1, scale) }
    parts += dates(x)
    parts.append(legend)
    parts.append("</svg>\n")
    return parts.joined(separator: "\n")
  }

  private struct ValueScale {
    var range: ClosedRange<Double>
    var ticks: NiceTicks

    func y(_ value: Double) -> Double {
      let part = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      return plot.bottom - part * (plot.bottom - plot.top)
    }
  }

  private func valueScale() -> ValueScale {
    let values = looks.filter { !$0.isMasked }.compactMap { $0.mean.map { Float($0) } }
    let bounds = MapRange(of: values, isDiverging: false).bounds
    let margin = (bounds.upperBound - bounds.lowerBound) / 10
    let range = bounds.lowerBound - margin...bounds.upperBound + margin
    return ValueScale(range: range, ticks: NiceTicks(in: range, atMost: 5))
  }

  /// Where the looks stand: by their times; evenly where a time is not known.
  private func places() -> [Double] {
    let seconds = looks.map { $0.time.flatMap(Self.seconds) }
    let known = seconds.compactMap { $0 }
    let width = Self.plot.right - Self.plot.left - 60
    guard known.count == looks.count, let first = known.min(), let last = known.max(), first < last
    else {
      return looks.indices.map {
        Self.plot.left + 30 + width * (Double($0) + 0.5) / Double(max(1, looks.count))
      }
    }
    return known.map { Self.plot.left + 30 + width * ($0 - first) / (last - first) }
  }

  /// Days since 1970 by the civil calendar; nil for what is no date.
  private static func seconds(_ time: String) -> Double? {
    let formatter = ISO8601DateFormatter()
    if time.count == "2024-01-01".count { formatter.formatOptions = [.withFullDate] }
    return formatter.date(from: time)?.timeIntervalSince1970
  }

  private func mark(_ look: SiteLook, x: Double, _ scale: ValueScale) -> String {
    guard !look.isMasked, let mean = look.mean else {
      return Self.maskedMark(x: x, y: Self.plot.bottom, "\(look.time ?? ""): \(words.masked)")
    }
    let isClear = look.clear == look.pixels
    return "<circle cx=\"\(x.tenths)\" cy=\"\(scale.y(mean).tenths)\" r=\"5\" stroke=\"#0072b2\" "
      + "stroke-width=\"2\" fill=\"\(isClear ? "#0072b2" : "#fff")\"><title>"
      + "\((look.time ?? "").markup): \(String(decimal: mean, places: 3))</title></circle>"
  }

  private static func maskedMark(x: Double, y: Double, _ title: String) -> String {
    "<path d=\"M\((x - 5).tenths) \((y - 5).tenths)l10 10m0 -10l-10 10\" stroke=\"#a04000\" "
      + "stroke-width=\"2\" fill=\"none\"><title>\(title.markup)</title></path>"
  }

  /// The dates below the axis, as many as have room.
  private func dates(_ x: [Double]) -> [String] {
    let baseline = Self.plot.bottom + 22
    var lastEnd = -Double.infinity
    var parts = [
      "<path d=\"M\(Self.plot.left.tenths) \(Self.plot.bottom.tenths)H\(Self.plot.right.tenths)\" "
        + "stroke=\"#202020\"/>"
    ]
    let halfWidth = 36.0
    for (look, place) in zip(looks, x) where place - halfWidth > lastEnd {
      lastEnd = place + halfWidth
      parts.append(
        "<text x=\"\(place.tenths)\" y=\"\(baseline.tenths)\" text-anchor=\"middle\">"
          + "\(String((look.time ?? "?").prefix(10)).markup)</text>")
    }
    return parts
  }

  private var legend: String {
    let y = Self.height - 16
    let left = Self.plot.left
    return
      "<circle cx=\"\(left.tenths)\" cy=\"\(y.tenths)\" r=\"5\" fill=\"#0072b2\" stroke=\"#0072b2\" "
      + "stroke-width=\"2\"/><text x=\"\((left + 12).tenths)\" y=\"\(y.tenths)\" dy=\"4\">\(words.clear)</text>"
      + "<circle cx=\"\((left + 180).tenths)\" cy=\"\(y.tenths)\" r=\"5\" fill=\"#fff\" stroke=\"#0072b2\" "
      + "stroke-width=\"2\"/><text x=\"\((left + 192).tenths)\" y=\"\(y.tenths)\" dy=\"4\">\(words.doubtful)</text>"
      + Self.maskedMark(x: left + 400, y: y, words.masked)
      + "<text x=\"\((left + 412).tenths)\" y=\"\(y.tenths)\" dy=\"4\">\(words.masked)</text>"
  }
}

extension Double {
  /// The number to one decimal, for coordinates of drawings.
  var tenths: String { String(decimal: self, places: 1) }
}

extension String {
  /// The text with what has a meaning in XML and HTML escaped, and control characters replaced.
  var markup: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{FFFE}"..."\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
