/// The page beside the scenes.
struct ReadMe {
  let simulation: Simulation
  /// What happened, with areas on the ellipsoid.
  let truth: Truth

  /// Its text, Markdown.
  var text: String {
    let before = simulation.before.moment.date
    let after = simulation.after.moment.date
    let shift = simulation.after.shift
    let side = simulation.grid.width
    return """
      # Simulated scenes: everything in this folder is invented

      No satellite took these pictures, and none of these places and events exists. They show how
      the programs are used and test them against a known truth. They prove nothing about how well
      anything is found in real scenes, and they were not fitted to any rule or threshold.

      | file | what it is |
      |---|---|
      | `\(before)/`, `\(after)/` | two dates in the form of Sentinel-2 Level 2A: ten bands, \
      scene classification, `scene.yaml` |
      | `truth.geojson` | what happened between them, with outlines (WGS 84) |

      Each date has \(side) x \(side) pixels of 10 m (B02 B03 B04 B08) and \(side / 2) x \
      \(side / 2) of 20 m (the others)
      on \(simulation.grid.crs): UInt16, reflectance = (DN - 1000) / 10000, 0 = no data.

      ## What is in it

      A river with brooks and a reservoir in a valley between wooded hills; paddies, a town,
      workshops, villages. By the second date this has happened (areas are geodesic):

      | kind | what | seen | m2 |
      |---|---|---|---|
      \(eventRows)

      Everything else that differs is no event: the season (rice in September; rape, stubble,
      ploughed and some flooded paddies in April), sun, haze, noise, a registration error of
      \(Self.tenths(shift.east)) m to the east and \(Self.tenths(-shift.south)) m to the north, \
      and a cloud with its shadow.

      ## How it is made

          swift run -c release scene-simulator --seed \(simulation.seed) --size \(side)

      gives the same pixels again. Fractal terrain drains to the river (priority-flood); the
      reservoir's shore is a contour; each surface is a mixture of plausible spectra with texture,
      lit by the cosine law with the sun of that place and minute; a cloud lets through what its
      optical depth allows; a Gaussian point spread (transfer 0.3 at Nyquist) over 4 x 4 points a
      pixel; 20 m bands are means of 2 x 2; noise of the specified signal-to-noise ratios (Drusch
      2012, doi 10.1016/j.rse.2011.11.026). The scene classification is made from the pixels, with
      the usual mistakes: clouds too wide, some white roofs taken for cloud, blooms for plants.
      Left out: shadows cast by hills, directional reflectance, artefacts of the sensor, smoke.

      """
  }

  private var eventRows: String {
    truth.occurrences.map { occurrence in
      let event = occurrence.event
      let seen = event.isVisible ? "yes" : "no"
      return "| \(event.kind.rawValue) | \(event.title) | \(seen) | \(occurrence.area) |"
    }.joined(separator: "\n")
  }

  private static func tenths(_ metres: Double) -> String { "\((metres * 10).rounded() / 10)" }
}
