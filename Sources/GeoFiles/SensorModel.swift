import RasterGrid

/// How high the ground is under an image.
public enum GroundHeight: Hashable, Sendable {
  /// The same everywhere: metres above the WGS 84 ellipsoid.
  case mean(Double)
  /// As an elevation model says, in metres; outside of it nothing is seen. Heights count as above the
  /// ellipsoid unless the file's coordinate system has a vertical part that says otherwise.
  case dem(InputPath)
}

/// What takes an image that is not on any map onto one: the satellite's view, the height of the ground
/// and the grid that the image is said to lie on.
///
/// `grid` is where the polynomials put the image, and stays so. A band that is seen through the model
/// has a grid of its own, equal at first; whoever finds that the image lies elsewhere (registration)
/// moves that one, and pixels are shown by as much away from where the polynomials put them: a place
/// of the band's grid shows what the same column and row of `grid` shows.
public struct SensorModel: Hashable, Sendable {
  /// The satellite's view.
  public var polynomials: RationalPolynomials
  /// How high the ground is.
  public var height: GroundHeight
  /// The grid that the image was first laid out on.
  public var grid: Grid
  /// The file that the polynomials were read from.
  public var file: InputPath

  /// A model from its parts.
  public init(
    polynomials: RationalPolynomials, height: GroundHeight, grid: Grid, file: InputPath
  ) {
    self.polynomials = polynomials
    self.height = height
    self.grid = grid
    self.file = file
  }

  /// The elevation model, where there is one.
  public var dem: InputPath? {
    if case .dem(let path) = height { return path }
    return nil
  }
}
