import ArgumentParser
import RasterGrid

/// Makes the simulated scenes of the repository, and years of them for benchmarks.
@main
struct SceneSimulatorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scene-simulator",
    abstract: "Make simulated Sentinel-2 scenes, the same from the same seed.",
    discussion: "Nothing in the files was ever measured.",
    subcommands: [MakePair.self, MakeYear.self], defaultSubcommand: MakePair.self)
}

/// Two dates.
struct MakePair: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pair",
    abstract: "Make a small pair of scenes.",
    discussion: """
      Two dates of an invented valley, with one event of every built-in kind in the second and
      the truth beside them.
      """)

  @Option(help: "The number that hills, fields and events follow from.")
  var seed = Simulation.defaultSeed

  @Option(help: "Pixels of 10 m a side: even, at least 300.")
  var size = Simulation.defaultSize

  @Option(name: [.short, .long], help: "The folder to write to.")
  var output = "scenes/yongkang/simulated"

  func run() throws {
    try explaining {
      try SceneFiles(simulation: try Simulation(seed: seed, size: size), folder: output).write()
    }
  }
}

/// A year of dates.
struct MakeYear: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "year",
    abstract: "Make a year of scenes for tianyan run.",
    discussion: """
      An inbox of scenes of an invented valley, six days apart, with seasons, clouds, shifts and noise;
      the region that they are of; and the truth: events that appear, grow, heal and recur. One scene is
      there re-processed, one twice, one is corrupt, and one lacks a band.
      """)

  @Option(help: "The number that hills, fields, weather and events follow from.")
  var seed = Year.defaultSeed

  @Option(help: "Pixels of 10 m a side: even, at least 300.")
  var size = Simulation.leastSize

  @Option(help: "How many acquisitions, six days apart from the first of March on.")
  var scenes = 60

  @Option(help: "Only a piece of it: column,row,width,height in pixels, all even.")
  var piece: String?

  @Option(name: [.short, .long], help: "The folder to write to.")
  var output: String

  func run() throws {
    guard scenes > 0 else { throw ValidationError("a year has a scene") }
    try explaining {
      let year = try Year(seed: seed, size: size, scenes: scenes, piece: try piece.map(window))
      try YearFiles(year: year, folder: output).write()
    }
  }

  private func window(_ text: String) throws -> PixelWindow {
    let numbers = text.split(separator: ",").compactMap { Int($0) }
    guard numbers.count == 4, numbers.allSatisfy({ (0...size).contains($0) }) else {
      throw SimulationError.piece
    }
    return PixelWindow(
      column: numbers[0], row: numbers[1], width: numbers[2], height: numbers[3])
  }
}

/// Tells what cannot be simulated as a mistake of the caller's.
private func explaining(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as SimulationError {
    throw ValidationError(error.description)
  }
}
