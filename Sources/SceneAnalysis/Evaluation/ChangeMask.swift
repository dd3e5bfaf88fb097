import GeoFiles
import RasterGrid

/// A change map made by some method: which pixels it calls changed.
public enum ChangeMask {
  /// Whether each pixel is called changed, in reading order.
  ///
  /// The file has one band with 0 for not changed and 1 or 255 for changed. What is NaN or the file's
  /// own nodata is not called changed: a method that could not look has found nothing. Refuses other
  /// values and a raster that does not lie on the label's pixels.
  public static func read(_ path: InputPath, onto label: LabelMap) throws -> [Bool] {
    let band = try HeldBand(opening: path)
    let advice = "put it on the label's grid: gdalwarp -r near -te ... -ts ..."
    guard band.info.width == label.width, band.info.height == label.height else {
      throw Refusal(
        .badInput,
        "has \(band.info.width) x \(band.info.height) pixels, the label "
          + "\(label.width) x \(label.height)", subject: path.shown, advice: advice)
    }
    if let mine = band.info.grid, let theirs = label.grid {
      guard GridAlignment(of: mine, on: theirs) == .shifted(column: 0, row: 0) else {
        throw Refusal(
          .badInput, "lies elsewhere than the label: \(mine)", subject: path.shown, advice: advice)
      }
    }
    return try band.classes(advice: "a change mask has 0 for not changed and 1 or 255 for changed")
    {
      value, isNodata -> Bool? in
      if isNodata || value == 0 { return false }
      return value == 1 || value == 255 ? true : nil
    }
  }
}
