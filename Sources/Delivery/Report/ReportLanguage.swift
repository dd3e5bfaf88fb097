import Sites

/// The language that a report is written in.
public enum ReportLanguage: String, Sendable, CaseIterable {
  /// Chinese.
  case zh
  /// English.
  case en

  /// One of two wordings.
  func choose(_ english: String, _ chinese: String) -> String { self == .en ? english : chinese }

  /// A title in this language.
  func choose(_ title: BilingualTitle) -> String { self == .en ? title.en : title.zh }

  /// The fixed words of the template, by the names that it has for them.
  var words: [String: String] {
    var words: [String: String] = [:]
    for (name, english, chinese) in Self.table { words[name] = choose(english, chinese) }
    return words
  }

  private static let table: [(String, String, String)] = [
    ("title", "Candidate violation sites", "疑似问题图斑报告"),
    (
      "suspicion",
      "A candidate is a suspicion raised by satellite, not a finding. What was not "
        + "observed is not compliance.",
      "图斑是卫星遥感发现的疑似问题，不是认定结论；未观测到不等于没有问题。"
    ),
    ("comparison", "What was compared", "对比影像"), ("summary", "Summary", "汇总"),
    ("byKind", "By kind", "按问题类型"), ("byTownship", "By township", "按乡镇（街道）"),
    ("kind", "Kind", "问题类型"), ("sites", "Sites", "图斑数"), ("area", "Area", "面积"),
    ("best", "Highest score", "最高评分"), ("township", "Township", "乡镇（街道）"),
    ("map", "Map", "分布图"), ("list", "Ranked list of visits", "核查清单（按评分排序）"),
    ("rank", "Rank", "序号"), ("score", "Score", "评分"), ("id", "Site", "图斑编号"),
    ("place", "Longitude, latitude (WGS 84)", "经度, 纬度（WGS 84）"),
    (
      "navigation", "For navigation on Chinese maps only (GCJ-02), never evidence",
      "仅供国内地图导航显示（GCJ-02），不作证据"
    ),
    ("notObserved", "What was not observed", "未能观测的部分"),
    ("judged", "Share of the pixels that could be judged", "可判读像元占比"),
    ("skipped", "Rules that could not be applied", "未能应用的规则"),
    ("pages", "The sites", "图斑详情"), ("why", "Why it is here", "列入原因"),
    ("doubt", "What was not observed here", "此处未能观测的情况"),
    ("before", "Before", "前时相"), ("after", "After", "后时相"),
    ("slide", "Move between before and after", "拖动以对比前后时相"),
    ("facts", "Details", "详细信息"), ("timeLine", "Time line", "时间序列"),
    ("toList", "Back to the list", "返回清单"), ("toMap", "Map", "地图"),
    ("sort", "Sort by this column", "按此列排序"),
    (
      "pictures",
      "Pictures in this report are compressed for the eye; those of tianyan evidence are "
        + "exact. The outline is drawn as found.",
      "本报告图片经过压缩，仅供浏览；证据请以 tianyan evidence 生成的原图为准。轮廓线为算法所得。"
    ),
    ("none", "No site was found.", "未发现疑似图斑。"),
    ("hatched", "Without colour: not observed.", "无颜色处：未观测。"),
    ("origin", "Origin", "数据来源"),
  ]
}
