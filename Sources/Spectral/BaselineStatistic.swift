/// What a baseline knows of an index or a band at each pixel: a layer of it.
public struct BaselineStatistic: Hashable, Sendable, Comparable {
  /// What is known.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// The median over the dates.
    case median
    /// The robust scale, 1.4826 times the median absolute deviation with a floor.
    case scale
    /// How many dates are known.
    case count
  }

  /// The index, or the role of the band.
  public var name: String
  /// What is known of it.
  public var measure: Measure

  /// A measure of an index or a band.
  public init(_ name: String, _ measure: Measure) {
    self.name = name
    self.measure = measure
  }

  /// As a baseline's bands are called: `NDVI_median`.
  public var bandName: String { "\(name)_\(measure.rawValue)" }

  /// By name, then median, scale, count.
  public static func < (a: BaselineStatistic, b: BaselineStatistic) -> Bool {
    (a.name, a.place) < (b.name, b.place)
  }

  private var place: Int { Measure.allCases.firstIndex(of: measure) ?? 0 }
}

extension BaselineStatistic: CustomStringConvertible {
  /// As listings show it: `baseline.NDVI_median`.
  public var description: String { "baseline.\(bandName)" }
}

/// The baseline that `z(X)` is taken against.
public struct BaselineTerms: Hashable, Sendable {
  /// The indices and bands it holds; nil lets any pass, for checking an expression before there is one.
  public var names: Set<String>?
  /// Dates that a pixel needs: with fewer known, `z(X)` is unknown there.
  public var minimumCount: Int

  /// With four dates one outlier is neither the median nor the scale.
  public static let usualMinimumCount = 4

  /// What a baseline holds.
  public init(names: Set<String>?, minimumCount: Int = usualMinimumCount) {
    self.names = names
    self.minimumCount = minimumCount
  }
}
