import Foundation
import GeoFiles

extension Sentinel2Granule {
  /// The mean direction of elements with a zenith and an azimuth, in degrees; nil where none says
  /// both. Directions are averaged as vectors, since 359 and 1 degree meet in the north.
  static func direction(_ elements: [XMLElement]) -> SkyDirection? {
    var x = 0.0
    var y = 0.0
    var z = 0.0
    for element in elements {
      guard let zenith = element.child("ZENITH_ANGLE")?.number,
        let azimuth = element.child("AZIMUTH_ANGLE")?.number,
        (0...180).contains(zenith), (-360...720).contains(azimuth)
      else { continue }
      let (tilt, turn) = (zenith * .pi / 180, azimuth * .pi / 180)
      x += sin(tilt) * sin(turn)
      y += sin(tilt) * cos(turn)
      z += cos(tilt)
    }
    let across = (x * x + y * y).squareRoot()
    guard across > 0 || z != 0 else { return nil }
    let azimuth = atan2(x, y) * 180 / .pi
    return SkyDirection(
      azimuth: azimuth < 0 ? azimuth + 360 : azimuth, elevation: atan2(z, across) * 180 / .pi)
  }
}
