import Foundation
import RasterGrid
import Scenes
import Sites

extension SceneReport {
  /// For a person: what it is, then the bands, then what is missing and what was decided.
  public var text: String {
    ([scene.facts.name ?? scene.path] + facts + [""] + bands + list("missing", scene.facts.missing)
      + list("notes", scene.facts.notes)).map(TerminalText.harmless).joined(separator: "\n") + "\n"
  }

  private var facts: [String] {
    let facts = scene.facts
    let lines: [(String, String?)] = [
      ("product", "\(facts.family.rawValue)" + (facts.tile.map { ", \($0)" } ?? "")),
      (
        "sensor",
        [
          scene.sensor ?? "unknown", scene.level,
          facts.baseline.map { "processing baseline \($0)" },
        ].compactMap { $0 }.joined(separator: ", ")
      ),
      ("taken", scene.acquired?.text ?? "at an unknown time"),
      ("values", scene.quantity == .dn ? "uncalibrated counts" : "reflectance"),
      ("grid", "\(scene.grid)"), ("place", place),
      ("sun", facts.sun?.text), ("view", facts.view?.text),
      ("mask", scene.masks.isEmpty ? "none" : scene.maskNames), ("clouds", clouds),
      ("id", scene.id),
    ]
    return lines.compactMap { label, value in
      value.map { "  " + label.padded(to: 9) + $0 }
    }
  }

  private var place: String? {
    guard let x = footprint.map(\.x).minAndMax, let y = footprint.map(\.y).minAndMax else {
      return nil
    }
    return "longitude \(x.min.shown(4)) to \(x.max.shown(4)), "
      + "latitude \(y.min.shown(4)) to \(y.max.shown(4))"
  }

  private var clouds: String? {
    var parts: [String] = []
    if let percent = scene.facts.cloudPercent {
      parts.append("\(percent.shown(1)) % by the provider")
    }
    if let masks {
      let place = region.map { " in region \($0.name)" } ?? ""
      let cloud = masks.cloudShare.map { "\((100 * $0).shown(1)) % of what was seen by the mask, " }
      parts.append(
        (cloud ?? "") + "\(percent(masks.seen, of: masks.considered)) % seen" + place)
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private func percent(_ count: Int, of whole: Int) -> String {
    (100 * Double(count) / Double(max(1, whole))).shown(1)
  }

  private var bands: [String] {
    scene.bands.sorted { $0.key < $1.key }.map { role, band in
      let size = "\(band.grid.width) x \(band.grid.height)"
      let offset = band.calibration.offset
      let scale =
        "x \(band.calibration.scale.significant(6)) \(offset < 0 ? "-" : "+") "
        + "\(abs(offset).significant(6))"
      let why = band.calibrationReason.isEmpty ? "" : "  (\(band.calibrationReason))"
      return "  " + role.rawValue.padded(to: 12)
        + "\(abs(band.grid.affine.columnStepX).shown(2))".padded(to: 9) + size.padded(to: 15)
        + scale + why
    }
  }

  private func list(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["", "\(title):"] + items.map { "  - \($0)" }
  }
}

extension SkyDirection {
  fileprivate var text: String {
    "azimuth \(azimuth.shown(1)) degrees, elevation \(elevation.shown(1)) degrees"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(1, width - count))
  }
}

extension Double {
  /// Rounded to so many digits.
  func significant(_ digits: Int) -> Double {
    Double(String(format: "%.\(digits)g", self)) ?? self
  }

  /// Rounded to so many decimals.
  fileprivate func shown(_ places: Int) -> String {
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let rounded = (self * factor).rounded() / factor
    return rounded == rounded.rounded() && abs(rounded) < 1e15
      ? "\(Int(rounded))" : "\(rounded)"
  }
}
