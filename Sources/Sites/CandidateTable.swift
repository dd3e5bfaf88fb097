/// Candidates as a table for a terminal, in the order given.
public enum CandidateTable {
  /// The language of titles and headings.
  public enum Language: String, Hashable, Sendable, CaseIterable {
    /// English.
    case en
    /// Chinese.
    case zh
  }

  /// The first `limit` candidates (all where it is nil), one a line, with a line that says how many
  /// are left out; "no candidates" where there are none.
  ///
  /// Columns are aligned by the width that characters have on the screen, Chinese ones being twice
  /// as wide. Characters that would steer the terminal come out as U+FFFD.
  public static func render(
    _ candidates: [Candidate], limit: Int? = nil, language: Language = .en
  ) -> String {
    guard !candidates.isEmpty else {
      return language == .en ? "no candidates\n" : "没有疑似图斑\n"
    }
    let shown = candidates.prefix(max(0, limit ?? candidates.count))
    var table = TextTable(
      columns: columns.map { .init(language == .en ? $0.en : $0.zh, isNumber: $0.isNumber) })
    for (rank, candidate) in zip(1..., shown) {
      table.rows.append(cells(rank: rank, candidate, language: language))
    }
    let left = candidates.count - shown.count
    guard left > 0 else { return table.text }
    return table.text + (language == .en ? "and \(left) more\n" : "另有 \(left) 处\n")
  }

  private struct Column {
    let en, zh: String
    let isNumber: Bool
  }

  private static let columns = [
    Column(en: "rank", zh: "序号", isNumber: true),
    Column(en: "score", zh: "评分", isNumber: true),
    Column(en: "kind", zh: "类型", isNumber: false),
    Column(en: "title", zh: "名称", isNumber: false),
    Column(en: "m2", zh: "平方米", isNumber: true),
    Column(en: "mu", zh: "亩", isNumber: true),
    Column(en: "lon", zh: "经度", isNumber: true),
    Column(en: "lat", zh: "纬度", isNumber: true),
    Column(en: "before -> after", zh: "前时相 -> 后时相", isNumber: false),
    Column(en: "id", zh: "编号", isNumber: false),
  ]

  private static func cells(rank: Int, _ candidate: Candidate, language: Language) -> [String] {
    let place = candidate.place
    let title = candidate.rule.title
    return [
      String(rank),
      number(candidate.score, places: 2),
      candidate.rule.kind,
      language == .en ? title.en : title.zh,
      number(place.area, places: 0),
      number(place.areaInMu, places: 1),
      number(place.point.longitude, places: 5),
      number(place.point.latitude, places: 5),
      date(candidate.scenes.before) + " -> " + date(candidate.scenes.after),
      candidate.id,
    ]
  }

  private static func number(_ value: Double, places: Int) -> String {
    value.isFinite ? String(decimal: value, places: places) : "-"
  }

  /// The date at the head of an RFC 3339 time.
  private static func date(_ scene: SceneReference) -> String {
    scene.time.map { String($0.prefix { $0 != "T" && $0 != " " }) } ?? "-"
  }
}
