import Foundation
import GeoFiles
import Scenes
import Sites

/// A static STAC catalogue in a folder: `collection.json`, an item a scene and a result, and `items.json`, all items in
/// one file for GDAL's STACIT. Files stay where they are; the catalogue points to them.
public struct STACCatalogue {
  private let home: String
  private let items: [STACItem]

  /// The version of the specification.
  private static let version = "1.1.0"

  /// A catalogue of items in `folder`, which is made where there is none. Two items of one id are refused.
  public init(in folder: String, _ items: [STACItem]) throws {
    home = URL(fileURLWithPath: folder).standardizedFileURL.path
    var seen: Set<String> = []
    for item in items where !seen.insert(item.id).inserted {
      throw Refusal(.badInput, "is there twice", subject: "STAC item \(item.id)")
    }
    self.items = items.sorted { $0.id < $1.id }
  }

  /// Writes it, the collection last, so that who finds that finds everything.
  public func write() throws {
    try make("items")
    let digests = try Dictionary(
      items.flatMap(\.assets).map { ($0.path, try FileDigest.sha256(of: $0.path)) }
    ) { first, _ in first }
    for item in items {
      let name = Self.fileName(item.id)
      try make("items/\(name)")
      try write(
        json(of: item, in: "items/\(name)", digests), to: "items/\(name)/\(name).json")
    }
    // In one file paths count from another folder.
    let flat = try items.map { try json(of: $0, in: "", digests) }
    try write(
      .object([("type", "FeatureCollection"), ("features", .array(flat))]), to: "items.json")
    try write(collection, to: "collection.json")
  }

  private func make(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: home + "/" + folder, withIntermediateDirectories: true)
    } catch {
      throw Refusal(.cannotWrite, error.localizedDescription, subject: home)
    }
  }

  private func write(_ value: JSONValue, to name: String) throws {
    try OutputFile(home + "/" + name).write(value.bytes + [UInt8(ascii: "\n")])
  }

  /// An id as the name of a file: letters, digits, `-`, `_` and `.`, no other.
  static func fileName(_ id: String) -> String {
    let name = String(
      id.unicodeScalars.prefix(80).map { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
          || "-_.".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
      })
    return name.hasPrefix(".") ? "_" + name : name
  }

  /// What is known of files: their digest and their size.
  private typealias Digests = [InputPath: (digest: String, bytes: Int)]

  private func json(of item: STACItem, in folder: String, _ digests: Digests) throws -> JSONValue {
    let up = folder.isEmpty ? "./" : "../../"
    let known = Set(items.map(\.id))
    var links: [JSONValue] = ["root", "parent", "collection"].map { relation in
      .object([
        ("rel", .string(relation)), ("href", .string(up + "collection.json")),
        ("type", "application/json"),
      ])
    }
    for origin in item.origins where known.contains(origin) {
      let name = Self.fileName(origin)
      links.append(
        .object([
          ("rel", "derived_from"), ("href", .string("\(up)items/\(name)/\(name).json")),
          ("type", "application/geo+json"),
        ]))
    }
    let bare = GeoFeature(id: item.id, geometry: item.geometry, properties: [])
    let feature = try JSONDecoder().decode(
      JSONValue.self, from: Data(GeoJSON.sequence([bare])))
    guard let geometry = feature["geometry"], let bbox = feature["bbox"] else {
      preconditionFailure("a feature has a geometry")
    }
    var properties = item.properties
    if !item.origins.isEmpty {
      properties.append(("tianyan:derived_from", .array(item.origins.map { .string($0) })))
    }
    return .object([
      ("type", "Feature"), ("stac_version", .string(Self.version)),
      ("stac_extensions", .array(item.extensions.map { .string($0) })), ("id", .string(item.id)),
      ("collection", "tianyan"), ("geometry", geometry), ("bbox", bbox),
      ("properties", .object(properties.filter { !$0.1.isAbsent || $0.0 == "datetime" })),
      ("links", .array(links)),
      ("assets", .object(item.assets.map { ($0.key, json(of: $0, from: folder, digests)) })),
    ])
  }

  private func json(of asset: STACItem.Asset, from folder: String, _ digests: Digests) -> JSONValue
  {
    var members = [("href", JSONValue.string(href(of: asset.path, from: folder)))]
    members += asset.members.filter { !$0.1.isAbsent }
    if let digest = digests[asset.path] {
      members += [
        ("file:size", .int(digest.bytes)),
        ("file:checksum", .string(Self.multihash + digest.digest)),
      ]
    }
    return .object(members)
  }

  /// SHA-256 of 32 bytes, as multihash says it (https://multiformats.io/multihash/).
  private static let multihash = "1220"

  /// The way from a folder of the catalogue to a file; what lies in an archive has its place in GDAL's words.
  private func href(of path: InputPath, from folder: String) -> String {
    guard !path.isVirtual else { return path.gdalName }
    let from = (home + (folder.isEmpty ? "" : "/" + folder)).split(separator: "/")
    let to = path.gdalName.split(separator: "/")
    let common = zip(from, to).prefix { $0 == $1 }.count
    return
      (Array(repeating: "..", count: from.count - common) + to.dropFirst(common).map(String.init))
      .joined(separator: "/")
  }

  private var collection: JSONValue {
    let boxes = items.compactMap(\.geometry.bounds)
    let box = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
    let times = items.flatMap(\.times).sorted { $0.seconds < $1.seconds }
    func stamp(_ time: AcquisitionTime?) -> JSONValue {
      time.map { .string($0.isDate ? $0.text + "T00:00:00Z" : $0.text) } ?? .null
    }
    let bbox: JSONValue =
      box.map {
        .array([$0.west, $0.south, $0.east, $0.north].map { .rounded($0, places: 7) })
      } ?? [-180, -90, 180, 90]
    return .object([
      ("type", "Collection"), ("stac_version", .string(Self.version)), ("id", "tianyan"),
      ("description", "Scenes, layers and candidate sites"), ("license", "other"),
      (
        "extent",
        .object([
          ("spatial", .object([("bbox", [bbox])])),
          ("temporal", .object([("interval", [[stamp(times.first), stamp(times.last)]])])),
        ])
      ),
      (
        "links",
        .array(
          [.object([("rel", "root"), ("href", "./collection.json"), ("type", "application/json")])]
            + items.map { item in
              let name = Self.fileName(item.id)
              return .object([
                ("rel", "item"), ("href", .string("./items/\(name)/\(name).json")),
                ("type", "application/geo+json"), ("title", .string(item.id)),
              ])
            })
      ),
    ])
  }
}

extension JSONValue {
  fileprivate var isAbsent: Bool {
    if case .null = self { true } else { false }
  }
}
