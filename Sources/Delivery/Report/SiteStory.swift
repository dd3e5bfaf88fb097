import SceneAnalysis
import Sites

/// Why a site is in the list, and what was not seen of it, in words: every number with its unit.
struct SiteStory {
  let evidence: SiteEvidence
  let language: ReportLanguage

  private var site: DeliveredSite { evidence.site }

  /// The reasons, a sentence each.
  var reasons: [String] {
    var sentences = [size]
    if let looks = site.text("reference_scenes") {
      let since = day("reference_since") ?? "?"
      sentences.append(
        language.choose(
          "It was compared with the median of \(looks) earlier scenes, the first of \(since).",
          "对比基准为此前 \(looks) 景影像的中值（最早 \(since)）。"))
    }
    sentences += indices
    if let change = site.number("change") {
      sentences.append(
        language.choose(
          "The bands that the rule reads changed by \(change.thousandths) in reflectance on average.",
          "规则所用波段的反射率平均变化 \(change.thousandths)。"))
    }
    sentences.append(rule)
    return sentences
  }

  /// What speaks against it or was not seen, a sentence each; never empty.
  var doubts: [String] {
    var sentences: [String] = []
    let clear = site.number("clear_fraction") ?? 1
    if clear < 1 {
      let reasons = (site.text("mask_reasons") ?? "").split(separator: ",")
        .map { reason(String($0)) }.joined(separator: language.choose(", ", "、"))
      sentences.append(
        language.choose(
          "\((1 - clear).percent) of its pixels are in doubt (\(reasons)); the score is lowered for it.",
          "\((1 - clear).percent) 的像元存疑（\(reasons)），评分已相应降低。"))
    }
    let compared = [site.text("before_scene"), site.text("after_scene")]
    for look in evidence.looks where look.observed < look.pixels && compared.contains(look.scene) {
      let hidden = Double(look.pixels - look.observed) / Double(max(1, look.pixels))
      let day = String((look.time ?? "?").prefix(10))
      sentences.append(
        language.choose(
          "On \(day) \(hidden.percent) of it was not observed.", "\(day)：\(hidden.percent) 未能观测。"))
    }
    if sentences.isEmpty {
      sentences.append(
        language.choose(
          "Nothing speaks against any of its pixels on the dates compared.", "两个时相的全部像元均无遮挡。"))
    }
    sentences += silence
    sentences.append(
      language.choose(
        "What happened between the dates shown is not known.", "所示时相之间发生的情况无从得知。"))
    return sentences
  }

  /// What other dates could not see, and since when nothing was seen.
  private var silence: [String] {
    var sentences: [String] = []
    let compared = [site.text("before_scene"), site.text("after_scene")]
    let others = evidence.looks.filter { !compared.contains($0.scene) }
    let hidden = others.filter(\.isMasked).count
    if hidden > 0 {
      sentences.append(
        language.choose(
          "On \(hidden) of \(others.count) other dates it could not be seen.",
          "其余 \(others.count) 个时相中有 \(hidden) 个未能观测该处。"))
    }
    if let days = site.number("days_unobserved"), days > 0 {
      let (look, count) = (day("last_look") ?? "?", site.text("days_unobserved") ?? "?")
      sentences.append(
        language.choose(
          "Its ground was last seen on \(look), \(count) days before the last acquisition.",
          "该处最近一次有效观测为 \(look)，距最新影像 \(count) 天。"))
    }
    return sentences
  }

  private var size: String {
    let area = site.number("area_m2").map { String(decimal: $0, places: 0) } ?? "?"
    let mu = site.number("area_mu").map { String(decimal: $0, places: 1) } ?? "?"
    let pixels = site.text("pixels") ?? "?"
    let to = day("after_time") ?? "?"
    let looks = language.choose(
      "\(area) m2 (\(mu) mu, \(pixels) pixels)", "\(area) 平方米（\(mu) 亩，\(pixels) 个像元）")
    // A scene that was compared with a median tells what it saw, not since when.
    guard site.text("reference") == nil, let from = day("before_time") else {
      return language.choose(
        "On \(to) \(looks) looked like: \(site.title.en).", "\(to)，\(looks)呈现“\(site.title.zh)”特征。")
    }
    return language.choose(
      "Between \(from) and \(to) \(looks) came to look like: \(site.title.en).",
      "\(from) 至 \(to)，\(looks)呈现“\(site.title.zh)”特征。")
  }

  /// What each index of the rule did.
  private var indices: [String] {
    evidence.measured.map { measured in
      let name = measured.index.name
      let (from, to) = (measured.before.thousandths, measured.after.thousandths)
      return measured.after >= measured.before
        ? language.choose("\(name) rose from \(from) to \(to).", "\(name) 由 \(from) 升至 \(to)。")
        : language.choose("\(name) fell from \(from) to \(to).", "\(name) 由 \(from) 降至 \(to)。")
    }
  }

  private var rule: String {
    let score = String(decimal: site.score, places: 2)
    let version = site.text("rule_version") ?? "?"
    let severity = site.text("severity") ?? "?"
    return language.choose(
      "Rule \(site.kind), version \(version), gives it a score of \(score) of 1; the bureau's "
        + "severity of the kind is \(severity) of 5.",
      "规则 \(site.kind)（版本 \(version)）评分 \(score)（满分 1），问题严重程度 \(severity) 级（共 5 级）。")
  }

  private func day(_ column: String) -> String? { site.text(column).map { String($0.prefix(10)) } }

  /// The name of a mask reason; in English as outputs have it.
  private func reason(_ name: String) -> String {
    guard language == .zh else { return name }
    return Self.chinese[name] ?? name
  }

  private static let chinese = [
    "nodata": "无数据", "saturated": "饱和", "cloud": "云", "possible-cloud": "疑似云",
    "cloud-shadow": "云影", "cirrus": "卷云", "snow": "雪", "terrain-shadow": "地形阴影",
    "edge": "影像边缘", "registration": "配准误差",
  ]
}

extension Double {
  /// The share in percent, to one decimal: `12.5 %`.
  var percent: String { String(decimal: self * 100, places: 1) + " %" }
}
