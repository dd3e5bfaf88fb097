import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Everything an index map has decided before a pixel moves.
public struct IndexPlan: Sendable {
  /// Where a layer stands in the program.
  enum Output: Sendable {
    case number(NumberOutput)
    case condition(ConditionOutput)
  }

  /// What was asked.
  public var request: IndexRequest
  /// The grid, the bands and the mask.
  public var reading: ReadPlan
  /// The windows of the map, in order.
  public var windows: [PixelWindow]
  /// The pixels inside the region; nil means all.
  public var spans: RowSpans?
  var program: Program
  var outputs: [Output]

  /// Decides how a request is carried out, or refuses it with the reason.
  public init(_ request: IndexRequest) throws {
    self.request = request
    var builder = ProgramBuilder(
      catalogue: request.formulas.catalogue, context: .singleScene,
      constants: try request.formulas.constants(of: request.scene))
    outputs = try request.layers.map { layer in
      builder.glint = layer.glint
      do {
        return layer.formula.kindOfResult == .number
          ? .number(try builder.number(layer.formula))
          : .condition(try builder.condition(layer.formula))
      } catch let error as ExpressionError {
        throw Refusal(.usage, "\(error)", subject: layer.name)
      }
    }
    program = builder.finish()
    let scene = request.scene
    let missing = program.inputs.map(\.role).filter { scene.bands[$0] == nil }
    guard missing.isEmpty else {
      throw Refusal(
        .nothingToJudge, "lacks \(missing.map(\.rawValue).joined(separator: ", "))",
        subject: scene.path,
        advice: "tianyan indices --for \(scene.path) lists what can be made of it")
    }
    let whole = try Self.reading(request, program, on: scene.grid)
    let shared = whole.allBands.compactMap(\.coverage).reduce(whole.grid.window as PixelWindow?) {
      window, coverage in window?.intersection(coverage)
    }
    guard let covered = shared else {
      throw Refusal(.nothingToJudge, "its bands do not overlap", subject: scene.path)
    }
    var grid = whole.grid.cropped(to: covered)
    try WorkLimit.check(grid, subject: scene.path)
    if let region = request.region {
      guard let bounds = try region.spans(on: grid).bounds else {
        throw Refusal(
          .nothingToJudge, "holds no pixel of the scene", subject: "region \(region.name)")
      }
      grid = grid.cropped(to: bounds)
      spans = try region.spans(on: grid)
    }
    try WorkLimit.check(reading: grid.window.area, of: grid, subject: scene.path)
    reading = try Self.reading(request, program, on: grid)
    windows = grid.tiles(reading.tileShape())
  }

  private static func reading(_ request: IndexRequest, _ program: Program, on grid: Grid)
    throws -> ReadPlan
  {
    try ReadPlan(
      program.inputs, of: [.only: request.scene], on: grid, resampling: request.resampling,
      isPlain: request.plain)
  }
}
