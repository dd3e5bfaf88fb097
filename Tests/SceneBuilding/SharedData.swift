import Foundation

/// Real scenes, labels and reference values that lie beside the project and are not part of it.
/// Tests that need them are skipped where they are missing: `@Test(.enabled(if: SharedData.isThere))`.
public enum SharedData {
  /// The folder beside the project.
  public static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared").path

  /// Whether it is there.
  public static var isThere: Bool { FileManager.default.fileExists(atPath: path + "/data") }

  /// The path of something in it.
  public static func file(_ name: String) -> String { path + "/" + name }
}

/// The project's own folder, for what it ships.
public enum Project {
  /// Its path.
  public static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The path of something in it.
  public static func file(_ name: String) -> String { path + "/" + name }
}
