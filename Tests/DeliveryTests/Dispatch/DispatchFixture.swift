import Delivery
import Foundation
import GeoFiles
import SceneBuilding
import Synchronization

/// A receiver that fails as often as it is told before it takes a list, and notes what reaches it.
final class TestChannel: DispatchChannel {
  let destination = "test"
  let identity: String
  private let failures: Mutex<[DeliveryFailure]>
  private let arrived = Mutex<[String]>([])

  init(identity: String = "test", failing failures: [DeliveryFailure] = []) {
    self.identity = identity
    self.failures = Mutex(failures)
  }

  /// The keys of the lists that it took, in order.
  var keys: [String] { arrived.withLock { $0 } }

  func deliver(_ message: DispatchMessage) async throws(DeliveryFailure) -> String {
    if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
    arrived.withLock { $0.append(message.key) }
    return "taken"
  }
}

extension DispatchMessage {
  /// A message of a text.
  init(_ text: String) { self.init(body: Array(text.utf8)) }
}

extension Dispatcher.Patience {
  /// Three tries without a pause.
  static let quick = Dispatcher.Patience(attempts: 3, firstPause: 0, longestPause: 0)
}
