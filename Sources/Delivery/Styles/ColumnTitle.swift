import Sites

/// What columns are called for people.
enum ColumnTitle {
  private static let known: [String: BilingualTitle] = [
    "id": .init(en: "Site number", zh: "图斑编号"), "kind": .init(en: "Kind", zh: "问题类型"),
    "title_en": .init(en: "Title", zh: "英文名称"), "title_zh": .init(en: "Title (Chinese)", zh: "名称"),
    "state": .init(en: "State", zh: "状态"), "score": .init(en: "Score (0 to 1)", zh: "评分(0-1)"),
    "severity": .init(en: "Severity (1 to 5)", zh: "严重程度(1-5)"),
    "duration": .init(en: "Lasting or transient", zh: "持续性"),
    "area_m2": .init(en: "Area (m²)", zh: "面积(平方米)"),
    "area_mu": .init(en: "Area (mu)", zh: "面积(亩)"),
    "lon": .init(en: "Longitude (WGS 84)", zh: "经度(WGS 84)"),
    "lat": .init(en: "Latitude (WGS 84)", zh: "纬度(WGS 84)"),
    "gcj_lon": .init(en: "Longitude for display (GCJ-02)", zh: "显示用经度(GCJ-02,不作证据)"),
    "gcj_lat": .init(en: "Latitude for display (GCJ-02)", zh: "显示用纬度(GCJ-02,不作证据)"),
    "before_scene": .init(en: "Scene before", zh: "前时相影像"),
    "after_scene": .init(en: "Scene after", zh: "后时相影像"),
    "before_time": .init(en: "Time before (UTC)", zh: "前时相时间(UTC)"),
    "after_time": .init(en: "Time after (UTC)", zh: "后时相时间(UTC)"),
    "pixels": .init(en: "Pixels", zh: "像元数"),
    "clear_fraction": .init(en: "Clear share", zh: "晴空比例"),
    "mask_reasons": .init(en: "Reasons for doubt", zh: "存疑原因"),
    "change": .init(en: "Mean change of reflectance", zh: "平均反射率变化"),
    "region": .init(en: "Region", zh: "区域"),
    "rule_version": .init(en: "Version of the rule", zh: "规则版本"),
    "software": .init(en: "Software", zh: "软件"),
    "nav_amap": .init(en: "Navigation (Amap, display coordinates)", zh: "高德导航(显示坐标)"),
    "nav_baidu": .init(en: "Navigation (Baidu, display coordinates)", zh: "百度地图(显示坐标)"),
    "nav_tencent": .init(en: "Navigation (Tencent, display coordinates)", zh: "腾讯导航(显示坐标)"),
  ]

  /// The title of a column; of an index at one date, the index and the date.
  static func of(_ column: String, _ language: CandidateTable.Language) -> String {
    if let title = known[column] { return language == .zh ? title.zh : title.en }
    for (suffix, en, zh) in [("_before", "before", "前"), ("_after", "after", "后")]
    where column.hasSuffix(suffix) {
      let index = column.dropLast(suffix.count).uppercased()
      return language == .zh ? "\(index)(\(zh))" : "\(index) \(en)"
    }
    return column
  }
}
