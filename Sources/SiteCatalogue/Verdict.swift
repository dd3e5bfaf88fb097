import GeoFiles
import Scenes
import Sites

/// What somebody said of a site, once and for good: a change of mind is another verdict.
public struct Verdict: Hashable, Sendable {
  /// The id of the site as it was then.
  public var site: String
  /// What was said.
  public var outcome: VerdictOutcome
  /// Why it is no violation; nil for the other outcomes.
  public var reason: RejectionReason?
  /// Who says so.
  public var by: String
  /// The day of the visit, `YYYY-MM-DD`.
  public var visited: String
  /// What else there is to say.
  public var note: String

  /// A verdict from its parts.
  public init(
    site: String, outcome: VerdictOutcome, reason: RejectionReason? = nil, by: String,
    visited: String
  ) {
    self.site = site
    self.outcome = outcome
    self.reason = reason
    self.by = by
    self.visited = visited
    note = ""
  }

  /// Refuses a rejection without reason, a reason without rejection, a nameless officer and a day that is none.
  func check() throws {
    let isRejection = outcome == .verifiedFalse || outcome == .legal
    let reasons = RejectionReason.allCases.map(\.rawValue).joined(separator: ", ")
    if isRejection, reason == nil {
      throw Refusal(
        .usage, "\(outcome.rawValue) needs a reason", subject: "site \(site)",
        advice: "one of \(reasons)")
    }
    if !isRejection, reason != nil {
      throw Refusal(
        .usage, "only false and legal have a reason", subject: "site \(site)",
        advice: "put the rest into the note")
    }
    if outcome == .legal, reason != .legal {
      throw Refusal(.usage, "legal has the reason legal", subject: "site \(site)")
    }
    if by.allSatisfy(\.isWhitespace) {
      throw Refusal(.usage, "nobody says so", subject: "site \(site)", advice: "name who")
    }
    guard let day = AcquisitionTime(visited), day.isDate else {
      throw Refusal(.usage, "\"\(visited)\" is no date", subject: "site \(site)")
    }
  }
}

extension Catalogue {
  /// Adds a verdict to the site that its id leads to, and gives that site's new status.
  ///
  /// Refuses an id that leads nowhere, what `Verdict.check` refuses, and a step that cannot follow the site's
  /// status.
  @discardableResult
  public func record(_ verdict: Verdict) throws -> SiteStatus {
    try verdict.check()
    return try connection.transaction {
      let id = try require(verdict.site)
      let status = try status(of: id)
      guard verdict.outcome.predecessors.contains(status) else {
        let steps = verdict.outcome.predecessors.map(\.rawValue).joined(separator: ", ")
        throw Refusal(
          .usage, "is \(status.rawValue), which \(verdict.outcome.rawValue) cannot follow",
          subject: "site \(id)", advice: "it follows \(steps)")
      }
      let entry = try journal(
        "verdict.recorded", id,
        [
          "outcome": verdict.outcome.rawValue, "reason": verdict.reason?.rawValue ?? "",
          "by": verdict.by, "visited": verdict.visited, "note": verdict.note,
        ])
      try connection.run(
        "INSERT INTO verdicts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
        [
          .text(id), .text(verdict.visited), .text(verdict.by), .text(verdict.outcome.rawValue),
          .optional(verdict.reason?.rawValue), .text(verdict.note), .int(entry),
        ])
      let rows = try connection.map("SELECT candidate FROM members WHERE site = ?", [.text(id)]) {
        try $0.int(0)
      }
      try recompute(TouchedSites(rows: Set(rows), isAnything: true))
      return try self.status(of: id)
    }
  }

  private func status(of site: String) throws -> SiteStatus {
    let text = try connection.map("SELECT status FROM sites WHERE id = ?", [.text(site)]) {
      try $0.text(0)
    }.first
    return try vocabulary(SiteStatus.self, text ?? SiteStatus.new.rawValue)
  }

  /// The verdicts whose ids lead to a site, in the order in which they were given.
  func verdicts(of site: String, within bounds: GeoBounds) throws -> [Verdict] {
    let ids = try connection.map(
      """
      SELECT DISTINCT v.site FROM verdicts v JOIN candidates c ON c.site = v.site
      JOIN rtree_candidates_geom r ON r.id = c.fid
      WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?
      """, Self.parameters(of: bounds)
    ) { try $0.text(0) }.filter { try resolve($0) == site }
    let fields = "SELECT id, site, outcome, reason, by, visited, note FROM verdicts WHERE site = ?"
    return try ids.flatMap { id in
      try connection.map(fields, [.text(id)]) { row in
        (id: try row.int(0), verdict: try verdict(row))
      }
    }.sorted { $0.id < $1.id }.map(\.verdict)
  }

  private func verdict(_ row: SQLiteRow) throws -> Verdict {
    var verdict = Verdict(
      site: try row.text(1), outcome: try vocabulary(VerdictOutcome.self, try row.text(2)),
      reason: try row.optionalText(3).map { try vocabulary(RejectionReason.self, $0) },
      by: try row.text(4), visited: try row.text(5))
    verdict.note = try row.text(6)
    return verdict
  }

  /// A word of a vocabulary; refuses a file that holds another.
  func vocabulary<Word: RawRepresentable>(_ type: Word.Type, _ text: String) throws -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: text) else {
      throw Refusal(
        .badInput, "holds \"\(text)\", which is no \(Word.self)", subject: connection.path,
        advice: "another program has changed it: restore a backup")
    }
    return word
  }
}
