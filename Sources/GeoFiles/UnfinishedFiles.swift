import Foundation
import Synchronization

/// The files and folders of this process that are being written beside their place, so that a signal that
/// ends the process leaves none of them behind.
public enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Remembers a file or folder that is about to be written.
  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// Forgets a file or folder that was published or taken back.
  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Takes back one of them.
  static func discard(_ path: String) {
    delete(path)
    remove(path)
  }

  /// Takes back all of them.
  public static func discardAll() {
    paths.withLock { paths in
      paths.forEach(delete)
      paths.removeAll()
    }
  }

  private static func delete(_ path: String) {
    unlink(path + ".ovr.tmp")  // where GDAL builds overviews
    guard unlink(path) != 0, errno == EISDIR || errno == EPERM else { return }
    // What cannot be removed stays, under a name that tells what it is: whoever calls this has something
    // worse to tell.
    do { try FileManager.default.removeItem(atPath: path) } catch {}
  }
}
