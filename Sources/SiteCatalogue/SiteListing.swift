import GeoFiles
import Scenes
import Sites

/// Sites as they are told to people and programs: with the same columns in every form.
public struct SiteListing: Sendable {
  /// The sites in their order.
  public let sites: [Site]
  /// The day up to which days without a look are counted; nil where no scene is known.
  public let asOf: AcquisitionTime?

  /// A list of sites as of the last acquisition.
  public init(_ sites: [Site], asOf: AcquisitionTime?) {
    self.sites = sites
    self.asOf = asOf
  }

  private static let secondsPerDay = 86_400.0

  /// Whole days since the last look that saw a site's ground; nil where no scene is known.
  func daysUnobserved(_ site: Site) -> Int? {
    guard let asOf, let look = AcquisitionTime(site.course.lastLook) else { return nil }
    return max(0, Int((asOf.seconds - look.seconds) / Self.secondsPerDay))
  }

  /// A site's attributes in the order of columns.
  func properties(of site: Site) -> [(String, JSONValue)] {
    Self.columns.map { ($0.name, $0.value(site, self)) }
  }

  /// The sites as features, in their order, all with the same properties.
  public var features: some Collection<GeoFeature> {
    sites.lazy.map {
      GeoFeature(id: $0.id, geometry: $0.place.geometry, properties: properties(of: $0))
    }
  }

  /// One RFC 7946 FeatureCollection.
  public var geoJSON: [UInt8] {
    GeoJSON.featureCollection(
      name: "sites", features: features,
      members: [
        ("tianyan", .object([("as_of", asOf.map { .string($0.text) } ?? .null)]))
      ])
  }

  /// One feature a line.
  public var geoJSONSequence: [UInt8] { GeoJSON.sequence(features) }

  /// The attributes without outlines, as a JSON array of objects.
  public var json: [UInt8] {
    JSONValue.array(sites.map { .object([("id", .string($0.id))] + properties(of: $0)) }).bytes
      + [UInt8(ascii: "\n")]
  }

  /// The attributes without outlines, as CSV that a spreadsheet may open.
  public var csv: [UInt8] {
    CSVText.table(
      columns: ["id"] + Self.columns.map(\.name),
      rows: sites.lazy.map { [.string($0.id)] + properties(of: $0).map(\.1) })
  }

  /// A table for a terminal, with a line that says as of when.
  public func table(language: CandidateTable.Language = .en) -> String {
    guard !sites.isEmpty else { return language == .en ? "no sites\n" : "没有图斑\n" }
    let zh = language == .zh
    var table = TextTable(columns: [
      .init(zh ? "评分" : "score", isNumber: true), .init(zh ? "类型" : "kind"),
      .init(zh ? "名称" : "title"), .init(zh ? "状态" : "state"), .init(zh ? "处置" : "status"),
      .init(zh ? "平方米" : "m2", isNumber: true), .init(zh ? "首次" : "first seen"),
      .init(zh ? "最近" : "last seen"), .init(zh ? "未观测天数" : "days unseen", isNumber: true),
      .init(zh ? "经度" : "lon", isNumber: true), .init(zh ? "纬度" : "lat", isNumber: true),
      .init(zh ? "编号" : "id"),
    ])
    table.rows = sites.map { site in
      let title = site.rule.title
      return [
        String(decimal: site.score, places: 2), site.rule.kind, zh ? title.zh : title.en,
        site.state.rawValue, site.status.rawValue, String(decimal: site.place.area, places: 0),
        String(site.course.firstSeen.prefix(10)), String(site.course.lastSeen.prefix(10)),
        daysUnobserved(site).map(String.init) ?? "-",
        String(decimal: site.place.point.longitude, places: 5),
        String(decimal: site.place.point.latitude, places: 5), site.id,
      ]
    }
    let date = asOf.map { String($0.text.prefix(10)) } ?? "-"
    return table.text
      + (zh ? "共 \(sites.count) 处，截至 \(date)\n" : "\(sites.count) sites as of \(date)\n")
  }
}
