import Spectral

/// How a baseline is laid down in a GeoTIFF of 32-bit numbers, NaN for "no data": for every index or band its
/// median, scale and count, each described as `NDVI_median`, and last the day of the last clear look.
///
/// Whoever changes it raises `version`.
public enum BaselineFormat {
  /// The version that is written, and the newest that is read.
  public static let version = 1
  /// The description of the band that holds days since 1970-01-01 in UTC.
  public static let lastClearName = "last_clear_day"

  /// The keys of the metadata. `version` comes first: it makes a GeoTIFF a baseline.
  public enum Key: String, CaseIterable, Sendable {
    case version = "TIANYAN_BASELINE"
    case software = "TIANYAN_SOFTWARE"
    case id = "TIANYAN_SCENE"
    /// Every scene that went in, as `id@time`, by time.
    case sources = "TIANYAN_SOURCES"
    case region = "TIANYAN_REGION"
    /// `day of the year ± days`, or `all`.
    case season = "TIANYAN_SEASON"
    case until = "TIANYAN_UNTIL"
    case scaleFloor = "TIANYAN_SCALE_FLOOR"
    case resampling = "TIANYAN_RESAMPLING"
    case catalogue = "TIANYAN_CATALOGUE"
    case assignments = "TIANYAN_SET"
  }

  /// What stands between the items of a list.
  public static let separator = " | "

  /// What of a baseline one index or band takes.
  public static func statistics(of name: String) -> [BaselineStatistic] {
    BaselineStatistic.Measure.allCases.map { BaselineStatistic(name, $0) }
  }
}
