import Foundation
import GeoFiles

/// Products that could not be read, each in a folder with the reason beside it.
///
/// A product stays where it lies: the inbox may be an archive that must not be touched, and nothing can
/// be lost that is not moved. The folder holds a link to it. It is tried again when it changes, when it
/// was fetched anew for example, or when its folder is removed.
struct Quarantine {
  /// One product and why it is here.
  struct Entry: Hashable, Codable {
    /// Where the product lies.
    var path: String
    /// What it looked like from outside.
    var fingerprint: Fingerprint
    /// What was being done with it.
    var stage: String
    /// What happened.
    var reason: String
    /// The run that put it here.
    var run: String
  }

  let state: StateDirectory
  private(set) var entries: [String: Entry] = [:]

  private static let reasonFile = "reason.json"
  private static let linkName = "product"

  init(of state: StateDirectory) throws {
    self.state = state
    for name in try state.names(in: state.quarantine) {
      let file = "\(state.quarantine)/\(name)/\(Self.reasonFile)"
      // A folder without a reason is one that a dead run had begun.
      guard let entry = try StateFile.read(Entry.self, from: file) else { continue }
      entries[entry.path] = entry
    }
  }

  /// Why a product is here; nil where it is not, or has changed since.
  func reason(_ path: String, _ fingerprint: Fingerprint) -> String? {
    guard let entry = entries[path], entry.fingerprint == fingerprint else { return nil }
    return "is in quarantine since run \(entry.run): \(entry.reason)"
  }

  /// Puts a product here.
  mutating func add(_ entry: Entry) throws {
    let folder = folder(of: entry.path)
    if FileManager.default.fileExists(atPath: folder) { try state.remove(folder) }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      if entry.path.hasPrefix("/"), !entry.path.hasPrefix("/vsi") {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/" + Self.linkName, withDestinationPath: entry.path)
      }
    } catch {
      throw Refusal(.cannotWrite, error.localizedDescription, subject: folder)
    }
    try StateFile.write(entry, to: folder + "/" + Self.reasonFile)
    entries[entry.path] = entry
  }

  /// Lets go of a product that has changed, or is gone.
  mutating func release(_ path: String) throws {
    guard entries.removeValue(forKey: path) != nil else { return }
    let folder = folder(of: path)
    if FileManager.default.fileExists(atPath: folder) { try state.remove(folder) }
  }

  private func folder(of path: String) -> String {
    let name = (path.split(separator: "/").last ?? "product").prefix(60)
      .replacing(/[^A-Za-z0-9._-]/, with: "-")
    return "\(state.quarantine)/\(name)-\(String.shortHash(of: [path]))"
  }
}
