import Foundation
import SceneAnalysis
import Sites

/// The figures of an evaluation as they are printed.
struct EvaluationText {
  private let figures: [(key: String, label: String, value: JSONValue)]
  private let reliability: Reliability?

  /// Decimals of a share; a ten-thousandth is a tenth of what labels can tell apart.
  private static let places = 4

  /// The figures of a change map.
  init(_ pixels: PixelAccuracy) {
    figures = [
      ("n", "labelled pixels", .int(pixels.count)),
      ("tp", "true positives", .int(pixels.truePositives)),
      ("fp", "false positives", .int(pixels.falsePositives)),
      ("fn", "false negatives", .int(pixels.falseNegatives)),
      ("tn", "true negatives", .int(pixels.trueNegatives)),
      ("oa", "overall accuracy", Self.share(pixels.overallAccuracy)),
      ("kappa", "kappa", Self.share(pixels.kappa)),
      ("precision", "precision", Self.share(pixels.precision)),
      ("recall", "recall", Self.share(pixels.recall)),
      ("f1", "F1", Self.share(pixels.f1)),
    ]
    reliability = nil
  }

  /// The figures of a list of candidates.
  init(_ sites: SiteAccuracy, reliability: Reliability?) {
    figures =
      [
        ("label_sites", "label sites", .int(sites.labelSites)),
        ("proposed", "candidates", .int(sites.proposed)),
        ("hits", "hits", .int(sites.hits)),
        ("found", "label sites found", .int(sites.found)),
        ("precision", "precision", Self.share(sites.precision)),
        ("recall", "share found", Self.share(sites.recall)),
      ]
      + [10, 20, 50].map {
        ("p@\($0)", "precision of the first \($0)", Self.share(sites.precision(ofFirst: $0)))
      } + [("ap", "average precision", Self.share(sites.averagePrecision))]
    self.reliability = reliability
  }

  private static func share(_ value: Double) -> JSONValue { .rounded(value, places: places) }

  /// For machines.
  var json: [UInt8] {
    var members = figures.map { ($0.key, $0.value) }
    if let reliability {
      members.append(
        ("reliability", .array(reliability.tenths.map(object)))
      )
      members.append(("unlabelled", .int(reliability.unlabelled)))
    }
    return JSONValue.object(members).bytes + [UInt8(ascii: "\n")]
  }

  private func object(_ tenth: Reliability.Tenth) -> JSONValue {
    .object([
      ("from", .number(tenth.scores.lowerBound)), ("to", .number(tenth.scores.upperBound)),
      ("count", .int(tenth.count)), ("hits", .int(tenth.hits)),
      ("mean_score", tenth.meanScore.map(Self.share) ?? .null),
      ("hit_share", tenth.hitShare.map(Self.share) ?? .null),
    ])
  }

  /// For people.
  var table: [UInt8] {
    let width = 26  // as wide as the longest label, and a space
    var lines = figures.map {
      $0.label.padding(toLength: width, withPad: " ", startingAt: 0) + $0.value.description
    }
    if let reliability {
      lines += ["", "score       candidates  mean score  share of hits"]
      lines += reliability.tenths.map(line)
      if reliability.unlabelled > 0 {
        lines.append("\(reliability.unlabelled) more lie on no labelled pixel")
      }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func line(_ tenth: Reliability.Tenth) -> String {
    func cell(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "-" }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return String(format: "%.1f to %.1f  ", tenth.scores.lowerBound, tenth.scores.upperBound)
      + right("\(tenth.count)", 12) + right(cell(tenth.meanScore), 12)
      + right(cell(tenth.hitShare), 15)
  }
}
