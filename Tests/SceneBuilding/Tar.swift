import Foundation

/// The program `tar`, which makes archives for tests.
public enum Tar {
  /// Packs everything in `folder` into `archive`; a name that ends in `gz` is compressed.
  public static func pack(_ folder: String, into archive: String) throws {
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
    tar.arguments =
      ["-c", archive.hasSuffix("gz") ? "-zf" : "-f", archive, "-C", folder]
      + (try FileManager.default.contentsOfDirectory(atPath: folder).sorted())
    try tar.run()
    tar.waitUntilExit()
    guard tar.terminationStatus == 0 else { throw Failed() }
  }

  private struct Failed: Error {}
}
