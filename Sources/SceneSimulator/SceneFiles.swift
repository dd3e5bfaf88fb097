import Foundation

/// The files of a simulation: two scenes, the truth, and a page that says what they are.
struct SceneFiles {
  let simulation: Simulation
  /// The folder that they go to; made where it is missing.
  let folder: String

  /// Writes everything; what is there already is replaced file by file.
  func write() throws {
    for date in [simulation.before, simulation.after] {
      try SceneFolder(acquisition: date, grid: simulation.grid, seed: simulation.seed).write(
        simulation.picture(of: date, in: simulation.grid.window),
        to: "\(folder)/\(date.moment.date)")
    }
    let truth = try Truth(of: simulation)
    try write(truth.geoJSON, to: "truth.geojson")
    try write(ReadMe(simulation: simulation, truth: truth).text, to: "README.md")
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }
}
