import GeoFiles

extension GaofenParts {
  /// What is known of the product, whatever it lacks.
  func facts() throws -> ProductFacts {
    var facts = ProductFacts(family: .gaofen)
    facts.name = files.stem.split(separator: "/").last.map(String.init)
    facts.sun = metadata.sun
    facts.view = metadata.view
    facts.cloudPercent = metadata.cloudPercent
    facts.notes = [
      "The camera is \(metadata.camera.title).",
      "The time is ReceiveTime, which is UTC; StartTime, CenterTime and EndTime are Beijing time.",
      "The Sun is that of the scene's middle. SatelliteZenith is read as degrees above the horizon.",
    ]
    if files.hasPan {
      facts.notes.append("The panchromatic image beside the multispectral one is not read.")
    }
    facts.missing = ["a mask of clouds"]
    try add(
      {
        _ = try picture()
        return []
      }, to: &facts)
    try add({ [Self.sentence(try calibration())] }, to: &facts)
    try add(placement, to: &facts)
    return facts
  }

  /// Adds what is said of a part, or that it is missing where it refuses bad input.
  private func add(_ sentences: () throws -> [String], to facts: inout ProductFacts) throws {
    do {
      facts.notes += try sentences()
    } catch let refusal as Refusal where refusal.reason == .badInput {
      facts.missing.append("\(refusal.subject): \(refusal.what)")
    }
  }

  private static func sentence(_ rows: GaofenCalibration.Rows) -> String {
    "Gains of \(rows.gains.year) from \(rows.gains.source); solar irradiance from "
      + "\(rows.irradiance.source)."
  }
}
