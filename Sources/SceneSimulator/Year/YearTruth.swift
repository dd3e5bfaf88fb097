import Sites

/// What happened in a year: where, when, and on which acquisitions it was there to be seen.
struct YearTruth {
  let year: Year
  /// The dates of which there is a product that can be read, in order.
  let readable: [Year.Date]

  /// An event that covers less, in square metres, is not there yet.
  private static let leastArea = 900.0
  /// An event that has healed by more is not there any more.
  private static let leastStrength = 0.5

  /// Whether an event is there on a day, large enough to speak of.
  static func isThere(_ event: YearEvent, on day: Double) -> Bool {
    event.area(on: day) >= leastArea && event.strength(on: day) >= leastStrength
  }

  /// Whether nothing lies between the sun, the event and the satellite: hardly a veil, hardly a shadow.
  static func isClear(_ event: YearEvent, on date: Year.Date) -> Bool {
    let outline = event.event.outline
    return (outline.ring + [outline.middle]).allSatisfy { place in
      date.acquisition.cloudDepth(at: place) <= SceneClassification.Limit.veil
        && date.acquisition.cloudDepthTowardsSun(at: place) <= SceneClassification.Limit.veil
    }
  }

  /// The text of the truth file: a feature a line.
  func geoJSON() throws -> String {
    let features = try year.events.map { event in
      try Truth.Occurrence(event.event, on: year.grid).feature(properties: properties(of: event))
        .description
    }
    return
      "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))\n]}\n"
  }

  private func properties(of event: YearEvent) -> JSONValue {
    let present = year.dates.filter { Self.isThere(event, on: $0.day) }
    let clear = readable.filter { Self.isClear(event, on: $0) }
    func time(_ date: Year.Date) -> JSONValue { .string(date.acquisition.moment.timestamp) }
    func day(_ day: Double) -> JSONValue {
      day.isFinite ? .string(Year.moment(of: day).date) : .null
    }
    let area = abs(event.event.outline.signedArea)
    return .object([
      ("kind", .string(event.event.kind.rawValue)), ("title", .string(event.event.title)),
      ("pixels", .int(Int((area / (Sensor.pixel * Sensor.pixel)).rounded()))),
      ("area_m2", .int(Int(area.rounded()))),
      ("course", .string(event.course.word)),
      (
        "spells",
        .array(event.course.spells.map { .array([day($0.lowerBound), day($0.upperBound)]) })
      ),
      ("first", present.first.map(time) ?? .null),
      (
        "last",
        present.count == 0 || present.last?.day == year.dates.last?.day
          ? .null : present.last.map(time) ?? .null
      ),
      ("seen_clear", .array(clear.filter { Self.isThere(event, on: $0.day) }.map(time))),
      ("ground_clear", .array(clear.map(time))), ("simulated", true),
    ])
  }
}

extension YearEvent.Course {
  /// What sort of course it is, in a word.
  fileprivate var word: String {
    if spells.count > 1 { return "recurring" }
    if growth > 0 { return "growing" }
    if spells.last?.upperBound == .infinity { return "appearing" }
    return healing > 0 ? "healed" : "passing"
  }
}
