/// Why a run cannot give what was asked for: what happened, to what, and what to do about it.
///
/// Every module above translates the errors it knows into this one at its edge, so that the user
/// reads one kind of message and the shell sees one table of exit codes.
public struct Refusal: Error, Sendable {
  /// The classes of refusal, with the exit codes of `sysexits.h`.
  public enum Reason: Int32, Sendable, CaseIterable {
    /// The command line asks for something that makes no sense.
    case usage = 64
    /// An input is not what it should be.
    case badInput = 65
    /// There is no such input, or it may not be read.
    case noInput = 66
    /// Inputs are fine but leave nothing to judge.
    case nothingToJudge = 69
    /// A bug of ours.
    case bug = 70
    /// An output cannot be made.
    case cannotWrite = 73
    /// A device failed under way: a full disk, a broken medium.
    case ioError = 74
    /// Another run holds what is needed; later it may be free.
    case locked = 75
  }

  /// The class, and with it the exit code.
  public var reason: Reason
  /// What is wrong, as a clause without a full stop.
  public var what: String
  /// The file, rule or option it is wrong with.
  public var subject: String
  /// What to do; empty where the message says it all.
  public var advice: String

  /// A refusal from its parts.
  public init(_ reason: Reason, _ what: String, subject: String, advice: String = "") {
    self.reason = reason
    self.what = what
    self.subject = subject
    self.advice = advice
  }
}

extension Refusal: CustomStringConvertible {
  /// `subject: what (advice)`.
  public var description: String {
    "\(subject): \(what)" + (advice.isEmpty ? "" : "\n  \(advice)")
  }
}
