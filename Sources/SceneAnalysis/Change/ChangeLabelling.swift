import GeoFiles
import PixelKernels

/// How changed pixels are told from others.
public struct ChangeLabelling: Hashable, Sendable {
  /// The threshold to begin with.
  public var threshold = ThresholdMethod.otsu
  /// What is tried in turn where that has no basis.
  public var fallbacks: [ThresholdMethod] = [.kittlerIllingworth]
  /// What a neighbour of the same label is worth, in half nats; 0 leaves the labels as the threshold has
  /// them. 1 is best on the labelled pair of Taizhou, 0.5 finds too much.
  public var beta = 1.0
  /// The smallest connected change that is kept.
  public var minimum = Rule.Minimum.pixels(1)
  /// Sweeps over the labels end after so many, or once no label moves.
  public var mostSweeps = 10

  /// The defaults of the command line.
  public init() {}

  /// The defaults of a method: a model of built-up change brings its own, in whole regions that need no
  /// smoothing.
  public init(for method: ChangeMethod) {
    guard case .builtUp(let model) = method else { return }
    threshold = .percentile(model.percentile)
    fallbacks = []
    beta = 0
    minimum = .pixels(model.leastPixels)
  }
}

/// How a threshold is found.
public enum ThresholdMethod: Hashable, Sendable {
  /// The greatest variance between classes.
  case otsu
  /// The least error between two normal classes.
  case kittlerIllingworth
  /// The corner of a histogram with one peak.
  case rosin
  /// Two normal classes, fitted.
  case mixture
  /// A size, in the unit of the map.
  case fixed(Double)
  /// The size that this many percent of the pixels do not exceed.
  case percentile(Double)

  /// One from its text on the command line; nil for anything else.
  public init?(_ text: String) {
    switch text.lowercased() {
    case "otsu": self = .otsu
    case "kittler-illingworth": self = .kittlerIllingworth
    case "rosin": self = .rosin
    case "em": self = .mixture
    case let text where text.hasPrefix("percentile:"):
      guard let percent = Double(text.dropFirst("percentile:".count)), percent > 0, percent < 100
      else { return nil }
      self = .percentile(percent)
    default:
      guard let size = Double(text), size.isFinite, size >= 0 else { return nil }
      self = .fixed(size)
    }
  }

  /// Its text on the command line.
  public var name: String {
    switch self {
    case .otsu: "otsu"
    case .kittlerIllingworth: "kittler-illingworth"
    case .rosin: "rosin"
    case .mixture: "em"
    case .fixed(let size): "\(size)"
    case .percentile(let percent): "percentile:\(percent)"
    }
  }
}

/// The threshold that was used, and why.
public struct ThresholdDecision: Hashable, Sendable {
  /// The size from which on a pixel is called changed, in the unit of the map; larger ones are.
  public var size: Double
  /// How it was found.
  public var method: ThresholdMethod
  /// What was asked for before and had no basis, with the reasons.
  public var refused: [String]

  /// How many bins a histogram has: those of the golden figures of Taizhou.
  static let bins = 400
  /// The share of the pixels that a histogram is spread over. A handful of extreme ones would leave all
  /// others in a few bins: on the pairs of OSCD that alone takes Otsu's F1 from 0.17 to 0.15.
  static let spread = 0.999

  /// A threshold on sizes, which are square roots of the statistics: their squares are too heavy-tailed
  /// for any of the methods. Refuses where none has a basis.
  init(_ labelling: ChangeLabelling, _ counts: LevelCounts, subject: String) throws {
    refused = []
    if counts.quantile(1) == 0 {
      (size, method) = (0, labelling.threshold)
      refused = ["no pixel changed at all"]
      return
    }
    for method in [labelling.threshold] + labelling.fallbacks {
      do throws(NoThreshold) {
        size = try Self.size(method, counts)
        self.method = method
        return
      } catch {
        refused.append("\(method.name): \(error.reason)")
      }
    }
    throw Refusal(
      .nothingToJudge, "no threshold has a basis: " + refused.joined(separator: "; "),
      subject: subject,
      advice:
        "nothing stands out from the noise of the pair; --threshold NUMBER or percentile:99 sets one "
        + "regardless")
  }

  private static func size(_ method: ThresholdMethod, _ counts: LevelCounts) throws(NoThreshold)
    -> Double
  {
    switch method {
    case .fixed(let size): return size
    case .percentile(let percent):
      guard let size = counts.quantile(percent / 100) else { throw .tooFewBins }
      guard counts.quantile(1).map({ size < $0 }) ?? false else { throw .nothingAbove }
      return size
    case .otsu, .kittlerIllingworth, .rosin, .mixture: break
    }
    guard let histogram = counts.histogram(bins: bins, upTo: spread) else { throw .tooFewBins }
    switch method {
    case .kittlerIllingworth: return try Threshold.kittlerIllingworth(histogram)
    case .rosin: return try Threshold.rosin(histogram)
    case .mixture: return try Threshold.mixture(histogram)
    default: return try Threshold.otsu(histogram)
    }
  }

  /// How it came about, for people.
  public var reason: String {
    let first = refused.isEmpty ? "" : " (" + refused.joined(separator: "; ") + ")"
    return method.name + first
  }
}

extension NoThreshold {
  /// The reason as a clause.
  var reason: String {
    switch self {
    case .tooFewBins: "all sizes are alike"
    case .oneClass: "two classes describe the sizes no better than one"
    case .noTail: "the sizes fall off from their peak without a tail"
    case .nothingAbove: "too many pixels have the largest size there is, none lies above it"
    }
  }
}
