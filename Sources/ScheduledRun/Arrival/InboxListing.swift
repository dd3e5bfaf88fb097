import Foundation
import GeoFiles
import Scenes

/// What lies in an inbox, by its names alone.
public struct InboxListing: Hashable, Sendable {
  /// The paths of what may be products, sorted.
  public var paths: [String]

  /// Names that programs give to what they are still writing.
  private static let unfinished = ["part", "partial", "tmp", "crdownload", "filepart", "download"]

  /// The entries of a folder; or, of a text file, the paths in its lines, relative ones seen from
  /// the file, `#` before remarks.
  public init(reading path: String, allowRemote: Bool = false) throws {
    let inbox = try InputPath(path)
    let found: [String]
    if inbox.isFolder {
      found = try FileManager.default.contentsOfDirectory(atPath: inbox.gdalName)
        .map { inbox.gdalName + "/" + $0 }
    } else {
      guard ["txt", "list"].contains(inbox.fileExtension) else {
        throw Refusal(
          .usage, "is neither a folder nor a list (.txt) of products", subject: "--inbox \(path)")
      }
      found = try Self.list(inbox, allowRemote: allowRemote)
    }
    paths = Set(found).filter { !Self.isUnfinished($0) }.sorted()
  }

  private static let listLimit = 1 << 24

  private static func list(_ file: InputPath, allowRemote: Bool) throws -> [String] {
    let home = try file.folder().gdalName
    return try FileBytes.text(of: file, limit: listLimit).split(whereSeparator: \.isNewline)
      .enumerated().compactMap { number, line in
        let text = line.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
        if text.hasPrefix("/vsi") || text.contains("://") {
          guard allowRemote else {
            throw Refusal(
              .usage, "\(text) is on the network", subject: "\(file.shown):\(number + 1)",
              advice: "add --allow-remote to read it from there")
          }
          return text
        }
        return URL(fileURLWithPath: text, relativeTo: URL(fileURLWithPath: home + "/"))
          .standardizedFileURL.path
      }
  }

  private static func isUnfinished(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    guard !name.hasPrefix("."), !name.hasSuffix("~") else { return true }
    return unfinished.contains(name.split(separator: ".").last.map { $0.lowercased() } ?? "")
  }
}
