import GeoFiles
import PixelKernels
import Scenes

/// What a baseline is asked to hold.
public struct BaselineRequest: Sendable {
  /// Which of the scenes count.
  public struct Season: Hashable, Sendable {
    /// How many days before and after the day of the year, in every year.
    public var days: Double
    /// The date that the baseline is for: only scenes before it count, near its day of the year. Nil: the latest
    /// scene's day, and all scenes.
    public var date: AcquisitionTime?

    /// Half a month each way more than OPERA's 31-day window, since plum rain hides whole months (science.md 5).
    public static let usualDays = 30.0

    /// A season of the usual length unless told otherwise.
    public init(days: Double = usualDays, date: AcquisitionTime? = nil) {
      precondition(days >= 0, "a season has a length")
      self.days = days
      self.date = date
    }
  }

  /// How it is computed.
  public struct Settings: Sendable {
    /// The least scale.
    public var scaleFloor = StackStatistics.usualScaleFloor
    /// How other grids are brought to the baseline's.
    public var resampling: Resampling
    /// The indices and constants that names may mean.
    public var formulas: FormulaSettings

    /// Settings; the defaults are those of the command line.
    public init(
      resampling: Resampling = .bilinear, formulas: FormulaSettings = FormulaSettings()
    ) {
      self.resampling = resampling
      self.formulas = formulas
    }
  }

  /// The scenes, in any order.
  public var scenes: [Scene]
  /// The indices and bands, each once.
  public var names: [String]
  /// What to look at; nil means all of the first scene.
  public var region: Region?
  /// Which scenes count.
  public var season: Season
  /// How.
  public var settings: Settings

  /// A request from its parts.
  public init(
    scenes: [Scene], names: [String], region: Region? = nil, season: Season = Season(),
    settings: Settings = Settings()
  ) {
    precondition(!scenes.isEmpty && !names.isEmpty, "a baseline is of something")
    self.scenes = scenes
    self.names = names
    self.region = region
    self.season = season
    self.settings = settings
  }
}

extension BaselineRequest.Season {
  private static let daysPerYear = 365.2425
  private static let secondsPerDay = 86_400.0

  /// How many days of the year lie between two times, whatever their years: at most half a year.
  static func distance(_ a: AcquisitionTime, _ b: AcquisitionTime) -> Double {
    let days = abs(a.seconds - b.seconds) / secondsPerDay
    let rest = days.truncatingRemainder(dividingBy: daysPerYear)
    return min(rest, daysPerYear - rest)
  }

  /// Why a scene does not count; nil where it does.
  func obstacle(to time: AcquisitionTime, middle: AcquisitionTime) -> String? {
    if let date, time.seconds >= date.seconds { return "it is not before \(date.text)" }
    let distance = Self.distance(time, middle)
    guard distance > days else { return nil }
    return "it lies \(Int(distance.rounded())) days of the year from \(middle.text)"
  }
}
