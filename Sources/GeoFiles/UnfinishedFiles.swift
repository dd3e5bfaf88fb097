import Foundation
import Synchronization

/// The files of this process that are being written beside their place, so that a signal that ends
/// the process leaves none of them behind.
public enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Remembers a file that is about to be written.
  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// Forgets a file that was published or taken back.
  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Takes back all of them.
  public static func discardAll() {
    paths.withLock { paths in
      for path in paths {
        unlink(path)
        unlink(path + ".ovr.tmp")  // where GDAL builds overviews
      }
      paths.removeAll()
    }
  }
}
