/// What a parcel of farmland looks like on every day of the year.
///
/// It passes through what the pair of dates shows of it in mid-April and in mid-September. Between, crops
/// grow and ripen over weeks, and are cut, ploughed and flooded within two days. The dates are those of rice,
/// rape and green manure in the basins of Zhejiang, by and large.
struct FieldCalendar {
  /// A mixture: so much of the second surface, the rest of the first.
  typealias Mixture = (from: Surface, to: Surface, fraction: Double)

  private let steps: [(day: Double, surface: Surface)]

  /// Days by which the first and the last parcel of the valley are ahead and behind.
  private static let spread = 12.0
  /// Days that cutting, ploughing and flooding take.
  private static let work = 2.0

  /// The calendar of a parcel.
  init(_ plot: Parcels.Plot) {
    steps = (Self.spring(plot.spring) + Self.summer(plot) + Self.winter(plot))
      .map { ($0.day + Self.spread * plot.lateness, $0.surface) }
  }

  /// The two surfaces that a day of the year, 1...366, lies between.
  func mixture(onDayOfYear day: Double) -> Mixture {
    let year = Season.daysPerYear
    let first = steps[0].day
    let now = first + (day - first + 2 * year).truncatingRemainder(dividingBy: year)
    let next = steps.firstIndex { $0.day > now } ?? steps.count
    let last = steps[next - 1]
    let coming = next < steps.count ? steps[next] : (first + year, steps[0].surface)
    return (last.surface, coming.1, (now - last.day) / max(coming.0 - last.day, 1e-9))
  }

  /// From February to the end of what winter left.
  private static func spring(_ crop: Surface) -> [(day: Double, surface: Surface)] {
    switch crop {
    case .rape:
      [(51, .greenManure), (79, .rape), (115, .rape), (138, .ripeRice), (143, .ripeRice)]
        + worked(143, .ploughed)
    case .greenManure: [(51, .greenManure), (114, .greenManure)] + worked(114, .ploughed)
    case .grass: [(60, .grass), (119, .grass)] + worked(119, .ploughed)
    case .flooded: [(80, .stubble), (82, .ploughed), (88, .ploughed)] + worked(88, .flooded)
    case .ploughed: [(60, .ploughed)]
    default: [(60, crop), (124, crop)] + worked(124, .ploughed)
    }
  }

  /// From the first flooding to the last harvest.
  private static func summer(_ plot: Parcels.Plot) -> [(day: Double, surface: Surface)] {
    typealias Steps = [(day: Double, surface: Surface)]
    let isEarly = plot.spring == .flooded
    // Early rice stands in water by April already, and is cut in July.
    let early: Steps = [
      (118, .flooded), (165, .rice), (190, .ripeRice), (197, .ripeRice), (199, .stubble),
    ]
    let flooded: Steps = [(156, .ploughed), (158, .flooded)]
    switch plot.autumn {
    case .rice:
      let ripe: Steps = [(238, .rice), (274, .rice), (290, .ripeRice), (301, .ripeRice)]
      return (isEarly ? early + [(201, .stubble), (203, .flooded)] : flooded) + [(208, .flooded)]
        + ripe
    case .ripeRice:
      return (isEarly ? [(118, .flooded), (165, .rice)] : flooded) + [
        (210, .rice), (245, .ripeRice), (272, .ripeRice), (274, .stubble),
      ]
    case .greenManure:
      return (isEarly ? early : [(156, .ploughed)]) + [(230, .greenManure), (300, .greenManure)]
    default:
      let cut: Steps =
        isEarly
        ? early : flooded + [(205, .rice), (230, .ripeRice), (236, .ripeRice), (238, .stubble)]
      return plot.autumn == .ploughed ? cut + [(248, .stubble), (250, .ploughed)] : cut
    }
  }

  /// From the last harvest to February.
  private static func winter(_ plot: Parcels.Plot) -> [(day: Double, surface: Surface)] {
    let left = plot.autumn == .ploughed ? Surface.ploughed : .stubble
    switch plot.spring {
    case .rape, .ploughed: return [(303, left), (318, left), (320, .ploughed)]
    default: return [(303, left), (320, left)]
    }
  }

  /// What a day's work makes of a field, two days after it began.
  private static func worked(_ day: Double, _ surface: Surface) -> [(
    day: Double, surface: Surface
  )] { [(day + work, surface)] }
}
