import GeoFiles
import RasterGrid
import Spectral

/// What a place usually looks like in a season: an opened file of `tianyan baseline`. No pixel was read.
public struct Baseline: Sendable {
  /// Its identity: the same for the same scenes and settings.
  public var id: String
  /// Where it was found.
  public var file: InputPath
  /// Where its pixels are.
  public var grid: Grid
  /// Its layers.
  public var statistics: [BaselineStatistic: BandSource]
  /// The ids of the scenes that it was made of.
  public var sources: [String]
  /// What it says of itself, by the keys of `BaselineFormat`.
  public var facts: [BaselineFormat.Key: String]

  /// The indices and bands it holds.
  public var names: Set<String> { Set(statistics.keys.map(\.name)) }

  /// Opens the file of a baseline; refuses one of another kind or of a newer version.
  public init(opening path: InputPath) throws {
    let info = try Scene.inspect(path)
    var facts: [BaselineFormat.Key: String] = [:]
    for key in BaselineFormat.Key.allCases { facts[key] = info.metadata[key.rawValue] }
    guard let text = facts[.version] else {
      throw Refusal(
        .badInput, "is no baseline: its metadata has no \(BaselineFormat.Key.version.rawValue)",
        subject: path.shown, advice: "make one with tianyan baseline")
    }
    func damaged(_ what: String) -> Refusal {
      Refusal(
        .badInput, "is a baseline whose \(what) is missing or wrong", subject: path.shown,
        advice: "make it again with tianyan baseline")
    }
    guard let version = Int(text), version > 0 else { throw damaged("version") }
    guard version <= BaselineFormat.version else {
      throw Refusal(
        .badInput,
        "is a baseline of version \(version); this program reads up to "
          + "\(BaselineFormat.version)", subject: path.shown,
        advice: "update tianyan, or make the baseline again with this one")
    }
    guard let id = facts[.id], id.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._+@-]{0,199}/) != nil else {
      throw damaged(BaselineFormat.Key.id.rawValue)
    }
    guard let grid = info.grid else { throw damaged("georeferencing") }
    var statistics: [BaselineStatistic: BandSource] = [:]
    for (i, band) in info.bands.enumerated() where band.name != BaselineFormat.lastClearName {
      guard band.sampleType == .float32, let statistic = BaselineStatistic(bandName: band.name),
        statistics[statistic] == nil
      else { throw damaged("band \(i + 1)") }
      statistics[statistic] = try Scene.source(
        path, band: i + 1, info, calibration: Calibration(nodata: band.nodata))
    }
    for name in Set(statistics.keys.map(\.name))
    where BaselineFormat.statistics(of: name).contains(where: { statistics[$0] == nil }) {
      throw damaged("\(name) of three bands")
    }
    guard !statistics.isEmpty else { throw damaged("every index") }
    (self.id, file, self.grid, self.statistics, self.facts) = (id, path, grid, statistics, facts)
    sources =
      facts[.sources]?.split(separator: BaselineFormat.separator).map {
        String($0.prefix { $0 != "@" })
      } ?? []
  }
}

extension BaselineStatistic {
  /// From the description of a band, `NDVI_median`; nil where it is none.
  fileprivate init?(bandName: String) {
    guard let end = bandName.lastIndex(of: "_"), end != bandName.startIndex,
      let measure = Measure(rawValue: String(bandName[bandName.index(after: end)...]))
    else { return nil }
    self.init(String(bandName[..<end]), measure)
  }
}

extension Scene {
  /// What stands for the earlier scene where one is judged against a baseline alone: it has its name, and no band
  /// of its own.
  public init(standingFor baseline: Baseline) {
    self.init(
      id: baseline.id, path: baseline.file.shown, sensor: nil, level: nil, acquired: nil,
      quantity: .reflectance, bands: [:], masks: [])
  }

  /// Whether it stands for a baseline.
  public var isPlaceholder: Bool { bands.isEmpty }
}
