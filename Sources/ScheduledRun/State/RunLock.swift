import Foundation
import GeoFiles

/// The right to change a state directory: held by one run and its children, and let go of when the last of
/// them ends, however it ends (`flock(2)`).
public final class RunLock {
  /// The open file; children inherit it.
  let descriptor: Int32
  /// What the last holder left in it, who did not come to its end; nil where all is well.
  public let deadHolder: String?

  /// Takes the lock; refuses with 75 where a living process holds it.
  public init(of state: StateDirectory) throws {
    let path = state.lock
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else {
      throw Refusal(
        .cannotWrite, "cannot be opened: \(String(cString: strerror(errno)))", subject: path,
        advice: "it has to be a file of the run's own, not a link")
    }
    let holder = Self.text(of: descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let failure = errno
      close(descriptor)
      guard failure == EWOULDBLOCK else {
        throw Refusal(
          .ioError, "cannot be locked: \(String(cString: strerror(failure)))", subject: path)
      }
      throw Refusal(
        .locked, "another run is at work: \(holder.isEmpty ? "it does not say which" : holder)",
        subject: state.path, advice: "wait until it ends; nothing was changed")
    }
    deadHolder = holder.isEmpty ? nil : holder
    write("process \(getpid()) since \(RunClock.text(of: Date()))\n")
  }

  /// Lets go of it in good order.
  deinit {
    write("")
    close(descriptor)
  }

  private func write(_ text: String) {
    // What stands in it only informs people: that it cannot be written stops nothing.
    let bytes = Array(text.utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }

  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// How runs write times: UTC, to the second.
public enum RunClock {
  /// `2026-03-01T18:30:00Z`.
  public static func text(of date: Date) -> String {
    date.formatted(.iso8601)
  }

  /// `20260301T183000Z`, which sorts and suits a file's name.
  static func compact(_ date: Date) -> String {
    text(of: date).filter { $0 != "-" && $0 != ":" }
  }
}
