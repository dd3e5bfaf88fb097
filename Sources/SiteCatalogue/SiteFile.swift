import GeoFiles
import Sites

/// Everything that is known of one site: what `tianyan site` shows.
public struct SiteFile: Sendable {
  /// The site.
  public let site: Site
  /// The day up to which the catalogue speaks, with the columns of a list.
  let listing: SiteListing
  /// Its candidates in the order of history.
  let members: [LocatedCandidate]
  /// What all scenes say of it, by acquisition.
  let looks: [SiteHistory.SiteLook]
  /// Sites that were merged into it, and at which candidate.
  let merges: [SiteAssembly.Merge]
  /// What officers said of it, in that order.
  let verdicts: [Verdict]
}

extension Catalogue {
  /// Everything that is known of the site that an id leads to.
  public func siteFile(_ id: String) throws -> SiteFile {
    let site = try site(id)
    let members = try members(of: site.id)
    guard let first = members.first else {
      throw Refusal(
        .badInput, "its derived tables lack the candidates of site \(site.id)",
        subject: connection.path, advice: "tianyan audit tells more")
    }
    let bounds = members.reduce(first.bounds) { $0.union($1.bounds) }.grown(by: rule.reach)
    let merges = try connection.map(
      "SELECT merged, candidate FROM merges WHERE site = ? ORDER BY id", [.text(site.id)]
    ) { SiteAssembly.Merge(site: try $0.text(0), candidate: try $0.text(1)) }
    return SiteFile(
      site: site, listing: SiteListing([site], asOf: try lastAcquisition()), members: members,
      looks: try history(of: members).looks, merges: merges,
      verdicts: try verdicts(of: site.id, within: bounds))
  }
}

extension Look.Finding {
  /// Its word.
  var word: String {
    switch self {
    case .unobserved: "unobserved"
    case .clear: "clear"
    case .anomalous: "anomalous"
    }
  }
}

extension SiteFile {
  /// All of it as one JSON object.
  public var json: [UInt8] {
    let places = 4
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    let looks = looks.map { look in
      JSONValue.object([
        ("acquired", .string(look.acquired)), ("scene", .string(look.scene)),
        ("finding", .string(look.finding.word)),
        ("value", look.value.map { .rounded($0, places: places) } ?? .null),
      ])
    }
    let candidates = members.map { member in
      JSONValue.object([
        ("id", .string(member.candidate.id)), ("scene", .string(member.scene)),
        ("acquired", .string(member.acquired)), ("kind", .string(member.candidate.rule.kind)),
        ("score", .rounded(member.candidate.score, places: places)),
        ("area_m2", .rounded(member.candidate.place.area, places: 1)),
      ])
    }
    let merged = merges.map {
      JSONValue.object([("site", .string($0.site)), ("at_candidate", .string($0.candidate))])
    }
    let verdicts = verdicts.map { verdict in
      JSONValue.object([
        ("outcome", .string(verdict.outcome.rawValue)), ("reason", text(verdict.reason?.rawValue)),
        ("by", .string(verdict.by)), ("visited", .string(verdict.visited)),
        ("note", .string(verdict.note)), ("given_to", .string(verdict.site)),
      ])
    }
    return JSONValue.object(
      [("id", .string(site.id))] + listing.properties(of: site) + [
        ("candidates_found", .array(candidates)), ("looks", .array(looks)),
        ("merged_from", .array(merged)), ("verdicts", .array(verdicts)),
      ]
    ).bytes + [UInt8(ascii: "\n")]
  }

  /// All of it for a terminal; the sparkline only where the terminal can show it.
  public func text(sparkline: Bool) -> String {
    var lines = [
      "\(site.id)  \(site.rule.kind)  \(site.rule.title.en) \(site.rule.title.zh)",
      "state \(site.state.rawValue), status \(site.status.rawValue), score "
        + String(decimal: site.score, places: 2),
      "first seen \(site.course.firstSeen), last seen \(site.course.lastSeen), "
        + "last look \(site.course.lastLook)"
        + (listing.daysUnobserved(site).map { ", \($0) days unobserved" } ?? ""),
      "\(site.course.confirmations) looks saw it, in \(site.course.events) events; "
        + "\(site.candidates) candidates, \(String(decimal: site.place.area, places: 0)) m2 at "
        + String(decimal: site.place.point.longitude, places: 6) + " "
        + String(decimal: site.place.point.latitude, places: 6),
    ]
    if sparkline {
      let name = members.first?.candidate.evidence.indices.first?.name ?? "index"
      lines += ["", "\(name)  \(Sparkline.text(of: looks.map(\.value)))"]
    }
    lines += merges.map { "merged from \($0.site)" }
    var timeline = TextTable(columns: [
      .init("acquired"), .init("finding"), .init("index", isNumber: true), .init("scene"),
    ])
    timeline.rows = looks.map { look in
      [
        look.acquired, look.finding.word,
        look.value.map { String(decimal: $0, places: 3) } ?? "-", look.scene,
      ]
    }
    let said = verdicts.map { verdict in
      "\(verdict.visited)  \(verdict.outcome.rawValue)"
        + (verdict.reason.map { " (\($0.rawValue))" } ?? "") + "  by \(verdict.by)"
        + (verdict.note.isEmpty ? "" : ": \(verdict.note)")
    }
    return lines.map { TerminalText.harmless($0) + "\n" }.joined() + "\n" + timeline.text
      + (said.isEmpty ? "" : "\n" + said.map { TerminalText.harmless($0) + "\n" }.joined())
  }
}
