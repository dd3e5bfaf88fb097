import GeoFiles
import RasterGrid
import Scenes

/// Where the sun stood over a scene: one direction, or several that are possible.
struct SunKnowledge {
  /// The possible directions; none where nothing is known.
  var directions: [SkyDirection]
  /// Where they come from, a clause.
  var reason: String

  /// The mean solar hours at which sun-synchronous land satellites pass: Landsat near 10:00,
  /// Sentinel-2 and Gaofen near 10:30 at the equator, some 20 minutes more or less beside it.
  private static let passingHours = [9.75, 10, 10.25, 10.5, 10.75]
  /// The lowest sun by which shadows are looked for, in degrees: below, they are endless.
  private static let lowestElevation = 10.0

  /// What is known of the sun over the middle of `grid`: the product's own angles, else those of the
  /// time of day, else those of the hours at which satellites pass.
  init(over grid: Grid, of scene: Scene) throws {
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let middle = try transform.transform([
      grid.affine.map(column: Double(grid.width) / 2, row: Double(grid.height) / 2)
    ])[0]
    func sun(at seconds: Double) -> SkyDirection {
      .sun(at: seconds, longitude: middle.x, latitude: middle.y)
    }
    if let sun = scene.facts.sun {
      directions = [sun]
      reason = "the product's sun angles"
    } else if let time = scene.acquired, !time.isDateOnly {
      directions = [sun(at: time.seconds)]
      reason = "the sun at \(time.text)"
    } else if let date = scene.acquired {
      let degreesPerHour = 15.0
      directions = Self.passingHours.map {
        sun(at: date.seconds + ($0 - middle.x / degreesPerHour) * 3600)
      }
      reason = "the sun at the hour of satellites on \(date.text)"
    } else {
      directions = []
      reason = "nothing says where the sun stood"
    }
    directions.removeAll { $0.elevation < Self.lowestElevation }
  }
}

extension AcquisitionTime {
  /// Whether it is a bare date.
  fileprivate var isDateOnly: Bool { !text.contains("T") }
}
