import GeoFiles

/// The columns that sites are known to have: one order and one type in every format and every run, so that a table
/// in a database is not another one tomorrow because a column happened to be empty today.
public enum SiteColumns {
  /// What `tianyan scan` writes before the indices, and the catalogue of the same.
  private static let found: [FeatureTable.Column] = [
    .init("kind", .text), .init("title_en", .text), .init("title_zh", .text),
    .init("state", .text), .init("status", .text), .init("score", .real),
    .init("severity", .integer),
    .init("duration", .text), .init("area_m2", .real), .init("area_mu", .real),
    .init("lon", .real), .init("lat", .real), .init("gcj_lon", .real), .init("gcj_lat", .real),
    .init("before_scene", .text), .init("after_scene", .text), .init("before_time", .text),
    .init("after_time", .text), .init("pixels", .integer), .init("clear_fraction", .real),
    .init("mask_reasons", .text), .init("change", .real),
    .init("reference", .text), .init("reference_scenes", .integer),
    .init("reference_since", .text),
  ]
  /// What the catalogue writes of a site's course.
  private static let course: [FeatureTable.Column] = [
    .init("first_seen", .text), .init("last_seen", .text), .init("last_look", .text),
    .init("days_unobserved", .integer), .init("confirmations", .integer), .init("events", .integer),
    .init("candidates", .integer),
  ]
  private static let leading = found + course
  /// What stands behind the indices.
  private static let trailing: [FeatureTable.Column] = [
    .init("region", .text), .init("rule_version", .text), .init("software", .text),
  ]

  /// The column of that name, where its type is known: of an index before and after it is a number.
  static func known(_ name: String) -> FeatureTable.Column? {
    if let column = (leading + trailing).first(where: { $0.name == name }) { return column }
    return name.hasSuffix("_before") || name.hasSuffix("_after")
      ? FeatureTable.Column(name, .real) : nil
  }

  /// Columns in the order of `tianyan scan`: what is known, the indices by name, what others have added by name, and
  /// the origin.
  static func ordered(_ columns: [FeatureTable.Column]) -> [FeatureTable.Column] {
    func rank(_ column: FeatureTable.Column) -> (Int, Int, String) {
      let name = column.name
      if let place = leading.firstIndex(where: { $0.name == name }) { return (0, place, "") }
      if let place = trailing.firstIndex(where: { $0.name == name }) { return (3, place, "") }
      for (place, suffix) in ["_before", "_after"].enumerated() where name.hasSuffix(suffix) {
        return (1, 0, name.dropLast(suffix.count) + " \(place)")
      }
      return (2, 0, name)
    }
    return columns.sorted { rank($0) < rank($1) }
  }
}
