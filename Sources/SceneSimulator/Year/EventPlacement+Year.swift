#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension EventPlacement {
  /// What happens in a year, and the place that clouds hide from May to July: `calendar` gives each its days,
  /// counted from the first of March.
  mutating func year() throws -> (events: [YearEvent], hidden: Ground) {
    var events = try onRiver() + onStillWater() + inWoods()
    let hidden = try find("a clearing under clouds", radius: 70, on: landscape.isWood)
    events.append(
      YearEvent(
        event: blob(.landClearing, "Forest cleared under clouds", hidden, radius: 60, stretch: 1.4),
        course: .from(104)))
    return (try events + onFields(), hidden)
  }

  private func event(
    _ kind: EventKind, _ title: String, _ outline: Outline, frame: Frame? = nil, reach: Double = 100
  ) -> Event {
    Event(
      kind: kind, title: title, isVisible: true, outline: outline,
      frame: frame ?? Frame(origin: outline.middle, heading: 0), reach: reach)
  }

  private func blob(
    _ kind: EventKind, _ title: String, _ centre: Ground, radius: Double, stretch: Double = 1,
    allowed: (Ground) -> Bool = { _ in true }
  ) -> Event {
    event(
      kind, title,
      .blob(
        centre, radius: radius, stretch: stretch, heading: 0.6, rough: rough, allowed: allowed),
      reach: radius)
  }

  private mutating func onRiver() -> [YearEvent] {
    let line = landscape.terrain.valley
    let workshops = line.nearest(to: landscape.workshops.centre)
    /// Water that spreads from a bank as it drifts.
    func plume(_ title: String, from station: Double, length: Double, share: Double) -> Event {
      let side = workshops.offset < 0 ? -1.0 : 1.0
      let outline = strip(from: station, length: length, side: side) { part, width in
        width * (0.22 + share * min(1, part * 1.5)) * min(1, ((1 - part) * 6).squareRoot())
      }
      return event(
        .turbidDischarge, title, outline,
        frame: Frame(origin: line.place(at: station), direction: line.direction(at: station)),
        reach: length)
    }
    let fill = strip(from: line.length * 0.74, length: 260, side: 1) { part, width in
      0.7 * width * sin(.pi * min(max(part, 0.02), 0.98)).squareRoot()
    }
    taken.append((fill.middle, 150))
    return [
      YearEvent(
        event: plume(
          "Sediment from the workshops, again and again", from: workshops.station, length: 600,
          share: 0.7),
        course: .init([60...67, 119...133, 196...204, 299...313])),
      YearEvent(
        event: plume("A small outfall", from: line.length * 0.47, length: 90, share: 0.1),
        course: .init([169...187])),
      YearEvent(
        event: event(.waterLost, "River bank filled with soil", fill), course: .from(139)),
    ]
  }

  private mutating func onStillWater() throws -> [YearEvent] {
    let reservoir = landscape.reservoir
    taken.append((reservoir.deepest, 110))
    let shore = try find("a shore to fill", radius: 60, on: reservoir.contains)
    return [
      YearEvent(
        event: event(.blackOdorousWater, "Pond at the town turned black", landscape.townPond),
        course: .init([78...112, 238...264])),
      YearEvent(
        event: event(.blackOdorousWater, "Village pond turned black", landscape.ponds[2]),
        course: .init([150...177])),
      YearEvent(
        event: event(.waterLost, "Village pond filled", landscape.ponds[3]), course: .from(206)),
      YearEvent(
        event: blob(
          .algalBloom, "Bloom on the reservoir", reservoir.deepest, radius: 100,
          allowed: { reservoir.contains($0) && reservoir.depth.value(at: $0) > 0.5 }),
        course: .init([92...150, 186...212])),
      YearEvent(
        event: blob(
          .waterLost, "Reservoir filled, load by load", shore, radius: 65,
          allowed: reservoir.contains),
        course: .from(160, growth: 90)),
    ]
  }

  private mutating func inWoods() throws -> [YearEvent] {
    let landscape = landscape
    func clearing(
      _ title: String, radius: Double, _ course: YearEvent.Course
    ) throws -> YearEvent {
      let centre = try find(title, radius: 1.6 * radius, on: landscape.isWood)
      return YearEvent(
        event: blob(
          .landClearing, title, centre, radius: radius, stretch: 1.4, allowed: landscape.isWood),
        course: course)
    }
    return [
      try clearing("Forest cleared", radius: 80, .from(99)),
      try clearing("Forest cleared strip by strip", radius: 90, .from(62, growth: 84)),
      try clearing(
        "Forest cleared, then planted", radius: 60, .init([87...187], healing: 70)),
      try clearing("A few trees felled", radius: 20, .from(217)),
    ]
  }

  private mutating func onFields() throws -> [YearEvent] {
    let landscape = landscape
    let way = landscape.workshops.streets.direction
    let heading = atan2(way.south, way.east)
    func works(
      _ title: String, length: Double, width: Double, _ course: YearEvent.Course
    ) throws -> YearEvent {
      let centre = try find(title, radius: 0.6 * length, on: landscape.isFarmland)
      return YearEvent(
        event: event(
          .construction, title,
          .rectangle(centre, length: length, width: width, heading: heading),
          frame: Frame(origin: centre, direction: way), reach: length / 2),
        course: course)
    }
    func pit(_ title: String, radius: Double, _ course: YearEvent.Course) throws -> YearEvent {
      let centre = try find(title, radius: 1.5 * radius, on: landscape.isFarmland)
      return YearEvent(
        event: blob(.waterGained, title, centre, radius: radius, stretch: 1.3), course: course)
    }
    func fire(_ title: String, radius: Double, day: Double) throws -> YearEvent {
      let centre = try find(title, radius: 1.3 * radius, on: landscape.isFarmland)
      return YearEvent(
        event: blob(.burning, title, centre, radius: radius),
        course: .init([day...day], healing: 24))
    }
    return [
      try works("Workshops on farmland", length: 160, width: 110, .from(110)),
      try works("Workshops, hall by hall", length: 180, width: 160, .from(150, growth: 80)),
      try works("A single hall", length: 60, width: 50, .from(210)),
      try pit("Pit dug and flooded", radius: 45, .from(95)),
      try pit("Small pit dug and flooded", radius: 22, .from(221)),
      try fire("Rape straw burning", radius: 55, day: 84),
      try fire("Rice straw burning", radius: 60, day: 246),
      try fire("Rice straw burning, later", radius: 45, day: 258),
    ]
  }
}
