import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Sites
import Testing

@testable import SiteCatalogue

@Suite("The catalogue's file")
struct GeoPackageTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// Texts that would do harm if they were ever taken for something else.
  private static let hostile = [
    "'; DROP TABLE sites; --", "\"quoted\", comma", "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\u{202E}txt.exe", "a\u{0}b", "\u{1B}[2J", String(repeating: "长", count: 10_000),
  ]

  @Test(
    "is read by GDAL as what the catalogue says, with valid outlines, while it is open to write")
  func gdal() throws {
    let catalogue = try County.catalogue(in: home)
    try catalogue.record(
      County.observation(
        "s1", day: 1, [County.candidate("a", at: 0, 0), County.candidate("b", at: 40, 0)]))
    try catalogue.record(County.observation("s2", day: 2, [County.candidate("c", at: 2, 1)]))
    let area = try PolygonFile(reading: try InputPath(home.file(Catalogue.fileName)))
    // Sites and candidates cover the same ground: two places.
    #expect(area.polygons.count == 2)
    #expect(try PolygonSimplifier.isValid(area.polygons))
    #expect(area.crs == .wgs84)
    #expect(
      try catalogue.connection.map("PRAGMA integrity_check") { try $0.text(0) } == ["ok"])
    #expect(
      try catalogue.connection.map("SELECT rtreecheck('rtree_sites_geom')") { try $0.text(0) }
        == ["ok"])
  }

  @Test(
    "says what it is in its first bytes from the start, though the rest may still be in the log")
  func header() throws {
    let catalogue = try County.catalogue(in: home)
    // Offset 68 of the database header (sqlite.org/fileformat2.html); GDAL reads it there.
    #expect(Array(try home.bytes(of: Catalogue.fileName)[68..<72]) == Array("GPKG".utf8))
    #expect(try catalogue.connection.map("PRAGMA journal_mode") { try $0.text(0) } == ["wal"])
  }

  @Test("can be read by somebody else in the middle of a change, who sees the state before it")
  func readers() throws {
    let catalogue = try County.catalogue(in: home)
    try catalogue.record(County.observation("s1", day: 1, [County.candidate("a", at: 0, 0)]))
    let reader = try Catalogue(state: home.path, for: .read)
    try catalogue.connection.transaction {
      try catalogue.connection.run("UPDATE sites SET score = 1")
      #expect(try reader.sites().map(\.score) == [0.7])
    }
    #expect(try reader.sites().map(\.score) == [1])
  }

  @Test("keeps every text as text, and so does everything that is made of it")
  func hostileText() throws {
    let catalogue = try County.catalogue(in: home)
    for (number, text) in Self.hostile.enumerated() {
      var candidate = County.candidate("c\(number)" + text, at: number * 40, 0, kind: text)
      candidate.rule.title = BilingualTitle(en: text, zh: text)
      candidate.region = text
      var observation = County.observation("s\(number)" + text, day: number, [candidate])
      observation.scene.product.name = text
      observation.scene.inputs[0].path = text
      observation.scene.treatment.parameters = [text: text]
      try catalogue.record(observation)
      let id = SiteID.make(first: candidate.id)
      var verdict = Verdict(site: id, outcome: .unclear, by: text, visited: "2025-01-03")
      verdict.note = text
      try catalogue.record(verdict)
      #expect(try catalogue.site(id).rule.title.en == text)
      #expect(try catalogue.siteFile(id).verdicts.map(\.note) == [text])
      let trace = try catalogue.trace(of: id)
      #expect(!trace.contains("\u{1B}") && !trace.contains("\u{202E}"))
    }
    let audit = try catalogue.audit()
    #expect(audit.findings == [])
    let listing = SiteListing(try catalogue.sites(), asOf: try catalogue.lastAcquisition())
    #expect(listing.sites.count == Self.hostile.count)
    let object = try JSONSerialization.jsonObject(with: Data(listing.geoJSON))
    let features = try #require((object as? [String: Any])?["features"] as? [[String: Any]])
    let kinds = features.compactMap { ($0["properties"] as? [String: Any])?["kind"] as? String }
    #expect(Set(kinds) == Set(Self.hostile))
    let csv = String(decoding: listing.csv, as: UTF8.self)
    #expect(csv.contains("'=cmd|") && !csv.contains(",=cmd|"))
  }

  @Test("leaves as a GeoPackage that says the same, its own bytes the same every time")
  func listing() throws {
    let catalogue = try County.catalogue(in: home)
    try catalogue.record(
      County.observation(
        "s1", day: 1, [County.candidate("a", at: 0, 0), County.candidate("b", at: 40, 0)]))
    let listing = SiteListing(try catalogue.sites(), asOf: try catalogue.lastAcquisition())
    for name in ["one.gpkg", "two.gpkg"] {
      try listing.write(geoPackage: try OutputFile(home.file(name)))
    }
    #expect(try home.bytes(of: "one.gpkg") == home.bytes(of: "two.gpkg"))
    #expect(try PolygonFile(reading: try InputPath(home.file("one.gpkg"))).polygons.count == 2)
    #expect(try home.names().contains { $0.hasSuffix(".part") } == false)
  }

  @Test("gives outlines back as they were put in, and nothing for bytes that are none")
  func blobs() {
    let ring = [(1.0, 2.0), (4, 2), (4, 6), (1, 2)].map { MapPoint(x: $0.0, y: $0.1) }
    let polygons = [[ring, ring], [ring]]
    let blob = GeoPackageBlob.encode(polygons)
    #expect(GeoPackageBlob.decode(blob) == polygons)
    for length in 0..<blob.count {
      #expect(GeoPackageBlob.decode(Array(blob.prefix(length))) == nil)
    }
    // A count that promises more than there is.
    var absurd = blob
    absurd[45] = 0xFF
    absurd[47] = 0xFF
    #expect(GeoPackageBlob.decode(absurd) == nil)
  }
}
