/// From a place on the ground to a place in a satellite's image, by quotients of polynomials: the
/// "RPC" that providers deliver instead of a camera and an orbit.
///
/// Longitude, latitude (degrees, WGS 84) and height (metres above the ellipsoid) are brought to about
/// -1 to 1; line and sample come out likewise, where whole numbers are the middles of pixels. The
/// order of the terms is that of RPC00B (NIMA, STDI-0002, The Compendium of Controlled Extensions,
/// appendix E): 1 L P H LP LH PH LL PP HH PLH LLL LPP LHH LLP PPP PHH LLH PPH HHH.
public struct RationalPolynomials: Hashable, Sendable {
  /// How a quantity is brought to about -1 to 1: `(value - offset) / scale`.
  public struct Normalisation: Hashable, Sendable {
    /// The value in the middle.
    public var offset: Double
    /// How far from the middle the ends are.
    public var scale: Double

    /// A normalisation from its numbers.
    public init(offset: Double, scale: Double) {
      self.offset = offset
      self.scale = scale
    }
  }

  /// The ground: degrees, degrees and metres.
  public struct Ground: Hashable, Sendable {
    /// The three coordinates of a place.
    public var longitude, latitude, height: Normalisation

    /// A ground from its coordinates.
    public init(longitude: Normalisation, latitude: Normalisation, height: Normalisation) {
      self.longitude = longitude
      self.latitude = latitude
      self.height = height
    }
  }

  /// One coordinate of the image, in pixels: the quotient of two polynomials.
  public struct Quotient: Hashable, Sendable {
    /// How the quotient becomes pixels.
    public var normalisation: Normalisation
    /// Twenty coefficients each.
    public let numerator, denominator: [Double]

    /// A quotient from its parts; both polynomials have `termCount` coefficients.
    public init(normalisation: Normalisation, numerator: [Double], denominator: [Double]) {
      precondition(
        numerator.count == RationalPolynomials.termCount
          && denominator.count == RationalPolynomials.termCount, "polynomials have twenty terms")
      self.normalisation = normalisation
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// How many terms a polynomial of third degree in three variables has.
  public static let termCount = 20

  /// What goes in.
  public var ground: Ground
  /// What comes out: rows from the top and columns from the left.
  public var line, sample: Quotient

  /// Polynomials from their parts.
  public init(ground: Ground, line: Quotient, sample: Quotient) {
    self.ground = ground
    self.line = line
    self.sample = sample
  }

  /// The polynomials of an image that starts `column` and `row` pixels further on in this one.
  public func cropped(column: Double, row: Double) -> RationalPolynomials {
    var cropped = self
    cropped.sample.normalisation.offset -= column
    cropped.line.normalisation.offset -= row
    return cropped
  }
}
