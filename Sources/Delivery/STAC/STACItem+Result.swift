import GeoFiles
import Scenes
import Sites

extension STACItem {
  /// The item of a result, derived from the scenes that it compared. Refuses a result without sites or without times,
  /// of which STAC could say neither where nor when.
  public init(result path: InputPath, _ sites: DeliveredSites) throws {
    let bounds = sites.sites.compactMap(\.geometry.bounds)
    guard let first = bounds.first else {
      throw Refusal(
        .nothingToJudge, "holds no site, so that STAC could not say where it is",
        subject: path.shown)
    }
    let pair = ["before", "after"].compactMap { sites.provenance?[$0] }
    let named = pair.compactMap { $0["scene"]?.text }
    let seen = ["before_scene", "after_scene"].flatMap { column in
      sites.sites.compactMap { $0.text(column) }
    }
    let stated = pair.compactMap { $0["time"]?.text }
    let times =
      (stated
      + sites.sites.flatMap { site in
        ["before_time", "after_time"].compactMap { site.text($0) }
      }).compactMap { AcquisitionTime($0) }
    guard !times.isEmpty else {
      throw Refusal(
        .badInput, "does not say of when its scenes are, which STAC demands", subject: path.shown)
    }
    id = path.fileStem
    let box = bounds.dropFirst().reduce(first) { $0.union($1) }
    geometry = GeoMultiPolygon(polygons: [
      GeoPolygon(exterior: [
        GeoPoint(longitude: box.west, latitude: box.south),
        GeoPoint(longitude: box.east, latitude: box.south),
        GeoPoint(longitude: box.east, latitude: box.north),
        GeoPoint(longitude: box.west, latitude: box.north),
      ])
    ])
    self.times = times
    origins = Set(named + seen).sorted()
    var properties = Self.time(of: times)
    properties.append(("tianyan:sites", .int(sites.sites.count)))
    if let software = sites.provenance?["software"]?.text {
      let parts = software.split(separator: " ", maxSplits: 1).map(String.init)
      properties.append(
        (
          "processing:software",
          .object([(parts[0], .string(parts.count > 1 ? parts[1] : ""))])
        ))
    }
    self.properties = properties
    extensions = [Extension.processing, Extension.file]
    assets = [
      Asset(
        key: "sites", path: path,
        members: [("type", "application/geo+json"), ("roles", ["data"])])
    ]
  }
}

extension JSONValue {
  /// The text of a string; nil for other values.
  fileprivate var text: String? {
    guard case .string(let text) = self, !text.isEmpty else { return nil }
    return text
  }
}
