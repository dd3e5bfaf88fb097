import Foundation
import GeoFiles
import Scenes

/// Checks evidence folders against their own digests, offline and years later.
public struct EvidenceCheck: Sendable {
  /// The folder.
  public let folder: InputPath
  /// What is wrong with it, a sentence each; empty where all is as it was written.
  public let problems: [String]
  /// The digest of its digests; nil where they cannot be read.
  public let fingerprint: String?

  /// Compares every file of a folder with its digest.
  public init(_ folder: InputPath) throws {
    self.folder = folder
    let sums: InputPath
    let text: String
    do {
      sums = try folder.file(named: EvidenceFolder.sums)
      text = try FileBytes.text(of: sums, limit: Self.sizeLimit)
    } catch let refusal as Refusal where refusal.reason != .ioError {
      fingerprint = nil
      problems = ["\(EvidenceFolder.sums): \(refusal.what)"]
      return
    }
    fingerprint = FileDigest.sha256(of: Array(text.utf8))
    guard let listed = Self.parsed(text) else {
      problems = ["\(EvidenceFolder.sums): a line of it was changed"]
      return
    }
    var problems: [String] = []
    for (name, digest) in listed {
      do {
        let file = try folder.file(named: name)
        if try FileDigest.sha256(of: file).digest != digest {
          problems.append("\(name): was changed")
        }
      } catch let refusal as Refusal where refusal.reason == .noInput {
        problems.append("\(name): is missing")
      } catch let refusal as Refusal where refusal.reason == .badInput {
        problems.append("\(name): \(refusal.what)")
      }
    }
    let known = Set(listed.map(\.name) + [EvidenceFolder.sums])
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.gdalName).sorted()
    where !known.contains(name) {
      problems.append("\(name): was added")
    }
    if !known.contains(EvidenceFolder.manifest) {
      problems.append("\(EvidenceFolder.manifest): is not listed")
    }
    self.problems = problems
  }

  /// A folder has some ten files.
  private static let sizeLimit = 1 << 20

  /// The names and digests of the file that `sha256sum` writes; nil where a line is none of its.
  private static func parsed(_ text: String) -> [(name: String, digest: String)]? {
    guard text.hasSuffix("\n") else { return nil }
    var listed: [(name: String, digest: String)] = []
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      guard let parts = line.wholeMatch(of: /([0-9a-f]{64})  ([^\/\\\x00-\x1f]+)/) else {
        return nil
      }
      listed.append((String(parts.2), String(parts.1)))
    }
    return Set(listed.map(\.name)).count == listed.count ? listed : nil
  }

  /// The evidence folders at a path: itself, or those in it; refuses a path without any.
  public static func folders(at path: InputPath) throws -> [InputPath] {
    guard path.isFolder else {
      throw Refusal(.badInput, "is no folder", subject: path.shown)
    }
    let manager = FileManager.default
    func isEvidence(_ folder: String) -> Bool {
      [EvidenceFolder.sums, EvidenceFolder.manifest].contains {
        manager.fileExists(atPath: "\(folder)/\($0)")
      }
    }
    if isEvidence(path.gdalName) { return [path] }
    let inside = try manager.contentsOfDirectory(atPath: path.gdalName).sorted()
      .filter { isEvidence("\(path.gdalName)/\($0)") }.map { try path.file(named: $0) }
    guard !inside.isEmpty else {
      throw Refusal(
        .badInput, "holds no evidence folder", subject: path.shown,
        advice: "tianyan evidence RESULT --before SCENE --after SCENE -o DIR makes them")
    }
    return inside
  }
}
