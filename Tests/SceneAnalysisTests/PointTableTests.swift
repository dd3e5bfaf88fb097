import GeoFiles
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

@Suite("Point table")
struct PointTableTests {
  private let home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  private func table(_ text: String) throws -> PointTable {
    try PointTable(reading: try InputPath(try home.write(text, to: "points.csv")))
  }

  /// Refused as bad input that names the file and says `words`.
  private func expectRefusal(
    _ text: String, subject: String = "points.csv", saying words: String...,
    at location: SourceLocation = #_sourceLocation
  ) {
    let refusal = #expect(throws: Refusal.self, sourceLocation: location) { _ = try table(text) }
    #expect(refusal?.reason == .badInput, sourceLocation: location)
    #expect(refusal?.subject == home.file(subject), sourceLocation: location)
    for word in words {
      #expect(refusal?.description.contains(word) == true, sourceLocation: location)
    }
  }

  @Test("reads places, wherever their columns stand, and keeps all cells")
  func columns() throws {
    let found = try table("name,lat,ntu,lon\nbridge,28.9,12.5,120.03\nweir,-29,,-58.8\n")
    #expect(found.header == ["name", "lat", "ntu", "lon"])
    #expect(found.rows == [["bridge", "28.9", "12.5", "120.03"], ["weir", "-29", "", "-58.8"]])
    #expect(found.points.map(\.x) == [120.03, -58.8])
    #expect(found.points.map(\.y) == [28.9, -29])
  }

  @Test(
    "reads the same from every way of ending lines, blank ones left out",
    arguments: [
      "lon,lat\n1,2\n3,4\n", "lon,lat\n1,2\n3,4", "lon,lat\r\n1,2\r\n3,4\r\n",
      "lon,lat\r1,2\r3,4\r",
      "\u{FEFF}lon,lat\n1,2\n3,4\n", "\n\nlon,lat\n\n1,2\n\n\n3,4\n\n",
      "\"lon\",\"lat\"\n\"1\",2\n3,4",
    ])
  func lineEnds(text: String) throws {
    let found = try table(text)
    #expect(found.header == ["lon", "lat"])
    #expect(found.rows == [["1", "2"], ["3", "4"]])
  }

  @Test("reads quoted cells with commas, quotes and line breaks in them")
  func quotes() throws {
    let found = try table(
      "lon,lat,note\n1,2,\"left, then right\"\n3,4,\"the \"\"old\"\" weir\"\n5,6,\"two\nlines\"\n7,8,\"\"\n"
    )
    #expect(
      found.rows.map { $0[2] } == ["left, then right", "the \"old\" weir", "two\nlines", ""])
  }

  @Test("gives the text back with more columns, which reads the same again")
  func roundTrip() throws {
    let text = "lon,lat,note\n1,2,\"a, \"\"b\"\"\"\n3,4,\"two\nlines\"\n5,6,永康\n"
    let read = try table(text)
    #expect(read.text(adding: [], [[], [], []]) == text)
    let more = read.text(
      adding: ["NDVI", "a > b, c"], [["0.5", "1"], ["", "0"], ["-0.25", ""]])
    let again = try table(more)
    #expect(again.header == ["lon", "lat", "note", "NDVI", "a > b, c"])
    #expect(again.rows.map { Array($0.prefix(3)) } == read.rows)
    #expect(again.rows.map { Array($0.suffix(2)) } == [["0.5", "1"], ["", "0"], ["-0.25", ""]])
  }

  @Test("may have no rows")
  func empty() throws {
    #expect(try table("lon,lat\n").rows.isEmpty)
  }

  @Test(
    "is refused without columns lon and lat",
    arguments: [
      "", "\n\n", "x,y\n1,2\n", "lon,latitude\n1,2\n", "lon;lat\n1;2\n", "Lon,Lat\n1,2\n",
    ])
  func noColumns(text: String) {
    expectRefusal(text, saying: "no columns lon and lat", "the first line names the columns")
  }

  @Test(
    "is refused with the line of what is no place",
    arguments: [
      "east,2", "1,", "nan,2", "361,2", "1,91", "1,-inf", "1", "1,2,3", "0x1g,2",
    ])
  func noPlace(line: String) {
    expectRefusal(
      "lon,lat\n1,2\n\(line)\n3,4\n", subject: "points.csv:3", saying: "is no place: \(line)")
  }

  @Test("counts blank lines and the lines of a cell when it says where something is wrong")
  func lineNumbers() {
    expectRefusal("lon,lat\n\n1,2\n\nx,2\n", subject: "points.csv:5", saying: "x,2")
    expectRefusal(
      "\nlon,lat,note\r\n1,2,\"two\r\nlines\"\r\nx,2,a\r\n", subject: "points.csv:5",
      saying: "x,2,a")
    expectRefusal("lon,lat\n1,2\n\"x\ny\",2\n", subject: "points.csv:3", saying: "is no place")
  }

  @Test("is refused where it is no text or not there")
  func noText() throws {
    let path = try home.write([0xFF, 0xFE, 0x00], to: "points.csv")
    let refusal = #expect(throws: Refusal.self) {
      _ = try PointTable(reading: try InputPath(path))
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.description.contains("UTF-8") == true)
  }

  @Test("keeps the rows of a day, whatever the hour, and all where there is no date")
  func days() throws {
    let dated = try table(
      "lon,lat,date\n1,2,2024-05-01\n3,4,2024-05-02\n5,6,2024-05-01T09:30:00Z\n7,8,\n")
    let day = AcquisitionTime("2024-05-01T02:30:00Z")
    #expect(dated.only(on: day).rows.map { $0[0] } == ["1", "5"])
    #expect(dated.only(on: AcquisitionTime("2024-05-02")).rows.map { $0[0] } == ["3"])
    #expect(dated.only(on: AcquisitionTime("2023-01-01")).rows.isEmpty)
    #expect(dated.only(on: nil).rows.count == 4)
    let undated = try table("lon,lat\n1,2\n3,4\n")
    #expect(undated.only(on: day).rows.count == 2)
  }
}
