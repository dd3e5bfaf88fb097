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

  /// Sends a request and waits for its answer, for at most `timeout` seconds. What counts is the status: an answer
  /// is over once as much of it is there as a receipt keeps, or its time is up.
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
      let task = session.dataTask(with: request)
      // Foundation on Linux bounds the wait for the next byte only.
      DispatchQueue.global().asyncAfter(deadline: .now() + timeout) {
        exchange.end(task, failing: "it did not answer within \(timeout) s")
      }
      task.resume()
    }.get()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) { completionHandler(nil) }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isEnough = state.withLock { state in
      state.body += data.prefix(Self.longestText - state.body.count)
      return state.body.count == Self.longestText
    }
    if isEnough { end(dataTask, failing: "it gave no answer") }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    guard let error, task.response == nil else {
      return end(task, failing: "it gave no answer")
    }
    end(task, failing: Self.meaning(of: error))
  }

  /// Gives what is known of the answer, once: its status, or why there is none.
  private func end(_ task: URLSessionTask, failing reason: String) {
    let result: Result<Answer, DeliveryFailure>
    if let response = task.response as? HTTPURLResponse {
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
      result = .failure(DeliveryFailure(reason, mayPass: true))
    }
    state.withLock { state in
      state.continuation?.resume(returning: result)
      state.continuation = nil
    }
  }

  /// What went wrong as a clause; the system's own words are numbers.
  private static func meaning(of error: any Error) -> String {
    switch (error as? URLError)?.code {
    case .timedOut: "it did not answer in time"
    case .cannotConnectToHost: "it takes no connection"
    case .cannotFindHost, .dnsLookupFailed: "its name is not known"
    case .networkConnectionLost: "the connection broke"
    default: error.localizedDescription
    }
  }
}
