import Foundation

/// Whether a product may be taken, or has to wait for the next run because it may still be on its way.
public enum Readiness: Hashable, Sendable {
  /// It is whole, as far as anybody can tell.
  case ready
  /// It waits, for this reason.
  case waits(String)

  /// How long products are given to arrive.
  public struct Patience: Hashable, Sendable, Codable {
    /// Seconds that a product must have lain still.
    public var settling: Double
    /// Seconds that one which lacks files is waited for.
    public var completing: Double

    /// Patience from its parts.
    public init(settling: Double = 120, completing: Double = 3 * 86_400) {
      self.settling = settling
      self.completing = completing
    }
  }

  /// Decides by two looks from outside, at the time `now` (seconds since 1970).
  public init(
    first: Fingerprint, second: Fingerprint?, patience: Patience, now: Double
  ) {
    guard let second else {
      self = .waits("it went away while it was looked at")
      return
    }
    guard first == second else {
      self = .waits("it changed while it was looked at: it is still being copied")
      return
    }
    // A time in the future is a wrong clock, not an arrival that never ends.
    let age = now - second.newest
    guard age < 0 || age >= patience.settling else {
      self = .waits(
        "it changed \(Int(age)) s ago and has to lie still for \(Int(patience.settling)) s")
      return
    }
    self = .ready
  }

  /// Decides by what it lacks; after the patience has run out it is taken as it is.
  public init(missing: [String], newest: Double, patience: Patience, now: Double) {
    guard let first = missing.first, now - newest < patience.completing else {
      self = .ready
      return
    }
    let more = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    self = .waits("it lacks \(first)\(more)")
  }
}
