import Foundation
import GeoFiles

/// The names under which maps and layers may be written.
enum RasterOutput {
  /// Refuses a name that promises something else than GeoTIFF, which all maps are; one that promises
  /// nothing is taken as it is.
  static func check(_ path: String, option: String, picture: String? = nil) throws {
    let promised = URL(fileURLWithPath: path).pathExtension.lowercased()
    guard !["tif", "tiff", ""].contains(promised) else { return }
    let isPicture = ["png", "jpg", "jpeg"].contains(promised)
    throw Refusal(
      .usage, "its name promises \(promised), and maps are GeoTIFFs", subject: "\(option) \(path)",
      advice: "name it .tif" + (isPicture ? picture.map { "; \($0)" } ?? "" : ""))
  }
}
