import Foundation
import SceneBuilding
import Testing

@Suite("Outputs that cannot be written")
struct OutputFailureTests {
  private let pond: PondScenes
  init() throws { pond = try PondScenes() }

  @Test("exit 73 where their folder is missing, which is not made")
  func missingFolder() throws {
    let path = pond.home.file("nowhere/sites.geojson")
    let outcome = try pond.scan("-o", path)
    #expect(outcome.code == 73)
    #expect(outcome.output == "")
    #expect(outcome.error.contains(path))
    #expect(outcome.error.contains("there is no folder"))
    #expect(!FileManager.default.fileExists(atPath: pond.home.file("nowhere")))
  }

  @Test("exit 73 where they are a folder, which is left alone")
  func folder() throws {
    let outcome = try pond.scan("-o", pond.results)
    #expect(outcome.code == 73)
    #expect(outcome.error.contains("is a folder"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: pond.results).isEmpty)
  }

  @Test("exit 73 before scenes are looked at")
  func earlyRefusal() throws {
    let outcome = try Program.run(["scan", "nowhere", "nowhere", "-o", pond.results])
    #expect(outcome.code == 73)
  }

  #if os(Linux)
    @Test("exit 74 on a full device, as a file and as standard output")
    func fullDevice() throws {
      let file = try pond.scan("-o", "/dev/full")
      #expect(file.code == 74)
      #expect(file.error.contains("/dev/full"))
      #expect(file.error.contains("No space left"))
      let standard = try pond.scan(standardOutput: "/dev/full")
      #expect(standard.code == 74)
      #expect(standard.error.contains("standard output: No space left"))
    }

    /// Needs the right to mount; skipped where there is none.
    @Test("exit 74 on a full disk and leave nothing on it", .enabled(if: SmallDisk.isAllowed))
    func fullDisk() throws {
      // 441 single pixels: some hundred thousand bytes of GeoJSON.
      let many = try PondScenes(size: 64) { $0 % 3 == 1 && $1 % 3 == 1 }
      let disk = try SmallDisk(many.results)
      let outcome = try many.scan("-o", many.output)
      #expect(outcome.code == 74)
      #expect(outcome.error.contains("No space left"))
      #expect(outcome.error.contains("free some space"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: many.results).isEmpty)
      try disk.unmount()
    }
  #endif
}

#if os(Linux)
  /// A disk of 64 KiB in memory, mounted over a folder.
  private struct SmallDisk {
    private let path: String

    /// Whether this process may mount one.
    static let isAllowed: Bool = {
      do {
        let home = try TemporaryFolder()
        try SmallDisk(try home.folder("disk")).unmount()
        return true
      } catch {
        return false
      }
    }()

    init(_ path: String) throws {
      self.path = path
      guard mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
      }
    }

    func unmount() throws {
      guard umount(path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EBUSY)
      }
    }
  }
#endif
