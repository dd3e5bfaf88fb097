import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import SiteCatalogue

@Suite("A migration")
struct MigrationTests {
  private let home: TemporaryFolder
  private let next = Migration(
    name: "0002-test", statements: "CREATE TABLE later (id INTEGER PRIMARY KEY)")

  init() throws { home = try TemporaryFolder() }

  @Test("is taken once, after a copy was put beside the file")
  func backup() throws {
    let catalogue = try County.catalogue(in: home)
    try catalogue.record(County.observation("s1", day: 1, [County.candidate("c", at: 0, 0)]))
    try catalogue.migrate(through: Migration.all + [next])
    try catalogue.migrate(through: Migration.all + [next])
    let copy = try SQLiteConnection(
      opening: home.file("catalogue.gpkg.before-0002-test"), for: .read)
    #expect(try Migration.applied(in: copy) == ["0001-sites"])
    #expect(try copy.map("SELECT count(*) FROM sites") { try $0.int(0) } == [1])
    #expect(try Migration.applied(in: catalogue.connection) == ["0001-sites", "0002-test"])
  }

  @Test("that fails leaves the file as it was")
  func failure() throws {
    let catalogue = try County.catalogue(in: home)
    let broken = Migration(name: "0002-broken", statements: "CREATE TABLE x (id); SELECT * FROM y")
    #expect(throws: Refusal.self) { try catalogue.migrate(through: Migration.all + [broken]) }
    #expect(try Migration.applied(in: catalogue.connection) == ["0001-sites"])
    #expect(
      try catalogue.connection.map("SELECT name FROM sqlite_master WHERE name = 'x'") { _ in () }
        .isEmpty)
  }

  @Test("does not begin in a file of somebody else, which is named for what it is")
  func foreign() throws {
    let path = home.file(Catalogue.fileName)
    let other = try SQLiteConnection(opening: path, for: .create)
    try other.script("CREATE TABLE parcels (id INTEGER PRIMARY KEY)")
    for access in [SQLiteConnection.Access.read, .write, .create] {
      let refusal = #expect(throws: Refusal.self) {
        _ = try Catalogue(state: home.path, for: access)
      }
      #expect(refusal?.reason == .badInput)
      #expect(refusal?.what == "is no catalogue of tianyan")
    }
    #expect(try other.map("SELECT count(*) FROM sqlite_master") { try $0.int(0) } == [1])
  }

  @Test("of a newer version is refused by its name, to read and to write")
  func newer() throws {
    try County.catalogue(in: home).migrate(through: Migration.all + [next])
    for access in [SQLiteConnection.Access.read, .create] {
      #expect {
        try Catalogue(state: home.path, for: access)
      } throws: {
        ($0 as? Refusal)?.reason == .badInput && "\($0)".contains("0002-test")
      }
    }
  }

  @Test("is not tried on a file that is no database")
  func noDatabase() throws {
    try home.write(
      "this is no database, and long enough to be looked at as one, byte by byte ....",
      to: Catalogue.fileName)
    #expect {
      try Catalogue(state: home.path, for: .read)
    } throws: { ($0 as? Refusal)?.reason == .badInput }
  }
}
