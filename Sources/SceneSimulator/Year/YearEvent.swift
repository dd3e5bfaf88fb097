/// Something that happens in the course of a year.
struct YearEvent {
  /// When it is there.
  struct Course {
    /// Days of the simulated year, from the first to the last of each spell. What lasts has one that ends after
    /// the year.
    let spells: [ClosedRange<Double>]
    /// Days over which it spreads from its middle to its outline; 0: at once.
    var growth = 0.0
    /// Days after the end of a spell over which the land heals; 0: at once.
    var healing = 0.0

    /// A course of one spell or several.
    init(_ spells: [ClosedRange<Double>], growth: Double = 0, healing: Double = 0) {
      self.spells = spells
      self.growth = growth
      self.healing = healing
    }

    /// A thing that begins and stays.
    static func from(_ day: Double, growth: Double = 0) -> Course {
      Course([day...Double.infinity], growth: growth)
    }
  }

  /// Kind, outline and look.
  let event: Event
  /// When it is there.
  let course: Course

  /// What it covers of its outline on its first day, drawn in towards the middle, as a part of its width.
  private static let beginning = 0.4

  /// How far it reaches on a day, as a part of its width; 0 before it began.
  func extent(on day: Double) -> Double {
    guard let first = course.spells.first?.lowerBound, day >= first else { return 0 }
    guard course.growth > 0 else { return 1 }
    let part = min(1, (day - first) / course.growth)
    return Self.beginning + (1 - Self.beginning) * part
  }

  /// How much of it is there on a day, 0 to 1: it heals after a spell.
  func strength(on day: Double) -> Double {
    guard let last = course.spells.last(where: { $0.lowerBound <= day }) else { return 0 }
    guard day > last.upperBound else { return 1 }
    return course.healing > 0 ? max(0, 1 - (day - last.upperBound) / course.healing) : 0
  }

  /// Whether it burns on a day: flames last a day.
  func isAflame(on day: Double) -> Bool { course.spells.contains { abs(day - $0.lowerBound) < 1 } }

  /// From which extent on a place inside the outline is covered: 0 in the middle, 1 at the edge.
  func threshold(at place: Ground) -> Double {
    guard course.growth > 0 else { return 0 }
    let outline = event.outline
    let middle = outline.middle
    var (inside, outside) = (1.0, 0.0)
    for _ in 0..<Self.halvings {
      let extent = (inside + outside) / 2
      if outline.contains(middle + (place - middle) * (1 / extent)) {
        inside = extent
      } else {
        outside = extent
      }
    }
    return inside
  }

  /// Enough to know an edge of 200 m to a metre.
  private static let halvings = 8

  /// Square metres that it covers on a day.
  func area(on day: Double) -> Double {
    let extent = extent(on: day)
    return abs(event.outline.signedArea) * extent * extent
  }
}
