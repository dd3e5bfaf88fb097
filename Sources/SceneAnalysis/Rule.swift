import Sites
import Spectral

/// Which pixels are suspicious, and of what kind.
public struct Rule: Sendable {
  /// The smallest connected suspicion worth a drive.
  public enum Minimum: Hashable, Sendable {
    /// At least this many pixels.
    case pixels(Int)
    /// At least this many square metres on the ellipsoid.
    case area(Double)
  }

  /// What it is called in outputs: slug, titles, duration, severity and version.
  public var label: CandidateRule
  /// What the rule judges at all; nil means everything.
  public var domain: Expression?
  /// What makes a pixel suspicious.
  public var condition: Expression
  /// How suspicious, 0 to 1; nil means 1.
  public var score: Expression?
  /// The smallest connected suspicion that is kept.
  public var minimum: Minimum
  /// The same where many dates are compared, so that later ones can tell the real from the rest; nil: no other.
  public var minimumOverTime: Minimum?

  /// The slug of the suspicion.
  public var kind: String { label.kind }

  /// Domain and condition as one.
  var whole: Expression {
    get throws(ExpressionError) {
      guard let domain else { return condition }
      return try Expression(parsing: "(\(domain.source)) and (\(condition.source))")
    }
  }

  /// Whether it compares something with a number that holds for calibrated reflectance only.
  var hasAbsoluteThreshold: Bool {
    condition.comparesWithNumber || domain?.comparesWithNumber == true
  }

  /// The indices that its expressions name, in order of appearance.
  func indexNames(in catalogue: IndexCatalogue) -> [String] {
    [domain, condition, score].compactMap { $0 }.flatMap { $0.indexNames(in: catalogue) }
  }
}
