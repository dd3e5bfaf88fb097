import Foundation
import Sites
import Testing

@Suite("GeoJSON")
struct GeoJSONTests {
  /// The text as another reader understands it.
  private func read(_ bytes: [UInt8]) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require(value as? [String: Any])
  }

  private func features(_ collection: [String: Any]) throws -> [[String: Any]] {
    try #require(collection["features"] as? [[String: Any]])
  }

  @Test("is written as the golden files have it")
  func golden() throws {
    let some = Array(SampleCandidates.all.prefix(2))
    try expectGolden(
      GeoJSON.featureCollection(
        name: "sites", candidates: some,
        members: [("software", "tianyan 1.0.0"), ("counts", ["judged": 12, "clear": 0.5])]),
      "sites.geojson")
    try expectGolden(GeoJSON.featureCollection(name: "sites", candidates: []), "empty.geojson")
    try expectGolden(GeoJSON.sequence(some), "sites.geojsonl")
  }

  @Test("reads back as the values that went in")
  func values() throws {
    let pond = SampleCandidates.pond
    let collection = try read(
      GeoJSON.featureCollection(name: "sites", candidates: [pond], members: [("extra", [1, 2])]))
    #expect(collection["type"] as? String == "FeatureCollection")
    #expect(collection["name"] as? String == "sites")
    #expect(collection["extra"] as? [Int] == [1, 2])
    #expect(collection["bbox"] as? [Double] == [120.03, 28.89, 120.0311, 28.8911])
    let feature = try features(collection)[0]
    #expect(feature["id"] as? String == pond.id)
    #expect(feature["bbox"] as? [Double] == [120.03, 28.89, 120.0311, 28.8911])
    let properties = try #require(feature["properties"] as? [String: Any])
    let texts = [
      "kind": "water-lost", "title_en": "Water lost", "title_zh": "疑似侵占水域",
      "duration": "lasting", "before_scene": "S2A_20161209", "after_scene": "S2B_20181204",
      "before_time": "2016-12-09T03:11:22Z", "after_time": "2018-12-04T02:50:59Z",
      "mask_reasons": "cloud,cloud-shadow", "region": "yongkang", "rule_version": "2",
      "software": "tianyan 1.0.0",
    ]
    let numbers = [
      "score": 0.8765, "severity": 3, "area_m2": 10_807.3, "area_mu": 16.21, "lon": 120.03,
      "lat": 28.89, "gcj_lon": 120.034643, "gcj_lat": 28.8871025, "pixels": 108,
      "clear_fraction": 0.9815, "change": 0.1235, "mndwi_before": 0.4123, "mndwi_after": -0.2,
    ]
    for (key, text) in texts { #expect(properties[key] as? String == text, "\(key)") }
    for (key, number) in numbers { #expect(properties[key] as? Double == number, "\(key)") }
    #expect(properties.count == texts.count + numbers.count)
  }

  @Test("is multipolygons of closed rings, counter-clockwise outside and clockwise inside")
  func rings() throws {
    let collection = try read(
      GeoJSON.featureCollection(name: "sites", candidates: [SampleCandidates.pond]))
    let geometry = try #require(try features(collection)[0]["geometry"] as? [String: Any])
    #expect(geometry["type"] as? String == "MultiPolygon")
    let polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
    #expect(polygons.map(\.count) == [2, 1])
    for polygon in polygons {
      for (number, ring) in polygon.enumerated() {
        #expect(ring.count == 5 && ring.first == ring.last)
        let twice = zip(ring, ring.dropFirst()).map { a, b in
          (a[0] - ring[0][0]) * (b[1] - ring[0][1]) - (b[0] - ring[0][0]) * (a[1] - ring[0][1])
        }
        #expect((twice.reduce(0, +) > 0) == (number == 0))
      }
    }
  }

  @Test("has the same properties in the same order in every feature, indices of all together")
  func columns() throws {
    let lines = String(decoding: GeoJSON.sequence(SampleCandidates.all), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 3)
    let names = GeoJSON.indexNames(of: SampleCandidates.all)
    #expect(names == ["mndwi", "ndti"])
    let keys = SampleCandidates.all.map { $0.properties(indices: names).map(\.0) }
    #expect(
      keys[0] == [
        "kind", "title_en", "title_zh", "score", "severity", "duration", "area_m2", "area_mu",
        "lon", "lat", "gcj_lon", "gcj_lat", "before_scene", "after_scene", "before_time",
        "after_time", "pixels", "clear_fraction", "mask_reasons", "change", "mndwi_before",
        "mndwi_after", "ndti_before", "ndti_after", "region", "rule_version", "software",
      ])
    #expect(keys.allSatisfy { $0 == keys[0] })
    // No comma or quote of a sample's text looks like a key, but in the last, hostile one.
    for line in lines.dropLast() {
      let places = keys[0].map { line.range(of: "\"\($0)\":")?.lowerBound }
      #expect(places.allSatisfy { $0 != nil })
      #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }
  }

  @Test("has null for what is unknown, never NaN or infinity")
  func unknown() throws {
    let bytes = GeoJSON.featureCollection(name: "sites", candidates: SampleCandidates.all)
    let all = try features(try read(bytes)).compactMap { $0["properties"] as? [String: Any] }
    for key in ["ndti_before", "ndti_after", "mndwi_after", "change", "after_time", "region"] {
      #expect(all[1][key] is NSNull, "\(key)")
    }
    #expect(all[1]["mndwi_before"] as? Double == 0)
    for key in ["lon", "lat", "gcj_lon", "gcj_lat", "area_m2", "area_mu", "clear_fraction"] {
      #expect(all[2][key] is NSNull, "\(key)")
    }
  }

  @Test("lets hostile text through as text, one feature a line")
  func hostile() throws {
    let bytes = GeoJSON.featureCollection(
      name: SampleCandidates.hostileText, candidates: [SampleCandidates.hostile],
      members: [(SampleCandidates.hostileText, .string(SampleCandidates.hostileText))])
    let collection = try read(bytes)
    #expect(collection["name"] as? String == SampleCandidates.hostileText)
    #expect(collection[SampleCandidates.hostileText] as? String == SampleCandidates.hostileText)
    let feature = try features(collection)[0]
    #expect(feature["id"] as? String == SampleCandidates.hostile.id)
    #expect(feature["bbox"] == nil)
    let properties = try #require(feature["properties"] as? [String: Any])
    for key in ["kind", "title_en", "title_zh", "before_scene", "after_time", "region"] {
      #expect(properties[key] as? String == SampleCandidates.hostileText)
    }
    let sequence = GeoJSON.sequence([SampleCandidates.hostile])
    #expect(sequence.filter { $0 < 0x20 } == [UInt8(ascii: "\n")])
  }

  @Test("is a valid collection without bbox where there is no candidate")
  func empty() throws {
    let collection = try read(GeoJSON.featureCollection(name: "sites", candidates: []))
    #expect(Set(collection.keys) == ["type", "name", "features"])
    #expect(try features(collection).isEmpty)
    #expect(GeoJSON.sequence([]).isEmpty)
  }

  @Test("has the same features in a sequence as in a collection")
  func sequence() throws {
    let collection = try read(
      GeoJSON.featureCollection(name: "sites", candidates: SampleCandidates.all))
    let lines = GeoJSON.sequence(SampleCandidates.all).split(separator: UInt8(ascii: "\n"))
    let read = try lines.map { try self.read(Array($0)) }
    #expect(try features(collection) as NSArray == read as NSArray)
  }

  @Test("refuses a foreign member by the name of one of its own")
  func reserved() async {
    await #expect(processExitsWith: .failure) {
      _ = GeoJSON.featureCollection(name: "x", candidates: [], members: [("features", [])])
    }
  }
}
