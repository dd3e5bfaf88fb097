import Foundation
import GeoFiles
import Mustache
import RasterGrid
import SceneAnalysis
import Sites

/// The report of a result: one HTML file that needs nothing else, for a screen, a USB stick or A4 paper.
public struct SiteReport {
  /// What a report is asked for.
  public struct Request: Sendable {
    /// The language.
    public var language: ReportLanguage
    /// How many visits there is time for; what is left out is said. Nil lists all.
    public var capacity: Int?
    /// What the region is called; nil leaves it to what the sites say.
    public var region: BilingualTitle?
    /// The townships of the county; nil where no overlay names them.
    public var townships: Townships?
    /// The boundary to draw, and what its coordinates mean; empty for none.
    public var boundary: [[MapPoint]]
    /// The system of the boundary.
    public var boundaryCRS: CoordinateSystem

    /// A request from its parts.
    public init(
      language: ReportLanguage, capacity: Int? = nil, region: BilingualTitle? = nil,
      townships: Townships? = nil,
      boundary: [[MapPoint]] = [], boundaryCRS: CoordinateSystem = .wgs84
    ) {
      self.language = language
      self.capacity = capacity
      self.region = region
      self.townships = townships
      self.boundary = boundary
      self.boundaryCRS = boundaryCRS
    }
  }

  let request: Request
  let sites: DeliveredSites
  let scenery: any SiteScenery
  let choice: IndexChoice

  /// A report of sites and of the scenes that they were found in.
  public init(
    _ request: Request, of sites: DeliveredSites, in scenery: any SiteScenery,
    showing choice: IndexChoice
  ) {
    self.request = request
    self.sites = sites
    self.scenery = scenery
    self.choice = choice
  }

  var language: ReportLanguage { request.language }

  /// The sites that there is time for.
  var listed: ArraySlice<DeliveredSite> {
    sites.sites.prefix(request.capacity ?? sites.sites.count)
  }

  /// The text of the file, in UTF-8. What comes from the result or its scenes is escaped.
  public func html(progress: (Double) -> Void = { _ in }) throws -> [UInt8] {
    var pages: [[String: Any]] = []
    for (place, site) in listed.enumerated() {
      let evidence = try SiteEvidence(
        of: site, in: scenery.pair(of: site), showing: choice)
      pages.append(try page(evidence, rank: place + 1))
      progress(Double(place + 1) / Double(listed.count))
    }
    let map = try ReportMap(
      of: Array(listed), on: scenery.ground, boundary: request.boundary, crs: request.boundaryCRS)
    var context: [String: Any] = [
      "lang": language == .en ? "en" : "zh-CN", "w": language.words,
      "style": String(decoding: PackageResources.report_css, as: UTF8.self),
      "script": String(decoding: PackageResources.report_js, as: UTF8.self),
      "heading": heading, "lead": lead, "software": Software.signature,
      "scenes": scenes, "decisions": decisions, "kinds": kinds, "townships": townshipRows,
      "coverage": coverage, "skipped": skipped, "list": rows, "pages": pages,
      "map": self.context(of: map), "isEmpty": listed.isEmpty, "hasTownships": hasTownships,
    ]
    if let left = leftOut { context["leftOut"] = left }
    let template = try MustacheTemplate(
      string: String(decoding: PackageResources.report_mustache, as: UTF8.self))
    return Array(template.render(context).utf8)
  }

  private var heading: String {
    let day = scenery.asOf.map { " · " + String($0.text.prefix(10)) } ?? ""
    let region = request.region.map { language.choose($0) } ?? listed.first?.text("region")
    return (region.map { $0 + " · " } ?? "") + (language.words["title"] ?? "") + day
  }

  private var lead: String {
    let count = sites.sites.count
    return language.choose(
      "\(count) candidate sites were found; \(listed.count) are listed here.",
      "共发现疑似图斑 \(count) 处，本报告列出 \(listed.count) 处。")
  }

  /// What the capacity leaves out; nil where it leaves out nothing.
  private var leftOut: String? {
    let rest = sites.sites.dropFirst(listed.count)
    guard let best = rest.first else { return nil }
    let score = String(decimal: best.score, places: 2)
    return language.choose(
      "The list is cut at the \(listed.count) visits there is time for. \(rest.count) more sites, with "
        + "scores of \(score) and less, are in the result but not in this report.",
      "按可核查数量截取前 \(listed.count) 处；其余 \(rest.count) 处（评分不高于 \(score)）保留在结果文件中，未列入本报告。"
    )
  }

  private var scenes: [[String: Any]] {
    scenery.compared.map { moment, scene in
      let name = moment.rawValue
      return [
        "label": language.words[name] ?? name, "id": scene.id, "summary": scene.summary,
        "product": scene.facts.name ?? "", "baseline": scene.facts.baseline ?? "",
      ]
    }
  }

  /// Registration and normalisation, as the result tells them.
  private var decisions: [String] {
    var sentences: [String] = []
    if scenery.hasMedians {
      sentences.append(
        language.choose(
          "Each scene was compared with the median of earlier ones. The picture before is the last of "
            + "these that saw nothing suspicious there; the numbers before are those of the median.",
          "各景影像与此前多景影像的中值对比；前时相图片为其中最近一景未见异常的影像，前时相数值为中值影像的数值。"))
    }
    guard let trace = sites.provenance else { return sentences }
    if let shift = trace["registration"], let dx = shift["dx"]?.asNumber,
      let dy = shift["dy"]?.asNumber
    {
      let done = shift["reason"]?.asText ?? ""
      sentences.append(
        language.choose(
          "Shift between the dates: \(dx) columns, \(dy) rows (\(done)).",
          "两时相配准偏移：列 \(dx)、行 \(dy) 像元（\(done)）。"))
    }
    if let normalisation = trace["normalisation"], let reason = normalisation["reason"]?.asText {
      sentences.append(
        language.choose("Normalisation: \(reason).", "辐射归一化：\(reason)。"))
    }
    return sentences
  }

  private var coverage: [[String: Any]] {
    let shares = scenery.clearShares.map {
      ["kind": $0.name, "share": $0.share.percent] as [String: Any]
    }
    return shares
      + (sites.provenance?["rules"]?.elements ?? []).compactMap { rule in
        guard let kind = rule["kind"]?.asText, let observed = rule["observed_pixels"]?.asNumber,
          let considered = rule["considered_pixels"]?.asNumber, considered > 0
        else { return nil }
        let title = sites.sites.first { $0.kind == kind }.map { language.choose($0.title) }
        return ["kind": title ?? kind, "share": (observed / considered).percent]
      }
  }

  private var skipped: [[String: Any]] {
    (sites.provenance?["skipped_rules"]?.elements ?? []).map {
      ["kind": $0["kind"]?.asText ?? "", "reason": $0["reason"]?.asText ?? ""]
    }
  }

  private func context(of map: ReportMap) -> [String: Any] {
    let radius = Double(max(map.columns, map.rows)) / 80
    let marks = zip(listed, map.places).enumerated().compactMap { place, pair -> [String: Any]? in
      guard let at = pair.1 else { return nil }
      return [
        "rank": place + 1, "x": at.column.tenths, "y": at.row.tenths, "colour": colour(of: pair.0),
        "title": language.choose(pair.0.title),
      ]
    }
    return [
      "ground": map.ground, "columns": map.columns, "rows": map.rows, "boundary": map.boundary,
      "marks": Array(marks.reversed()), "radius": radius.tenths, "font": (radius * 1.1).tenths,
      "bar": map.scaleBar.cells.tenths, "barLabel": map.scaleBar.label,
      "barY": (Double(map.rows) - radius).tenths, "barX": radius.tenths,
      "barTextY": (Double(map.rows) - 1.6 * radius).tenths,
      "alt": language.choose(
        "Map of the sites on the later scene", "后时相影像上的图斑分布图"),
    ]
  }
}
