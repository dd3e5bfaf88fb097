import GeoFiles
import SceneAnalysis
import Scenes
import Sites

extension SiteEvidence {
  /// One of the two dates.
  public enum Moment: String, Sendable, CaseIterable {
    /// The earlier scene.
    case before
    /// The later one.
    case after
  }

  /// What a scene shows.
  func view(_ moment: Moment) -> SceneView { moment == .before ? before : after }

  /// The colours of the cells in natural colour; clouds are shown, no data is nil.
  func naturalColours(_ moment: Moment) -> [Colour?] {
    view(moment).colours.map { stretch.colour(of: $0) }
  }

  /// The colours of the cells in the index; what was not observed is nil. Nil where there is no index.
  func indexColours(_ moment: Moment) -> [Colour?]? {
    guard let scale else { return nil }
    return view(moment).index.map { scale.colour(of: $0) }
  }

  /// The picture in natural colour.
  func naturalPicture(_ moment: Moment, of scene: Scene) -> SitePicture {
    SitePicture(
      frame: frame, colours: naturalColours(moment),
      caption: caption(
        moment, scene,
        shows:
          "natural colour, reflectance \(stretch.black.thousandths) to \(stretch.white.thousandths)"
      ))
  }

  /// The picture in the index; nil where there is none.
  func indexPicture(_ moment: Moment, of scene: Scene) -> SitePicture? {
    guard let colours = indexColours(moment), let index else { return nil }
    let unit = index.unit.map { " (\($0))" } ?? ""
    return SitePicture(
      frame: frame, colours: colours,
      caption: caption(moment, scene, shows: "\(index.name)\(unit)"),
      scale: scale)
  }

  /// Three lines that fit beside a legend: date, sensor and what is shown; kind, site and rule; system,
  /// size and place.
  private func caption(_ moment: Moment, _ scene: Scene, shows: String) -> [String] {
    let product = [scene.sensor, scene.level].compactMap { $0 }.joined(separator: " ")
    let date = scene.acquired?.text ?? "date unknown"
    let place = site.point.map { point in
      "; WGS 84 \(String(decimal: point.longitude, places: 5)) E "
        + "\(String(decimal: point.latitude, places: 5)) N"
    }
    let cell = String(decimal: frame.metresPerCell, places: 1)
    return [
      "\(moment.rawValue.uppercased()) \(date) \(product)  \(shows)",
      "\(site.kind)  \(site.id)  rule \(site.text("rule_version") ?? "?")",
      "\(frame.cells.crs), \(cell) m squares\(place ?? "")",
    ]
  }
}

extension Double {
  /// The number to three decimals, for captions.
  var thousandths: String { String(decimal: self, places: 3) }
}
