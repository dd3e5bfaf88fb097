import Sites

extension SiteListing {
  /// A column: its name and where its value comes from.
  struct Column: Sendable {
    let name: String
    let value: @Sendable (Site, SiteListing) -> JSONValue
  }

  /// Decimals as in the output of `tianyan scan`.
  private enum Places {
    static let fraction = 4
    static let squareMetres = 1
    static let mu = 2
    static let degrees = 7
  }

  /// The columns of every form beside the id, in their order.
  static let columns: [Column] = [
    Column(name: "kind") { site, _ in .string(site.rule.kind) },
    Column(name: "title_en") { site, _ in .string(site.rule.title.en) },
    Column(name: "title_zh") { site, _ in .string(site.rule.title.zh) },
    Column(name: "state") { site, _ in .string(site.state.rawValue) },
    Column(name: "status") { site, _ in .string(site.status.rawValue) },
    Column(name: "score") { site, _ in .rounded(site.score, places: Places.fraction) },
    Column(name: "severity") { site, _ in .int(site.rule.severity) },
    Column(name: "duration") { site, _ in .string(site.rule.duration.rawValue) },
    Column(name: "area_m2") { site, _ in .rounded(site.place.area, places: Places.squareMetres) },
    Column(name: "area_mu") { site, _ in .rounded(site.place.areaInMu, places: Places.mu) },
    Column(name: "lon") { site, _ in degrees(site.place.point.longitude) },
    Column(name: "lat") { site, _ in degrees(site.place.point.latitude) },
    Column(name: "gcj_lon") { site, _ in
      degrees(ChineseDatum.gcj02(from: site.place.point).longitude)
    },
    Column(name: "gcj_lat") { site, _ in
      degrees(ChineseDatum.gcj02(from: site.place.point).latitude)
    },
    Column(name: "first_seen") { site, _ in .string(site.course.firstSeen) },
    Column(name: "last_seen") { site, _ in .string(site.course.lastSeen) },
    Column(name: "last_look") { site, _ in .string(site.course.lastLook) },
    Column(name: "days_unobserved") { site, listing in
      listing.daysUnobserved(site).map { .int($0) } ?? .null
    },
    Column(name: "confirmations") { site, _ in .int(site.course.confirmations) },
    Column(name: "events") { site, _ in .int(site.course.events) },
    Column(name: "candidates") { site, _ in .int(site.candidates) },
    Column(name: "region") { site, _ in site.region.map { .string($0) } ?? .null },
  ]

  private static func degrees(_ value: Double) -> JSONValue {
    .rounded(value, places: Places.degrees)
  }
}
