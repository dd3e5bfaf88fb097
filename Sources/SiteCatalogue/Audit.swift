import GeoFiles

/// What an audit of a catalogue found.
public struct Audit: Hashable, Sendable {
  /// How many events the journal holds.
  public var entries: Int
  /// The hash of the last event: noted elsewhere, it proves later that nothing before it was cut off.
  public var head: String
  /// What is wrong, a sentence each; none for a sound catalogue.
  public var findings: [String]

  /// Whether nothing is wrong.
  public var isSound: Bool { findings.isEmpty }
}

extension Catalogue {
  /// Goes through everything: the database itself, the chain of the journal, every fact against the hash that the
  /// journal has of it, and every site against what the facts make. It changes nothing.
  ///
  /// `knownHead` is the hash of a head that was noted earlier, `noted` are heads by what noted them; a journal that does not
  /// hold one of them was cut or written anew.
  public func audit(
    knownHead: String? = nil, noted: [String: JournalHead] = [:]
  ) throws -> Audit {
    try connection.snapshot {
      let entries = try journal()
      var findings = try databaseFindings() + chainFindings(entries)
      findings += headFindings(entries, noted)
      if let knownHead, !entries.contains(where: { $0.hash == knownHead }) {
        findings.append("the journal does not hold the head \(knownHead): its end was cut off")
      }
      findings += try factFindings(entries)
      if findings.isEmpty { findings += try siteFindings() }
      return Audit(entries: entries.count, head: entries.last?.hash ?? "", findings: findings)
    }
  }

  /// Refuses a journal whose chain is broken, or does not hold a head that was noted: what is written on top of it would
  /// prove nothing. It is quicker than an audit.
  public func verifyChain(noted: [String: JournalHead] = [:]) throws {
    let entries = try journal()
    guard let finding = try (chainFindings(entries) + headFindings(entries, noted)).first else {
      return
    }
    throw Refusal(
      .badInput, finding, subject: connection.path,
      advice:
        "tianyan audit tells more; restore a backup, and runs/ as it was then, and find out who "
        + "wrote it")
  }

  private func databaseFindings() throws -> [String] {
    try connection.map("PRAGMA integrity_check") { try $0.text(0) }
      .filter { $0 != "ok" }.map { "the database is damaged: \($0)" }
  }

  /// Where the chain breaks.
  private func chainFindings(_ entries: [JournalEntry]) throws -> [String] {
    var findings: [String] = []
    var previous = ""
    for (number, entry) in zip(1..., entries) {
      if entry.id != number {
        findings.append("journal entry \(number) is missing (the next is \(entry.id))")
        break
      }
      if entry.previous != previous {
        findings.append("journal entry \(number) does not follow the one before it")
      }
      if try entry.computedHash != entry.hash {
        findings.append(
          "journal entry \(number) (\(entry.event) of \(entry.subject), \(entry.at)) was changed")
      }
      previous = entry.hash
    }
    return findings
  }

  /// Heads that were noted and are not there.
  private func headFindings(
    _ entries: [JournalEntry], _ noted: [String: JournalHead]
  ) -> [String] {
    noted.sorted { $0.key < $1.key }.compactMap { source, head in
      guard head.entries > entries.count else {
        return head.entries >= 1 && entries[head.entries - 1].hash == head.hash
          ? nil : "journal entry \(head.entries) is not the one that \(source) noted"
      }
      return "the journal has \(entries.count) entries, but \(head.entries) when \(source) was "
        + "written: its end was cut off"
    }
  }

  /// Facts that are not what the journal says was recorded.
  private func factFindings(_ entries: [JournalEntry]) throws -> [String] {
    var findings: [String] = []
    var recorded: Set<Int> = []
    for entry in entries {
      let detail = try CanonicalJSON.value(
        [String: String].self, of: entry.detail, in: connection.path)
      let found: (digest: String?, what: String)
      switch entry.event {
      case "scene.recorded", "scene.replaced":
        found = (try observationDigest(of: entry), "scene \(entry.subject)")
        recorded.insert(entry.id)
      case "looks.recorded":
        found = (try looksDigest(of: entry), "looks of \(entry.subject)")
      case "verdict.recorded":
        found = (try verdictDigest(of: entry), "verdict on \(entry.subject)")
      default: continue
      }
      let wanted =
        entry.event == "verdict.recorded"
        ? CanonicalJSON.digest(entry.detail) : detail["sha256"]
      if found.digest != wanted {
        findings.append("\(found.what) is not what journal entry \(entry.id) recorded")
      }
    }
    return try findings + strayFindings(entries) + settingFindings(entries)
  }

  /// Settings that are not what was written down last.
  private func settingFindings(_ entries: [JournalEntry]) throws -> [String] {
    let last = Dictionary(
      entries.filter { $0.event == "setting.changed" }.map { ($0.subject, $0.detail) }
    ) { $1 }
    let held = try connection.map("SELECT name, value FROM settings") {
      (name: try $0.text(0), value: try $0.text(1))
    }
    return try held.sorted { $0.name < $1.name }.filter { setting in
      try last[setting.name] != CanonicalJSON.text(of: ["value": setting.value])
    }.map { "the setting \($0.name) is not what the journal recorded" }
  }

  /// Facts that no event of the journal tells of.
  private func strayFindings(_ entries: [JournalEntry]) throws -> [String] {
    func ids(of events: Set<String>) -> Set<Int> {
      Set(entries.filter { events.contains($0.event) }.map(\.id))
    }
    let sources: [(table: String, column: String, events: Set<String>)] = [
      ("scenes", "recorded", ["scene.recorded", "scene.replaced"]),
      ("scenes", "retracted", ["scene.retracted", "scene.replaced"]),
      ("looks", "recorded", ["looks.recorded"]), ("verdicts", "recorded", ["verdict.recorded"]),
    ]
    var findings: [String] = []
    for source in sources {
      let known = ids(of: source.events)
      let named = try connection.map(
        "SELECT DISTINCT \(source.column) FROM \(source.table) WHERE \(source.column) NOT NULL"
      ) { try $0.int(0) }
      if let stray = named.sorted().first(where: { !known.contains($0) }) {
        findings.append(
          "\(source.table) holds a row of journal entry \(stray), which tells of no such thing")
      }
    }
    let retractions = ids(of: ["scene.retracted", "scene.replaced"]).count
    let retracted = try connection.map("SELECT count(*) FROM scenes WHERE retracted NOT NULL") {
      try $0.int(0)
    }
    if retracted != [retractions] {
      findings.append("\(retractions) scenes were taken back, but \(retracted[0]) are marked so")
    }
    return findings
  }

  /// Sites that are not what the facts make.
  private func siteFindings() throws -> [String] {
    let rows = try connection.map("SELECT fid FROM candidates") { try $0.int(0) }
    let candidates = try rows.compactMap { try validCandidate($0) }
    let assembly = try SiteAssembly(of: candidates, rule: rule)
    let made = try assembly.groups.map { try site(of: $0) }.sorted { $0.id < $1.id }
    var query = SiteQuery()
    query.order = .id
    let held = try sites(query)
    // A rule's version and half-score area are in the candidates' records only.
    let wanted = made.map { site in
      var site = site
      site.rule.version = ""
      site.rule.halfScoreArea = nil
      return site
    }
    guard wanted != held else { return [] }
    let ids = Set(wanted).symmetricDifference(held).map(\.id).sorted()
    return ["site \(ids.first ?? "") is not what the facts make (of \(Set(ids).count) such)"]
  }
}
