/// What counts as cloud or as its shadow, as values. Reflectances are fractions of the light.
///
/// Where no source is named, nobody has established the value: it was chosen between the surfaces of
/// Romania's series (Sen2Cor's classes) and the clouds of Brumadinho.
public struct CloudThresholds: Hashable, Sendable {
  /// Fmask's first pass (Zhu and Woodcock 2012, doi 10.1016/j.rse.2011.10.028).
  public struct Spectral: Hashable, Sendable {
    /// blue - 0.5 red above it is haze, at the top of the atmosphere: Fmask's 0.08.
    public var hazeAtTop = 0.08
    /// The same for surface reflectance, whose correction has taken most of the haze away.
    public var hazeAtSurface = 0.05
    /// The sum of |band - mean| / mean over blue, green and red is below it: white.
    public var whiteness = 0.7
    /// nir / swir16 is above it: neither rock nor bare soil.
    public var infraredRatio = 0.75
    /// swir22 is above it: not water.
    public var shortwave = 0.03
    /// NDSI and NDVI are below it: neither snow nor vegetation.
    public var normalized = 0.8
    /// The cirrus band is above it.
    public var cirrus = 0.01
    /// Without swir16: |3 nir / (blue + green + red) - 1| is below it (CI1 of Zhai 2018, doi
    /// 10.1016/j.isprsjprs.2018.07.006).
    public var flatness = 1.0
    /// Without swir16: the mean of the four bands is above it (CI2 of Zhai 2018).
    public var brightness = 0.15
    /// Haze above which a potential cloud is strong.
    public var strongHaze = 0.12
    /// The mean of blue, green and red above which it is.
    public var strongBrightness = 0.2

    /// The defaults.
    public init() {}
  }

  /// What two dates say together.
  public struct Temporal: Hashable, Sendable {
    /// A cloud lifts blue by more than this over the other date (the screen of CCDC, Zhu and Woodcock
    /// 2014, doi 10.1016/j.rse.2014.01.011, for green); a roof is as bright on both.
    public var rise = 0.04
    /// A shadow lowers the near infrared by more than this below the other date.
    public var fall = 0.02
    /// From this share of its pixels on, what was as bright on the other date is no cloud.
    public var lasting = 0.5

    /// The defaults.
    public init() {}
  }

  /// Which groups of pixels are cloud, and where their shadows are sought.
  public struct Objects: Hashable, Sendable {
    /// The smallest certain cloud, in square metres.
    public var smallest = 5000.0
    /// The smallest that is certain without a shadow: larger than the largest roof.
    public var certainArea = 1_000_000.0
    /// Smaller than this, what throws no shadow is a roof, unless certain clouds are near; and a shadow
    /// has to fit well, since something dark is always found for something small.
    public var roofArea = 100_000.0
    /// The share that is dark where a shadow fits well.
    public var goodSimilarity = 0.5
    /// So near, to once or twice in metres: clouds come in fields.
    public var company = 5000.0
    /// The share of strong pixels that a certain cloud needs.
    public var strongShare = 0.3
    /// How much darker than its surroundings a shadow is, in near and short-wave infrared: Fmask's.
    public var shadowDepth = 0.02
    /// The percentile of near infrared to which basins at the border are filled: Fmask's 17.5.
    public var rimPercentile = 0.175
    /// The share of a cloud's shadow that is dark where it fits: Fmask's 0.3.
    public var similarity = 0.3
    /// From where to where clouds are, in metres above ground: Fmask's.
    public var heights = 200.0...12_000
    /// Up to where most clouds with shadows are: where the ground is seen for these heights, a shadow
    /// that is not found is not there.
    public var usualHeight = 2500.0

    /// The defaults.
    public init() {}
  }

  /// How far doubt reaches, in metres.
  public struct Growth: Hashable, Sendable {
    /// Around certain clouds there is possible cloud.
    public var cloud = 150.0
    /// The same around what may be one.
    public var possible = 90.0
    /// Around where a shadow fits best, what is dark is shadow too: a cloud is no flat plate.
    public var search = 150.0
    /// Around shadows there is shadow.
    public var shadow = 60.0

    /// The defaults.
    public init() {}
  }

  /// Tests of single pixels.
  public var spectral = Spectral()
  /// Tests against another date.
  public var temporal = Temporal()
  /// Tests of groups of pixels.
  public var objects = Objects()
  /// Dilations.
  public var growth = Growth()

  /// The defaults.
  public init() {}
}
