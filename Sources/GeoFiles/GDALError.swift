internal import CGDAL

/// What GDAL, OGR or OSR failed at: our own words for the operation, and everything they said.
public struct GDALError: Error, Sendable {
  /// GDAL's error number (`CPLE_*` of `cpl_error.h`); GDAL adds numbers, so it is no enum.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The number.
    public var rawValue: Int32
    /// A code from GDAL's number.
    public init(rawValue: Int32) { self.rawValue = rawValue }
    /// GDAL failed and gave no number.
    public static let none = Code(rawValue: 0)
    /// Memory ran out, often because a header asks for too much.
    public static let outOfMemory = Code(rawValue: 2)
    /// Reading or writing failed.
    public static let fileIO = Code(rawValue: 3)
    /// The file could not be opened as what it should be.
    public static let openFailed = Code(rawValue: 4)
  }

  /// GDAL's number for the last failure.
  public var code: Code
  /// What we were doing.
  public var operation: String
  /// To what.
  public var subject: String
  /// All messages of the call, oldest first, without line breaks.
  public var messages: [String]
}

extension GDALError: CustomStringConvertible {
  /// `operation subject: messages`.
  public var description: String {
    "\(operation) \(subject): " + messages.joined(separator: "; ")
  }
}

/// The messages of one call, collected on its thread.
private final class MessageLog {
  var messages: [String] = []
  var code = GDALError.Code.none
}

/// GDAL repeats itself when every block of a file fails; the first few messages tell the story.
private let messagesKept = 8

private func collectMessage(_ level: CPLErr, _ number: CPLErrorNum, _ text: UnsafePointer<CChar>?) {
  guard level.rawValue >= CE_Warning.rawValue, let text, let raw = CPLGetErrorHandlerUserData()
  else { return }
  let log = Unmanaged<MessageLog>.fromOpaque(raw).takeUnretainedValue()
  let line = String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
  if log.messages.count < messagesKept, !log.messages.contains(line) { log.messages.append(line) }
  if level.rawValue >= CE_Failure.rawValue { log.code = GDALError.Code(rawValue: number) }
}

/// Runs `body` with this thread's GDAL messages collected instead of printed: the one door through
/// which every result of a C call comes.
///
/// Nil from `body` is the end of something (an iterator), unless GDAL reported a failure on the
/// way to it. The handler stack and the error state belong to the thread, so nothing is shared;
/// `body` cannot throw, so the handler is always popped.
func collectingErrors<Result: ~Copyable>(
  _ operation: String, _ subject: String, _ body: () -> Result?
) throws(GDALError) -> Result? {
  let log = MessageLog()
  if let result = collect(into: log, body) { return result }
  guard log.code == .none else {
    throw GDALError(
      code: log.code, operation: operation, subject: subject, messages: log.messages)
  }
  return nil
}

private func collect<Result: ~Copyable>(into log: MessageLog, _ body: () -> Result?) -> Result? {
  CPLErrorReset()  // a stale message is not ours
  CPLPushErrorHandlerEx(collectMessage, Unmanaged.passUnretained(log).toOpaque())
  let result = withExtendedLifetime(log) { body() }
  CPLPopErrorHandler()
  return result
}

/// The same, where nil is always a failure.
@discardableResult
func reportingErrors<Result: ~Copyable>(
  _ operation: String, _ subject: String, _ body: () -> Result?
) throws(GDALError) -> Result {
  if let result = try collectingErrors(operation, subject, body) { return result }
  throw GDALError(
    code: .none, operation: operation, subject: subject, messages: ["GDAL gave no reason"])
}

/// The same for writers, where every failure that GDAL reports is one: on a full disk they go on, and
/// give a result for half a file.
func reportingEveryFailure(
  _ operation: String, _ subject: String, _ body: () -> Void?
) throws(GDALError) {
  let log = MessageLog()
  let result: Void? = collect(into: log, body)
  guard result != nil, log.code == .none else {
    let messages = log.messages.isEmpty ? ["GDAL gave no reason"] : log.messages
    throw GDALError(code: log.code, operation: operation, subject: subject, messages: messages)
  }
}

/// A `CPLErr` as an optional: a warning is a success.
func succeeded(_ error: CPLErr) -> Void? {
  error.rawValue < CE_Failure.rawValue ? () : nil
}

/// An `OGRErr` as an optional.
func succeeded(ogr error: OGRErr) -> Void? { error == OGRERR_NONE ? () : nil }
