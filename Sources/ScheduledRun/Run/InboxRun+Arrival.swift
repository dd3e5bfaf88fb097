import Foundation
import GeoFiles
import Scenes

extension InboxRun {
  /// The products in the inbox that can be taken; the others wait, or go into quarantine.
  func arrivals(_ ledger: ProductLedger) throws -> [ArrivedProduct] {
    let listing = try InboxListing(reading: request.inbox, allowRemote: request.allowRemote)
    tell(.info, "inbox.listed", request.inbox, "\(listing.paths.count) entries in \(request.inbox)")
    return try listing.paths.compactMap { try arrival(at: $0, ledger) }
  }

  private func arrival(at path: String, _ ledger: ProductLedger) throws -> ArrivedProduct? {
    guard let first = fingerprint(of: path) else {
      wait(path, "there is no such file or folder")
      return nil
    }
    if let reason = quarantine.reason(path, first) {
      report.setAside.append(RunReport.Line(subject: path, reason: reason))
      return nil
    }
    if let known = ledger.product(path, first) { return known }
    if case .waits(let reason) = Readiness(
      first: first, second: first, patience: request.patience, now: Self.now)
    {
      wait(path, reason)
      return nil
    }
    let attempt = try attempt(.describe(path: path, fingerprint: first), as: Description.self)
    let second = fingerprint(of: path)
    if case .waits(let reason) = Readiness(
      first: first, second: second, patience: request.patience, now: Self.now)
    {
      wait(path, reason)
      return nil
    }
    switch attempt {
    case .failed(let reason):
      try hold(path, first, "recognise", reason)
      return nil
    case .answered(let description):
      return try judge(description, at: path, first)
    }
  }

  private func judge(
    _ description: Description, at path: String, _ fingerprint: Fingerprint
  ) throws -> ArrivedProduct? {
    if case .waits(let reason) = Readiness(
      missing: description.missing, newest: fingerprint.newest, patience: request.patience,
      now: Self.now)
    {
      wait(path, reason)
      return nil
    }
    guard let product = description.product else {
      try hold(
        path, fingerprint, "recognise", "still lacks \(description.missing.first ?? "files")")
      return nil
    }
    try quarantine.release(path)
    return product
  }

  /// What is seen of a product from outside; nil where there is none.
  private func fingerprint(of path: String) -> Fingerprint? {
    path.hasPrefix("/vsi") || path.contains("://") ? .remote : Fingerprint(of: path)
  }

  private static var now: Double { Date().timeIntervalSince1970 }

  private func wait(_ path: String, _ reason: String) {
    report.waiting.append(RunReport.Line(subject: path, reason: reason))
    tell(.notice, "product.waits", path, "\(path) waits for the next run: \(reason)")
  }

  /// Puts a product into quarantine.
  func hold(
    _ path: String, _ fingerprint: Fingerprint, _ stage: String, _ reason: String
  ) throws {
    try catalogue?.note(
      "product.quarantined", of: path,
      detail: ["run": report.run, "stage": stage, "reason": reason])
    try quarantine.add(
      Quarantine.Entry(
        path: path, fingerprint: fingerprint, stage: stage, reason: reason, run: report.run))
    report.quarantined.append(RunReport.Line(subject: path, reason: reason))
    tell(.warning, "product.quarantined", path, "\(path) goes into quarantine: \(reason)")
  }
}
