/// How large an expression may be; whatever comes from a file is refused beyond that.
public struct ExpressionLimits: Hashable, Sendable {
  /// Bytes of source.
  public var length: Int
  /// Steps below one another, counted in brackets, signs and operations.
  public var depth: Int
  /// Steps altogether.
  public var nodeCount: Int

  /// Limits of one's own.
  public init(length: Int, depth: Int, nodeCount: Int) {
    self.length = length
    self.depth = depth
    self.nodeCount = nodeCount
  }

  /// Several times the longest formula of the literature, and far below what a thread's stack holds.
  public static let standard = ExpressionLimits(length: 8192, depth: 100, nodeCount: 2000)
}

/// A formula or a condition over bands and indices, parsed and with its types checked.
///
/// Precedence is Python's; `^` and `**` are the power.
///
///     numbers     1  .5  1e-3
///     names       green  MNDWI  before.green  after.MNDWI  change.NDVI (after less before)
///     constants   L  lambdaR (see `IndexConstant`)
///     arithmetic  + - * / ^   abs(x) sqrt(x) exp(x) log(x) min(a, b, ...) max(a, b, ...)
///                 clamp(x, low, high)   where(condition, a, b)
///                 angle(y, x) = the direction of the point (x, y), 0 to below 360 degrees
///     spectral    nd(a, b) = (a - b) / (a + b)
///                 distance(green, red, ...) = the Euclidean norm of the change of these roles
///                 z(x) = x against its baseline
///     conditions  < <= > >= == !=, which may chain, and or not
///
/// Whether its names exist is not yet known: that depends on a catalogue, and on whether one scene
/// is meant or two (see `ProgramBuilder`).
public struct Expression: Hashable, Sendable {
  /// As it was written.
  public let source: String
  let root: ExpressionNode

  /// Parses an expression.
  ///
  /// - Throws: what is wrong with it, and where.
  public init(
    parsing source: String, limits: ExpressionLimits = .standard
  ) throws(ExpressionError) {
    self.source = source
    var parser = try ExpressionParser(source, limits: limits)
    root = try parser.parse()
  }

  /// Whether it says a number or a condition.
  public var kindOfResult: ExpressionKind { root.kind }

  /// The names of indices of `catalogue` that it uses, in order of first appearance.
  public func indexNames(in catalogue: IndexCatalogue) -> [String] {
    var seen: Set<String> = []
    return names.filter {
      BandRole(name: $0) == nil && catalogue[$0] != nil && seen.insert($0).inserted
    }
  }

  /// Whether something is compared with a number that is written in it: an absolute threshold,
  /// which means nothing on bands that are not calibrated.
  public var comparesWithNumber: Bool {
    root.anyStep { step in
      guard case .comparison(_, let a, let b) = step.content else { return false }
      return a.anyStep(where: \.isNumber) || b.anyStep(where: \.isNumber)
    }
  }

  /// Every name in it, in the order they are written, without dates.
  var names: [String] {
    var names: [String] = []
    _ = root.anyStep { step in
      switch step.content {
      case .name(let name), .dated(_, let name): names.append(name)
      default: break
      }
      return false
    }
    return names
  }
}

extension Expression: CustomStringConvertible {
  /// As it was written.
  public var description: String { source }
}

extension ExpressionNode {
  fileprivate var isNumber: Bool {
    if case .number = content { true } else { false }
  }

  /// Whether this step or one below it is such; they are asked in the order they are written.
  func anyStep(where matches: (ExpressionNode) -> Bool) -> Bool {
    matches(self) || children.contains { $0.anyStep(where: matches) }
  }
}
