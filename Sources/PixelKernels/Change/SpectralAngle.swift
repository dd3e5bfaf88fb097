#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The angle between two dates' spectra, which light and shade do not change (Kruse 1993,
/// doi 10.1016/0034-4257(93)90013-N).
public enum SpectralAngle {
  /// The angle between two vectors of reflectances in degrees, 0 to 180; unknown where a band is, or
  /// where a vector has no length.
  public static func degrees(_ before: [[Float]], _ after: [[Float]], into angles: inout [Float]) {
    precondition(before.count == after.count, "the same bands on both dates")
    for i in angles.indices {
      var (dot, first, second) = (0.0, 0.0, 0.0)
      for band in before.indices {
        let (a, b) = (Double(before[band][i]), Double(after[band][i]))
        dot += a * b
        first += a * a
        second += b * b
      }
      let lengths = (first * second).squareRoot()
      angles[i] = lengths > 0 ? degrees(ofCosine: dot / lengths) : .nan
    }
  }

  /// The angle of a cosine in degrees, 0 to 180; rounding may take the cosine beyond one.
  public static func degrees(ofCosine cosine: Double) -> Float {
    guard !cosine.isNaN else { return .nan }
    return Float(acos(min(max(cosine, -1), 1)) * 180 / Double.pi)
  }
}
