import Foundation
import Synchronization

/// The files of this process that are being written beside their place, so that a signal that ends
/// the process leaves none of them behind.
public enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])
  private static let folders = Mutex<Set<String>>([])

  /// Remembers a file that is about to be written.
  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// Forgets a file that was published or taken back.
  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Remembers a folder that is about to be filled.
  static func add(folder: String) { folders.withLock { _ = $0.insert(folder) } }

  /// Forgets a folder that was published or taken back.
  static func remove(folder: String) { folders.withLock { _ = $0.remove(folder) } }

  /// Takes back a folder with what is in it, as far as it can: whoever calls this has something
  /// worse to tell.
  static func discard(folder: String) {
    do { try FileManager.default.removeItem(atPath: folder) } catch {}
  }

  /// Takes back all of them.
  public static func discardAll() {
    paths.withLock { paths in
      for path in paths {
        unlink(path)
        unlink(path + ".ovr.tmp")  // where GDAL builds overviews
      }
      paths.removeAll()
    }
    folders.withLock { folders in
      folders.forEach(discard)
      folders.removeAll()
    }
  }
}
