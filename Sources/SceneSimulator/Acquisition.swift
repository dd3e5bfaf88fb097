/// One look at the landscape: when, in which season, through which air, and on which grid.
struct Acquisition {
  /// When the picture is taken.
  let moment: Moment
  /// What the fields look like then.
  let season: Season
  /// Where the sun stands.
  let sun: Sun
  /// Optical depth of the aerosol at 550 nm.
  let aerosol: Double
  /// What the atmospheric correction left of the haze: added to the reflectance at 550 nm.
  let haze: Double
  /// Metres by which the ground under a pixel lies off the grid: the error of registration.
  let shift: Ground
  /// The clouds of the day.
  let clouds: [Cloud]
  /// What has happened by then.
  let events: [Event]
}

extension Acquisition {
  /// The first of its clouds.
  var cloud: Cloud? { clouds.first }

  /// Optical depth of all clouds over a place, looking straight up.
  func cloudDepth(at place: Ground) -> Double { clouds.reduce(0) { $0 + $1.depth(at: place) } }

  /// Optical depth of all clouds between a place on the ground and the sun.
  func cloudDepthTowardsSun(at place: Ground) -> Double {
    clouds.reduce(0) { $0 + $1.depthTowardsSun(at: place, sun: sun) }
  }
}
