import Foundation
import SceneBuilding
import Testing

@Suite("The units in scenes/deploy")
struct DeployTests {
  private static let verifier = "/usr/bin/systemd-analyze"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: verifier) }

  /// Copies of the units whose program is one that is there.
  private func units() throws -> (home: TemporaryFolder, paths: [String]) {
    let home = try TemporaryFolder()
    let folder = Project.file("scenes/deploy")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".service") || $0.hasSuffix(".timer") }.sorted()
    return (
      home,
      try names.map { name in
        let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        return try home.write(text.replacing("/usr/local/bin/tianyan", with: "/bin/true"), to: name)
      }
    )
  }

  private func analyze(_ arguments: [String]) throws -> (code: Int32, text: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.verifier)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test("are understood by systemd, without a word of complaint", .enabled(if: isThere))
  func verify() throws {
    let (home, paths) = try units()
    #expect(paths.count == 3)
    let found = try analyze(["verify"] + paths)
    #expect(found.code == 0)
    #expect(found.text == "")
    withExtendedLifetime(home) {}
  }

  @Test("leave the run nothing to write but its state, and no network", .enabled(if: isThere))
  func hardened() throws {
    let (home, paths) = try units()
    let unit = try #require(paths.first { $0.hasSuffix("/tianyan.service") })
    let text = try String(contentsOfFile: unit, encoding: .utf8)
    for line in [
      "ProtectSystem=strict", "PrivateNetwork=yes", "PrivateTmp=yes", "NoNewPrivileges=yes",
    ] {
      #expect(text.contains("\n\(line)\n"))
    }
    // In tenths: 0 is sealed, 100 is open to everything; units that say nothing get 96.
    let found = try analyze(["security", "--offline=yes", "--threshold=20", unit])
    #expect(found.code == 0, "\(found.text.suffix(300))")
    withExtendedLifetime(home) {}
  }
}
