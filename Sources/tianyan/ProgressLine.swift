import Foundation
import Synchronization

/// How far a run has come, on one line of a terminal; nothing where standard error is none.
final class ProgressLine: Sendable {
  private let shown = Atomic<Int>(-1)
  private let isTerminal: Bool

  init(quiet: Bool) { isTerminal = !quiet && isatty(STDERR_FILENO) != 0 }

  /// Shows a fraction from 0 to 1, by whole percents.
  func show(_ fraction: Double) {
    guard isTerminal else { return }
    let percent = Int(fraction * 100)
    guard shown.exchange(percent, ordering: .relaxed) != percent else { return }
    StandardErrorLog.write("\rscanning \(percent) %\u{1B}[K")
  }

  /// Leaves an empty line behind.
  func finish() {
    if isTerminal { StandardErrorLog.write("\r\u{1B}[K") }
  }
}
