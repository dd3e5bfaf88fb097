import Foundation
import PixelKernels
import Sites

/// What is told of a change map: to people, to programs and in the metadata of its files.
public struct ChangeSummary: Sendable {
  /// A line: what it is about, and what is said of it.
  public struct Line: Sendable {
    /// What it is about.
    public var name: String
    /// What is said, for people.
    public var text: String
    /// The same for programs.
    public var value: JSONValue
  }

  /// The lines, in order.
  public var lines: [Line]

  /// The summary of a result.
  public init(_ result: ChangeResult, of plan: ChangePlan) {
    lines = []
    let method = plan.request.method
    add("method", method.signature)
    if !plan.request.roles.isEmpty {
      let names = plan.request.roles.map(\.rawValue)
      add("bands", names.joined(separator: " "), .array(names.map { .string($0) }))
    }
    addFit(result.fit, step: plan.step, method)
    add(
      "observed",
      "\(Self.percent(result.observed, of: result.considered)) of \(result.considered) pixels",
      .int(result.observed))
    guard let threshold = result.threshold else { return }
    add(
      "threshold", "\(Self.short(threshold.size)) by \(threshold.reason)",
      .object([
        ("size", .number(threshold.size)), ("method", .string(threshold.method.name)),
        ("refused", .array(threshold.refused.map { .string($0) })),
      ]))
    guard !result.labels.isEmpty else { return }
    let labelling = plan.request.labelling
    add(
      "smoothing",
      labelling.beta > 0
        ? "Potts beta \(labelling.beta), \(result.sweeps) sweeps" : "none",
      .object([("beta", .number(labelling.beta)), ("sweeps", .int(result.sweeps))]))
    if plan.leastPixels > 1 {
      add(
        "minimum", "\(plan.leastPixels) pixels, \(result.dropped) smaller regions left out",
        .object([("pixels", .int(plan.leastPixels)), ("left_out", .int(result.dropped))]))
    }
    add(
      "changed", "\(result.changed) pixels, \(Self.percent(result.changed, of: result.observed))",
      .int(result.changed))
  }

  private mutating func addFit(_ fit: ChangeFit, step: Int, _ method: ChangeMethod) {
    guard fit.pixels > 0 else { return }
    add(
      "fitted to",
      "\(fit.pixels) pixels" + (step > 1 ? ", every \(step)th of every \(step)th row" : ""),
      .object([("pixels", .int(fit.pixels)), ("step", .int(step))]))
    guard !fit.figures.isEmpty else { return }
    let name = method == .reweightedSlowFeatures ? "variances" : "correlations"
    add(
      name, fit.figures.map { Self.short($0) }.joined(separator: " "),
      .array(fit.figures.map { .number($0) }))
    add(
      "rounds", "\(fit.rounds)" + Self.ending(fit),
      .object([
        ("count", .int(fit.rounds)), ("settled", .bool(fit.isSettled)),
        ("exhausted", .bool(fit.isExhausted)),
      ]))
  }

  private static func ending(_ fit: ChangeFit) -> String {
    if fit.isExhausted { return ", then hardly a pixel was left that can have stayed the same" }
    return fit.isSettled ? "" : ", not settled"
  }

  private mutating func add(_ name: String, _ text: String, _ value: JSONValue? = nil) {
    lines.append(Line(name: name, text: text, value: value ?? .string(text)))
  }

  /// The lines as a table, one a line.
  public var table: String {
    let width = (lines.map(\.name.count).max() ?? 0) + 2
    return lines.map {
      $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + $0.text + "\n"
    }
    .joined()
  }

  /// The lines as one JSON object.
  public var json: JSONValue {
    .object(lines.map { ($0.name.replacing(" ", with: "_"), $0.value) })
  }

  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }

  private static func percent(_ part: Int, of whole: Int) -> String {
    String(format: "%.1f %%", 100 * Double(part) / Double(max(1, whole)))
  }
}
