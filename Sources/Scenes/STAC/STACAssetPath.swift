import Foundation
import GeoFiles

/// Where the files of a STAC Item are.
struct STACAssetPath {
  /// The item's own file.
  let item: InputPath
  /// Whether files may lie on the network.
  let allowRemote: Bool

  /// SHA-256 of 32 bytes as a multihash says it (https://multiformats.io/multihash/).
  static let sha256Prefix = "1220"

  /// The file that an asset names.
  ///
  /// Below the item's folder it may be any. What an item names elsewhere could be anybody's file: it is read only where its
  /// bytes have the SHA-256 that the item tells, so that who wrote the item knew it already. The network is refused unless
  /// it was allowed.
  func file(_ href: String, checksum: String?) throws -> InputPath {
    guard !href.isEmpty, !href.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
    else {
      throw refusal("names a file without a name", href)
    }
    if href.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:/) != nil {
      let path = try InputPath(href, allowRemote: allowRemote)
      guard !path.gdalName.hasPrefix("/") else { throw refusal("names what is no path", href) }
      return path
    }
    let folder = try item.folder().gdalName
    let path = try InputPath(
      href.hasPrefix("/") ? href : folder + "/" + href, allowRemote: allowRemote)
    if path.isVirtual, allowRemote { return path }
    let home = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let real = URL(fileURLWithPath: path.gdalName).resolvingSymlinksInPath().path
    if !path.isVirtual, real.hasPrefix(home == "/" ? home : home + "/") { return path }
    guard let checksum, checksum.hasPrefix(Self.sha256Prefix) else {
      throw refusal("names a file outside its folder without its SHA-256", href)
    }
    guard try FileDigest.sha256(of: path).digest == checksum.dropFirst(Self.sha256Prefix.count)
    else {
      throw refusal("names a file outside its folder that is another one by its SHA-256", href)
    }
    return path
  }

  private func refusal(_ what: String, _ href: String) -> Refusal {
    Refusal(
      .badInput, what + ": \"\(href.prefix(200))\"", subject: item.shown,
      advice: "put the files beside the item, or name the product itself")
  }
}
