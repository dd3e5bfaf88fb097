import Foundation
import Sites
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request and its answer, of which only the beginning is kept.
final class HTTPExchange: NSObject, URLSessionDataDelegate, Sendable {
  /// What the server answered.
  struct Answer: Sendable {
    var status: Int
    /// The beginning of its text, on one line and harmless.
    var text: String
    /// How many seconds it asks to wait.
    var retryAfter: Double?
  }

  private struct State {
    var body: [UInt8] = []
    var continuation: CheckedContinuation<Result<Answer, DeliveryFailure>, Never>?
  }

  private let state = Mutex(State())

  /// As much of an answer as a receipt keeps.
  private static let longestText = 1024

  /// Sends a request and waits for the end of its answer, for at most `timeout` seconds.
  static func run(_ request: URLRequest, timeout: Double) async throws(DeliveryFailure) -> Answer {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout
    configuration.timeoutIntervalForResource = timeout
    configuration.httpShouldSetCookies = false
    let exchange = HTTPExchange()
    let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    return try await withCheckedContinuation { continuation in
      exchange.state.withLock { $0.continuation = continuation }
      session.dataTask(with: request).resume()
    }.get()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) { completionHandler(nil) }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    state.withLock { state in
      state.body += data.prefix(Self.longestText - state.body.count)
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let response = task.response as? HTTPURLResponse
    let result: Result<Answer, DeliveryFailure>
    if let error {
      result = .failure(DeliveryFailure(error.localizedDescription, mayPass: true))
    } else if let response {
      let body = state.withLock { $0.body }
      let text = TerminalText.harmless(
        String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline).joined(
          separator: " "))
      let wait = response.value(forHTTPHeaderField: "Retry-After").flatMap(Double.init)
      result = .success(
        Answer(
          status: response.statusCode, text: text,
          retryAfter: wait.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }))
    } else {
      result = .failure(DeliveryFailure("it gave no answer", mayPass: true))
    }
    state.withLock { state in
      state.continuation?.resume(returning: result)
      state.continuation = nil
    }
  }
}
