import Foundation
import GeoFiles

/// Sends what waits in an outbox, one list after the other in the order in which they came.
public struct Dispatcher: Sendable {
  /// How often and after what pauses a list is tried.
  public struct Patience: Hashable, Sendable {
    /// The most tries of a list in one run, at least 1.
    public var attempts: Int
    /// The pause after the first failure in seconds; each further one is twice as long.
    public var firstPause: Double
    /// The longest pause in seconds, also where the receiver asks for more.
    public var longestPause: Double

    /// Patience from its numbers.
    public init(attempts: Int = 5, firstPause: Double = 1, longestPause: Double = 60) {
      precondition(attempts > 0 && firstPause >= 0 && longestPause >= 0, "patience is not negative")
      self.attempts = attempts
      self.firstPause = firstPause
      self.longestPause = longestPause
    }

    /// The pause after the failure of a try, the first being 1.
    public func pause(after attempt: Int, asked: Double?) -> Double {
      // 2^30 seconds are far beyond any longest pause.
      let grown = firstPause * Double(1 << min(attempt - 1, 30))
      return min(longestPause, max(grown, asked ?? 0))
    }
  }

  private let outbox: Outbox
  private let channel: any DispatchChannel
  private let patience: Patience

  /// A dispatcher from its parts.
  public init(_ outbox: Outbox, by channel: any DispatchChannel, patience: Patience = Patience()) {
    self.outbox = outbox
    self.channel = channel
    self.patience = patience
  }

  /// Sends all that waits; gives how many lists arrived. The first list that does not arrive ends the run, for the
  /// receiver is to get them in their order: it and those behind it stay in the outbox.
  ///
  /// - Parameter arrived: is told of each list that arrived before it leaves the outbox, so that a run that dies in
  ///   between tells of it again rather than never.
  public func run(
    report: (String) -> Void = { _ in },
    arrived: (DispatchMessage, DispatchReceipt) throws -> Void = { _, _ in }
  ) async throws -> Int {
    let messages = try outbox.pending()
    for (place, message) in messages.enumerated() {
      do {
        let receipt = try await send(message, report)
        try arrived(message, receipt)
        try outbox.settle(message, receipt)
      } catch let failure as DeliveryFailure {
        throw Refusal(
          .ioError, "\(failure.what); \(messages.count - place) lists wait in the outbox",
          subject: channel.destination,
          advice: failure.mayPass
            ? "run dispatch again later: nothing is lost and nothing is sent twice"
            : "put it right and run dispatch again: nothing is lost")
      }
    }
    return messages.count
  }

  private func send(_ message: DispatchMessage, _ report: (String) -> Void) async throws
    -> DispatchReceipt
  {
    var attempt = 1
    while true {
      do {
        let answer = try await channel.deliver(message)
        return DispatchReceipt(
          destination: channel.destination, time: Int(Date().timeIntervalSince1970),
          attempts: attempt, answer: answer)
      } catch let failure {
        guard failure.mayPass, attempt < patience.attempts else { throw failure }
        let pause = patience.pause(after: attempt, asked: failure.wait)
        report("try \(attempt) of \(patience.attempts): \(failure.what); again in \(pause) s")
        try await Task.sleep(for: .seconds(pause))
        attempt += 1
      }
    }
  }
}
