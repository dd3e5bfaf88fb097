/// What USGS's product name says: `LC08_L2SP_218074_20190114_20200829_02_T1`.
struct LandsatName {
  /// `landsat-8` and the like.
  var sensor: String
  /// Whether the instrument is OLI, whose bands are numbered otherwise than TM's.
  var isOLI: Bool
  /// The processing level, such as `L2SP`.
  var level: String
  /// The day it was taken.
  var acquired: AcquisitionTime?

  /// The name anywhere in a path; nil where there is none.
  init?(in path: String) {
    let pattern = /L([COTEM])(\d{2})_(L\w{3})_\d{6}_(\d{4})(\d{2})(\d{2})_\d{8}_02_/
    guard let match = path.firstMatch(of: pattern)?.output, let satellite = Int(match.2) else {
      return nil
    }
    sensor = "landsat-\(satellite)"
    isOLI = satellite >= 8
    level = String(match.3)
    acquired = AcquisitionTime("\(match.4)-\(match.5)-\(match.6)")
  }
}
