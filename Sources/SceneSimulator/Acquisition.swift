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
  /// The cloud of the day.
  let cloud: Cloud?
  /// What has happened by then.
  let events: [Event]
}
