import Sites
import Testing

@Suite("Candidate id")
struct CandidateIDTests {
  private let pixel = GeoMultiPolygon(polygons: [
    GeoPolygon(exterior: [
      GeoPoint(longitude: 119.9, latitude: 29.1), GeoPoint(longitude: 119.9, latitude: 29.09991),
      GeoPoint(longitude: 119.9001, latitude: 29.09991),
      GeoPoint(longitude: 119.9001, latitude: 29.1),
    ])
  ])

  private func make(
    region: String? = "yongkang", kind: String = "water-lost",
    scenes: [String] = ["S2A_1", "S2B_2"]
  ) -> String {
    CandidateID.make(
      region: region, kind: kind, before: scenes[0], after: scenes[1], geometry: pixel)
  }

  /// Python: hashlib.sha256(b'["tianyan-candidate-1","yongkang","water-lost","S2A_1","S2B_2",' +
  /// b'[[[[119.9,29.1],[119.9,29.09991],[119.9001,29.09991],[119.9001,29.1],[119.9,29.1]]]]]')
  @Test("is the head of the SHA-256 of the documented text")
  func reference() {
    #expect(make() == "e7840680e65241a69eef")
    #expect(make(region: nil) == "8ceb3e55931765b8b692")
  }

  @Test("does not change below a centimetre")
  func rounding() {
    var moved = pixel
    moved.polygons[0].exterior[0].longitude += 4e-8
    let id = CandidateID.make(
      region: "yongkang", kind: "water-lost", before: "S2A_1", after: "S2B_2", geometry: moved)
    #expect(id == make())
  }

  @Test("differs where any field differs, and where text moves from one field to the next")
  func differences() {
    var moved = pixel
    moved.polygons[0].exterior[0].longitude += 1e-7
    var split = pixel
    split.polygons[0].holes = [pixel.polygons[0].exterior]
    let ids = [
      make(), make(region: nil), make(region: ""), make(region: "null"), make(kind: "burning"),
      make(scenes: ["S2A_", "1S2B_2"]), make(scenes: ["S2A_1S", "2B_2"]),
      make(scenes: ["S2B_2", "S2A_1"]), make(scenes: ["S2A_1\",\"S2B_2", ""]),
      make(region: "yongkang\",\"water-lost", kind: ""), make(kind: "water-lost\""),
      make(kind: "water-lost\\"),
    ]
    let geometries = [moved, split, GeoMultiPolygon(polygons: [])].map {
      CandidateID.make(
        region: "yongkang", kind: "water-lost", before: "S2A_1", after: "S2B_2", geometry: $0)
    }
    #expect(Set(ids + geometries).count == ids.count + geometries.count)
    #expect((ids + geometries).allSatisfy { $0.count == 20 && $0.allSatisfy(\.isHexDigit) })
  }
}
