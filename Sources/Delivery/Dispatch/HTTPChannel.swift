import Foundation
import GeoFiles

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A server that takes lists by HTTP POST.
///
/// Each request carries `Idempotency-Key` (the SHA-256 of the body), `X-Tianyan-Time` (seconds since 1970) and
/// `X-Tianyan-Signature`, so that the server can tell a repetition, an old message and a forged one. Redirects are not
/// followed: a list goes where it was told to go, or nowhere.
public struct HTTPChannel: DispatchChannel {
  private let url: URL
  private let key: SigningKey
  private let timeout: Double

  /// A server; `timeout` in seconds bounds a whole try. Refuses an address that is not http or https or that holds a
  /// password.
  public init(_ address: String, key: SigningKey, timeout: Double) throws {
    precondition(timeout > 0 && timeout.isFinite, "a try takes time")
    guard !address.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }),
      let url = URL(string: address), ["http", "https"].contains(url.scheme),
      let host = url.host, !host.isEmpty, url.port.map({ (1...65_535).contains($0) }) ?? true
    else {
      throw Refusal(
        .usage, "is no address of a server", subject: "--to",
        advice: "write https://host/path or https://host:port/path, or name a folder")
    }
    guard url.user == nil, url.password == nil else {
      throw Refusal(
        .usage, "holds a name or password, which others can see on the command line",
        subject: "--to", advice: "requests are signed with --key; leave it out")
    }
    self.url = url
    self.key = key
    self.timeout = timeout
  }

  /// The address without its query and fragment, in which others hide tokens.
  public var destination: String {
    var parts = URLComponents(url: url, resolvingAgainstBaseURL: false)
    parts?.query = nil
    parts?.fragment = nil
    return parts?.string ?? url.host ?? ""
  }

  /// The whole address.
  public var identity: String { url.absoluteString }

  /// Posts the list once.
  public func deliver(_ message: DispatchMessage) async throws(DeliveryFailure) -> String {
    let time = Int(Date().timeIntervalSince1970)
    var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
    request.httpMethod = "POST"
    request.httpBody = Data(message.body)
    for (field, value) in [
      ("Content-Type", "application/geo+json"), ("Idempotency-Key", message.key),
      ("X-Tianyan-Time", "\(time)"),
      ("X-Tianyan-Signature", key.signature(of: message.body, time: time)),
    ] { request.setValue(value, forHTTPHeaderField: field) }
    let answer = try await HTTPExchange.run(request, timeout: timeout)
    guard (200..<300).contains(answer.status) else {
      throw DeliveryFailure(
        Self.meaning(of: answer), mayPass: Self.passing.contains(answer.status),
        wait: answer.retryAfter)
    }
    return "\(answer.status) \(answer.text)"
  }

  /// Request timeout, conflict with the same request still under way (draft-ietf-httpapi-idempotency-key-header), too
  /// early, too many requests, and errors of the server (RFC 9110, section 15; RFC 6585; RFC 8470).
  private static let passing = Set([408, 409, 425, 429]).union(500...599)

  private static func meaning(of answer: HTTPExchange.Answer) -> String {
    switch answer.status {
    case 300..<400: "it sends us elsewhere (\(answer.status)), which is not followed"
    case 401, 403: "it does not take our signature (\(answer.status)): \(answer.text)"
    default: "it answers \(answer.status): \(answer.text)"
    }
  }
}
