import GeoFiles
import SceneAnalysis
import Sites

extension SiteReport {
  /// Colours that eyes with the common deficiencies tell apart (Okabe and Ito 2008), all of them at
  /// least 4.5 : 1 against white.
  private static let colours = [
    "#a84300", "#0063a0", "#8a6100", "#00696b", "#00704f", "#8f2f6e", "#5b4ab0", "#6b6b00",
  ]

  /// The kinds in the order of their best site.
  private var kindOrder: [String] {
    var seen: Set<String> = []
    return sites.sites.map(\.kind).filter { seen.insert($0).inserted }
  }

  /// The colour of a site's kind.
  func colour(of site: DeliveredSite) -> String {
    Self.colours[(kindOrder.firstIndex(of: site.kind) ?? 0) % Self.colours.count]
  }

  /// The summary by kind, over the whole result.
  var kinds: [[String: Any]] {
    kindOrder.map { kind in
      let members = sites.sites.filter { $0.kind == kind }
      return summary(of: members, name: members.first.map { language.choose($0.title) } ?? kind)
        .merging(["colour": members.first.map(colour) ?? ""]) { $1 }
    }
  }

  /// Whether an overlay names the townships.
  var hasTownships: Bool { request.townships != nil }

  /// The summary by township; empty where no overlay names them.
  var townshipRows: [[String: Any]] {
    guard hasTownships else { return [] }
    let groups = Dictionary(grouping: sites.sites) { township(of: $0) }
    return groups.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
      .map { summary(of: $0.value, name: $0.key) }
  }

  /// The name of the township of a site, or a dash.
  func township(of site: DeliveredSite) -> String {
    site.point.flatMap { request.townships?.name(at: $0) } ?? "—"
  }

  private func summary(of members: [DeliveredSite], name: String) -> [String: Any] {
    let area = members.reduce(0) { $0 + ($1.number("area_m2") ?? 0) }
    let hectare = 10_000.0
    return [
      "name": name, "count": members.count, "area": String(decimal: area / hectare, places: 1),
      "mu": String(decimal: area / CandidatePlace.squareMetresPerMu, places: 1),
      "best": String(decimal: members.map(\.score).max() ?? 0, places: 2),
    ]
  }

  /// The rows of the ranked list.
  var rows: [[String: Any]] {
    listed.enumerated().map { place, site in
      [
        "rank": place + 1, "id": site.id, "kind": language.choose(site.title),
        "colour": colour(of: site), "score": String(decimal: site.score, places: 2),
        "area": site.number("area_m2").map { String(decimal: $0, places: 0) } ?? "",
        "mu": site.number("area_mu").map { String(decimal: $0, places: 1) } ?? "",
        "place": Self.place(site, "lon", "lat"), "township": township(of: site),
        "hasTownships": hasTownships,
      ]
    }
  }

  private static func place(_ site: DeliveredSite, _ longitude: String, _ latitude: String)
    -> String
  {
    guard let x = site.number(longitude), let y = site.number(latitude) else { return "—" }
    return "\(String(decimal: x, places: 5)), \(String(decimal: y, places: 5))"
  }

  /// The page of a site.
  func page(_ evidence: SiteEvidence, rank: Int) throws -> [String: Any] {
    let site = evidence.site
    let cells = evidence.frame.cells
    let story = SiteStory(evidence: evidence, language: language)
    func address(_ colours: [Colour?]) throws -> String {
      try ReportPicture.address(of: colours, columns: cells.width, rows: cells.height)
    }
    let bar = ScaleBar(
      metresPerPixel: evidence.frame.metresPerCell, widest: max(1, cells.width / 4))
    var page: [String: Any] = [
      "rank": rank, "id": site.id, "kind": language.choose(site.title),
      "colour": colour(of: site), "score": String(decimal: site.score, places: 2),
      "reasons": story.reasons, "doubts": story.doubts, "columns": cells.width,
      "rows": cells.height,
      "outline": ReportPicture.path(of: evidence.frame.rings),
      "before": try address(evidence.naturalColours(.before)),
      "after": try address(evidence.naturalColours(.after)),
      "beforeAlt": alt(site, .before), "afterAlt": alt(site, .after),
      "beforeDay": day(site, "before_time"), "afterDay": day(site, "after_time"),
      "bar": bar.metres / evidence.frame.metresPerCell, "barLabel": bar.label,
      "barY": Double(cells.height) - 3, "barTextY": Double(cells.height) - 4.5,
      "place": Self.place(site, "lon", "lat"), "navigation": Self.place(site, "gcj_lon", "gcj_lat"),
      "township": township(of: site), "hasTownships": hasTownships,
      "origin": origin(of: site),
    ]
    if let index = evidence.index, let scale = evidence.scale,
      let before = evidence.indexColours(.before), let after = evidence.indexColours(.after)
    {
      page["index"] =
        [
          "name": index.name, "before": try address(before), "after": try address(after),
          "legend": ReportPicture.legend(of: scale),
          "beforeAlt": index.name + ", " + alt(site, .before),
          "afterAlt": index.name + ", " + alt(site, .after),
        ] as [String: Any]
      page["chart"] =
        TimeLineChart(
          looks: evidence.looks, title: index.name,
          words: language == .en ? .english : .chinese
        ).svg
    }
    return page
  }

  private func day(_ site: DeliveredSite, _ column: String) -> String {
    String((site.text(column) ?? "?").prefix(10))
  }

  private func alt(_ site: DeliveredSite, _ moment: SiteEvidence.Moment) -> String {
    let name = language.words[moment.rawValue] ?? ""
    let column = moment == .before ? "before_time" : "after_time"
    return "\(name) \(day(site, column)): \(language.choose(site.title))"
  }

  private func origin(of site: DeliveredSite) -> String {
    [site.text("before_scene"), site.text("after_scene"), site.text("software")].compactMap { $0 }
      .joined(separator: " · ")
  }
}
