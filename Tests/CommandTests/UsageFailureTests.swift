import Testing

@Suite("Wrong usage exits 64")
struct UsageFailureTests {
  private let pond: PondScenes
  init() throws { pond = try PondScenes() }

  @Test("without arguments, with the way to help")
  func noArguments() throws {
    try pond.expectFailure(64, saying: ["tianyan --help"], [])
  }

  @Test("without a second scene")
  func oneScene() throws {
    try pond.expectFailure(
      64, saying: ["later scene", "--baseline", "Usage: tianyan scan"], ["scan", pond.before])
  }

  @Test("for an option that there is not")
  func unknownOption() throws {
    try pond.expectScanFailure(64, saying: "--treads", options: ["--treads", "2"])
  }

  @Test("for a kind that there is not, with those that there are")
  func unknownKind() throws {
    try pond.expectScanFailure(
      64, saying: "\"water-lots\"", "water-lost", options: ["--kinds", "water-lots"])
  }

  @Test("for a number of threads that makes no sense", arguments: ["0", "-1", "1025", "many"])
  func threads(number: String) throws {
    try pond.expectScanFailure(64, saying: "--threads", options: ["--threads=\(number)"])
  }

  @Test("for a tolerance that is none", arguments: ["0", "-5", "nan", "inf"])
  func simplify(metres: String) throws {
    try pond.expectScanFailure(64, saying: "--simplify", options: ["--simplify=\(metres)"])
  }

  @Test("for a name that promises another form than candidates take")
  func outputName() throws {
    try pond.expectScanFailure(64, saying: "csv", "--format", options: ["-o", "x.csv"])
  }

  @Test("for a picture that is named as another kind of file")
  func pictureName() throws {
    try pond.expectScanFailure(64, saying: "x.jpg", "PNG", options: ["--picture", "x.jpg"])
  }

  @Test(
    "for the network unless it is allowed",
    arguments: [
      "/vsicurl/https://example.org/a.tif", "/vsis3/bucket/a.tif", "https://example.org/a",
    ])
  func network(path: String) throws {
    try pond.expectScanFailure(64, saying: path, "--allow-remote", before: path)
  }
}
