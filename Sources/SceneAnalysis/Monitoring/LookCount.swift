import Sites

/// How much of a region one date shows, in pixels.
struct LookCount: Hashable, Sendable {
  var observed = 0
  var anomalous = 0

  /// What the date tells of a region of `pixels`.
  ///
  /// Of a lasting kind a look must show at least half of the region, and be anomalous on at least half of
  /// what it shows. An event of a transient kind covers some part of all that was ever covered: it is one where `least`
  /// pixels are anomalous, and half of the region must be seen to call it clear.
  func finding(of pixels: Int, _ duration: Duration, least: Int) -> Look.Finding {
    let isSeen = 2 * observed >= pixels
    switch duration {
    case .lasting: return !isSeen ? .unobserved : 2 * anomalous >= observed ? .anomalous : .clear
    case .transient: return anomalous >= max(1, least) ? .anomalous : isSeen ? .clear : .unobserved
    }
  }
}
