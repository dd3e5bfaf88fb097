import Dispatch
import Foundation
import GeoFiles

/// What happens when the user or the system ends a run, or nobody reads its output any more: nothing
/// half written stays behind.
///
/// The signal is then raised again with its own effect, so that the shell sees a process that was
/// ended by it and not one that failed.
enum Interruption {
  /// Starts to listen; the sources live as long as they are kept.
  static func listen() -> [any DispatchSourceSignal] {
    // A queue of its own: workers that read files may hold every thread of the global ones.
    let queue = DispatchQueue(label: "interruption")
    return [SIGINT, SIGTERM, SIGHUP, SIGPIPE].map { number in
      signal(number, SIG_IGN)  // a dispatch source sees it all the same
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        UnfinishedFiles.discardAll()
        signal(number, SIG_DFL)
        // Threads of the dispatch library block signals.
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
      }
      source.resume()
      return source
    }
  }
}
