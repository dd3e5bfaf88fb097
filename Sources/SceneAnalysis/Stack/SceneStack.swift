import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Scenes of many dates on one grid, each with the program that is run on it: decided before pixels move.
///
/// It is made of the set of scenes: their order and repeats change nothing.
struct SceneStack<Outputs: Sendable>: Sendable {
  /// One date of the stack.
  struct Layer: Sendable {
    var scene: Scene
    var time: AcquisitionTime
    /// How its bands and masks reach the grid.
    var reading: ReadPlan
    /// The part of the grid that it may fill; nil where it does not reach it.
    var window: PixelWindow?
    var program: Program
    /// What the program makes.
    var outputs: Outputs
  }

  /// By time, then by id.
  var layers: [Layer]
  var grid: Grid
  /// The pixels inside the region; nil means all.
  var spans: RowSpans?
  /// What of a mask makes a look unknown.
  var unclear: MaskReasons

  /// What a stack is made of, whatever is computed of it.
  struct Request: Sendable {
    var scenes: [Scene]
    var region: Region?
    var resampling: Resampling
    /// The layers of a baseline that programs read.
    var baseline: Baseline?
  }

  /// Compiles `program` for every scene and plans how it is read.
  init(_ request: Request, program: (Scene) throws -> (Program, Outputs)) throws {
    let dated = try SceneOrder.sorted(request.scenes)
    guard let first = dated.first else { preconditionFailure("a stack has scenes") }
    unclear = .unclear
    let grid = try Self.grid(first.scene, request.region)
    self.grid = grid
    spans = try request.region.map { try $0.spans(on: grid) }
    let subject = "\(dated.count) scenes"
    try WorkLimit.check(grid, subject: subject)
    try WorkLimit.check(reading: grid.window.area * dated.count, of: grid, subject: subject)
    layers = []
    for (scene, time) in dated {
      let (program, outputs) = try program(scene)
      var reading = try ReadPlan(
        program.inputs, of: [.only: scene], on: grid, resampling: request.resampling,
        isPlain: false)
      for statistic in program.statistics {
        reading.statistics[statistic] = request.baseline?.statistics[statistic].map {
          BandPlan($0, on: grid, resampling: request.resampling)
        }
      }
      layers.append(
        Layer(
          scene: scene, time: time, reading: reading, window: try Self.window(of: reading),
          program: program, outputs: outputs))
    }
  }

  /// Tiles on the blocks of the first scene's files, which inside the region hold something.
  func windows(pixels: Int) -> [PixelWindow] {
    var shape = layers[0].reading.tileShape()
    let block = layers[0].reading.allBands.map(\.fineBlock)
    shape.width = min(shape.width, max(1, block.map(\.width).max() ?? shape.width))
    shape.height = min(max(1, pixels / shape.width), block.map(\.height).max() ?? shape.height)
    let tiles = grid.tiles(shape)
    return spans.map { spans in tiles.compactMap(spans.shrunk) } ?? tiles
  }

  /// The region's own grid; else that of the earliest scene, cut to the region.
  private static func grid(_ scene: Scene, _ region: Region?) throws -> Grid {
    guard let region else { return scene.grid }
    if let own = try region.ownGrid() { return own }
    try WorkLimit.check(scene.grid, subject: scene.path)
    guard let bounds = try region.spans(on: scene.grid).bounds else {
      throw Refusal(
        .nothingToJudge, "does not reach the region \(region.name)", subject: scene.path,
        advice: "it lies at \(try GroundArea.place(of: scene.grid))")
    }
    return scene.grid.cropped(to: bounds)
  }

  private static func window(of reading: ReadPlan) throws -> PixelWindow? {
    try reading.allBands.reduce(reading.grid.window as PixelWindow?) { window, plan in
      let covered =
        try plan.coverage ?? CommonGrid.footprint(of: plan.source.grid, on: reading.grid)
      return covered.flatMap { window?.intersection($0) }
    }
  }
}

/// Scenes in the one order that does not depend on how they were named.
enum SceneOrder {
  /// Scenes by time and id, each once; refuses one without a time or without calibrated values.
  static func sorted(_ scenes: [Scene]) throws -> [(scene: Scene, time: AcquisitionTime)] {
    var seen: Set<String> = []
    let dated = try scenes.filter { seen.insert($0.id).inserted }.map { scene in
      guard let time = scene.acquired else {
        throw Refusal(
          .badInput, "does not say when it was taken", subject: scene.path,
          advice: "say acquired in its scene.yaml")
      }
      guard scene.quantity == .reflectance else {
        throw Refusal(
          .badInput, "holds counts that are not calibrated", subject: scene.path,
          advice: "say scale and offset in its scene.yaml")
      }
      return (scene: scene, time: time)
    }
    return dated.sorted { a, b in
      a.time.seconds != b.time.seconds ? a.time.seconds < b.time.seconds : a.scene.id < b.scene.id
    }
  }
}
