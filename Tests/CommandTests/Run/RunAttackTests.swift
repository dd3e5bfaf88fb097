import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("The run command under attack")
struct RunAttackTests {
  private let county: CountyInbox

  init() throws {
    county = try CountyInbox()
    try county.put("a", .init(day: 1))
    try county.put("b", .init(day: 3, haze: 3))
    try county.put("c", .init(day: 5, isFilled: true))
  }

  /// What an undisturbed run makes of the same scenes.
  private func undisturbed() throws -> String {
    _ = try county.expectRun(state: county.home.file("undisturbed"))
    return try county.export(county.home.file("undisturbed"))
  }

  /// Expects that nothing is lost, doubled or left behind in a state directory.
  private func expectWhole(_ expected: String, at location: SourceLocation = #_sourceLocation)
    throws
  {
    #expect(try county.export() == expected, sourceLocation: location)
    let audit = try Program.run(["audit", "--state", county.state])
    #expect(audit.code == 0, "\(audit.error)", sourceLocation: location)
    for folder in ["", "/layers", "/baselines", "/runs", "/outbox"] {
      let hidden = try county.home.list("state" + folder).filter { $0.hasPrefix(".") }
      #expect(hidden == [], sourceLocation: location)
    }
    #expect(try county.home.list("state/quarantine") == [], sourceLocation: location)
  }

  /// Looks again and again until there is something; a failure of the test where it never comes.
  private func wait<Value>(for what: String, _ value: () throws -> Value?) throws -> Value {
    for _ in 0..<6_000 {
      if let found = try value() { return found }
      usleep(5_000)
    }
    Issue.record("\(what) never came")
    throw CancellationError()
  }

  /// The children of a process.
  private func children(of process: pid_t) -> [pid_t] {
    let path = "/proc/\(process)/task/"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return threads.flatMap { thread in
      ((try? String(contentsOfFile: "\(path)\(thread)/children", encoding: .utf8)) ?? "")
        .split(separator: " ").compactMap { pid_t($0) }
    }
  }

  /// The letter that the system has for what a process does: T for stopped, Z for ended; nil for none.
  private func state(of process: pid_t) -> Character? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return nil
    }
    return text.split(separator: ") ").last?.first
  }

  /// Whether a process works no more, be it that nobody has asked how it ended.
  private func isGone(_ process: pid_t) -> Bool { [nil, "Z"].contains(state(of: process)) }

  @Test("killed alone, leaves the lock to its child until that is gone, which is at once")
  func orphan() throws {
    let expected = try undisturbed()
    var orphan: pid_t = 0
    let killed = try county.run { process in
      // A child that something keeps: nobody may come to work beside it. One may just have ended; the
      // next is taken then.
      orphan = try wait(for: "a child") {
        guard let child = children(of: process.processIdentifier).first else { return nil }
        kill(child, SIGSTOP)
        return state(of: child) == "T" ? child : nil
      }
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(killed.code == -SIGKILL)
    // A stopped process whose group has lost its last parent in the session is sent SIGHUP by the system,
    // which ends it; where that happens it keeps nothing.
    usleep(100_000)
    if state(of: orphan) == "T" {
      let refused = try county.expectRun(75)
      #expect(refused.error.contains("another run is at work"))
      kill(orphan, SIGCONT)
    }
    _ = try wait(for: "the end of the child") { isGone(orphan) ? true : nil }
    _ = try county.expectRun()
    try expectWhole(expected)
  }

  @Test("ended by SIGTERM under way, leaves no half file, and the next run completes it")
  func terminated() throws {
    let expected = try undisturbed()
    let ended = try county.run { process in
      _ = try wait(for: "a layer") {
        try? county.home.list("state/layers").first { $0.hasSuffix(".json") }
      }
      process.terminate()
    }
    #expect(ended.code == -SIGTERM)
    _ = try county.expectRun()
    try expectWhole(expected)
  }

  @Test("started twice, is done once; the other exits 75 and changes nothing")
  func together() throws {
    let expected = try undisturbed()
    let first = try county.run { process in
      _ = try wait(for: "the lock") {
        try? county.home.bytes(of: "state/lock").isEmpty ? nil : true
      }
      kill(process.processIdentifier, SIGSTOP)
      defer { kill(process.processIdentifier, SIGCONT) }
      let second = try county.expectRun(75)
      #expect(second.error.contains("another run is at work: process \(process.processIdentifier)"))
    }
    #expect(first.code == 0, "\(first.error)")
    try expectWhole(expected)
  }

  @Test("writes while others read: a transaction that is open all the time, and ogrinfo")
  func readers() throws {
    let expected = try undisturbed()
    let hidden = county.home.file("later")
    try FileManager.default.moveItem(atPath: county.inbox + "/c", toPath: hidden)
    _ = try county.expectRun()
    try FileManager.default.moveItem(atPath: hidden, toPath: county.inbox + "/c")
    let reader = try SQLiteConnection(opening: county.state + "/catalogue.gpkg", for: .read)
    func count() throws -> [Int] {
      try reader.map("SELECT count(*) FROM scenes") { try $0.int(0) }
    }
    try reader.snapshot {
      #expect(try count() == [2])
      _ = try county.expectRun()
      #expect(try count() == [2])
    }
    #expect(try count() == [3])
    try expectWhole(expected)
  }

  static let mayMount = geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")

  /// A file system in memory at a folder, gone with this value.
  private final class SmallDisk {
    let path: String

    init(at path: String, kilobytes: Int) throws {
      self.path = path
      try Self.call("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path])
    }

    func grow(toKilobytes size: Int) throws {
      try Self.call("mount", ["-o", "remount,size=\(size)k", path])
    }

    deinit { do { try Self.call("umount", [path]) } catch { Issue.record(error) } }

    private static func call(_ name: String, _ arguments: [String]) throws {
      let process = try Process.run(URL(fileURLWithPath: "/bin/\(name)"), arguments: arguments)
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
    }
  }

  @Test(
    "on a disk that fills up, exits 74, says what to do, and is completed once there is room",
    .enabled(if: mayMount), arguments: [8, 48, 120, 240])
  func fullDisk(kilobytes: Int) throws {
    let expected = try undisturbed()
    let disk = try SmallDisk(at: county.home.folder("state"), kilobytes: kilobytes)
    defer { withExtendedLifetime(disk) {} }
    let full = try county.run()
    #expect([73, 74].contains(full.code), "\(full.error)\(full.output)")
    #expect(full.error.contains("free some space"), "\(full.error)")
    try disk.grow(toKilobytes: 20_000)
    _ = try county.expectRun()
    try expectWhole(expected)
  }

  @Test(
    "blames no product where there is no room for its layer but room for less",
    .enabled(if: mayMount))
  func noRoomForLayers() throws {
    let expected = try undisturbed()
    _ = try county.home.folder("state")
    let disk = try SmallDisk(at: county.home.folder("state/layers"), kilobytes: 4)
    defer { withExtendedLifetime(disk) {} }
    let full = try county.expectRun(74)
    #expect(full.error.contains("fails: layers/") && full.error.contains("free some space"))
    #expect(try county.home.list("state/quarantine") == [])
    try disk.grow(toKilobytes: 20_000)
    _ = try county.expectRun()
    try expectWhole(expected)
  }
}
