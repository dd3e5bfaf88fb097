import ArgumentParser

/// Makes the simulated scenes of the repository.
@main
struct SceneSimulatorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scene-simulator",
    abstract: "Make a small simulated pair of Sentinel-2 scenes, the same from the same seed.",
    discussion: """
      Two dates of an invented valley, with one event of every built-in kind in the second and
      the truth beside them. Nothing in the files was ever measured.
      """)

  @Option(help: "The number that hills, fields and events follow from.")
  var seed = Simulation.defaultSeed

  @Option(help: "Pixels of 10 m a side: even, at least 300.")
  var size = Simulation.defaultSize

  @Option(name: [.short, .long], help: "The folder to write to.")
  var output = "scenes/yongkang/simulated"

  func run() throws {
    let simulation: Simulation
    do {
      simulation = try Simulation(seed: seed, size: size)
    } catch let error as SimulationError {
      throw ValidationError(error.description)
    }
    try SceneFiles(simulation: simulation, folder: output).write()
  }
}
