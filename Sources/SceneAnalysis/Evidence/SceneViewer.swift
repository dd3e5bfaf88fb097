import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Looks at places of one scene. Its files are opened once and read by window, so what a look costs
/// does not grow with the scene; it belongs to one worker.
public final class SceneViewer {
  /// The scene, as it is read.
  public let scene: Scene
  /// The grid that windows count on.
  public let grid: Grid
  private let reader: TileReader
  /// The pixels of the grid that every band can be read on.
  private let coverage: PixelWindow?
  private let constants: IndexConstants
  private let catalogue: IndexCatalogue
  private var calculators: [String: IndexCalculator?] = [:]

  private static let colours: [BandRole] = [.red, .green, .blue]
  /// About so many pixels are read at a time.
  private static let pixelsAStrip = 1 << 20

  /// A viewer of a scene on a grid; refuses one without red, green and blue.
  public init(
    _ scene: Scene, on grid: Grid, resampling: Resampling = .bilinear,
    formulas: FormulaSettings = FormulaSettings()
  ) throws {
    for role in Self.colours where scene.bands[role] == nil {
      throw Refusal(
        .badInput, "has no \(role.rawValue) band to draw", subject: scene.path,
        advice: "evidence needs red, green and blue")
    }
    self.scene = scene
    self.grid = grid
    constants = try formulas.constants(of: scene)
    catalogue = formulas.catalogue
    let plan = try ReadPlan(
      scene.bands.keys.map { BandReference(date: .only, role: $0) }, of: [.only: scene], on: grid,
      resampling: resampling, isPlain: false)
    reader = TileReader(plan)
    coverage = plan.allBands.compactMap(\.coverage).reduce(grid.window as PixelWindow?) {
      $0?.intersection($1)
    }
  }

  /// Whether a scene has the bands that are drawn.
  public static func canDraw(_ scene: Scene) -> Bool {
    colours.allSatisfy { scene.bands[$0] != nil }
  }

  /// What a window shows, which may reach beyond the scene; of `index` where one is named.
  public func view(_ window: PixelWindow, shrink: Int, index: IndexDefinition?) throws -> SceneView
  {
    precondition(shrink > 0 && !window.isEmpty, "a view has cells")
    let calculator = try index.flatMap { try self.calculator(of: $0) }
    var sums = ViewSums(window, shrink: shrink)
    let height = max(1, Self.pixelsAStrip / (window.width * shrink)) * shrink
    for row in stride(from: window.row, to: window.rows.upperBound, by: height) {
      let strip = PixelWindow(
        column: window.column, row: row, width: window.width,
        height: min(height, window.rows.upperBound - row))
      guard let inside = coverage?.intersection(strip) else { continue }
      reader.move(to: inside)
      let colours = try Self.colours.map { try values(of: $0, count: inside.area) }
      let numbers = try calculator.map { try $0.values(reader, count: inside.area) }
      let reasons = try reader.reasons(.only)?.samples(as: UInt16.self)
      sums.add(inside) { position, cell in
        let colour = SIMD4(
          colours[0][position], colours[1][position], colours[2][position], 1)
        let seen = MaskReasons(rawValue: reasons?[position] ?? 0)
        let isHidden = !seen.isDisjoint(with: .blocking)
        cell.read += 1
        if isHidden { cell.hidden += 1 } else if !seen.isEmpty { cell.doubtful += 1 }
        if !(colour.x + colour.y + colour.z).isNaN { cell.colour += colour }
        if !isHidden, let value = numbers?[position], !value.isNaN {
          cell.index += SIMD2(value, 1)
        }
      }
    }
    return sums.view(hasIndex: calculator != nil)
  }

  /// What the scene tells of the pixels inside rings of map coordinates.
  public func look(inside rings: [[MapPoint]], index: IndexDefinition?) throws -> SiteLook {
    let calculator = try index.flatMap { try self.calculator(of: $0) }
    var look = SiteLook(
      scene: scene.id, time: scene.acquired?.text, pixels: 0, observed: 0, clear: 0, mean: nil,
      reasons: [])
    guard let bounds = Self.bounds(of: rings, on: grid) else { return look }
    let spans = RowSpans(inside: rings, of: grid.cropped(to: bounds))
    look.pixels = spans.count
    guard let inside = coverage?.intersection(bounds) else { return look }
    reader.move(to: inside)
    let numbers = try calculator.map { try $0.values(reader, count: inside.area) }
    let reasons = try reader.reasons(.only)?.samples(as: UInt16.self)
    var sum = ExactSum()
    var all: MaskReasons = []
    for row in inside.rows {
      let columns = inside.column - bounds.column..<inside.columns.upperBound - bounds.column
      for range in spans.ranges(row: row - bounds.row, columns: columns) {
        for column in range {
          let position =
            (row - inside.row) * inside.width + column + bounds.column - inside.column
          let seen = MaskReasons(rawValue: reasons?[position] ?? 0)
          all.formUnion(seen)
          if seen.isEmpty { look.clear += 1 }
          guard seen.isDisjoint(with: .blocking) else { continue }
          look.observed += 1
          if let value = numbers?[position], !value.isNaN { sum.add(value) }
        }
      }
    }
    look.mean = sum.mean
    look.reasons = all.names
    return look
  }

  private func values(of role: BandRole, count: Int) throws -> [Float] {
    let band = try reader.band(BandReference(date: .only, role: role))
    var values = [Float](repeating: 0, count: count)
    var span = values.mutableSpan
    _ = band.samples.load(0..<count, band.calibration, into: &span)
    return values
  }

  /// What computes an index; nil where the scene lacks a band for it.
  private func calculator(of index: IndexDefinition) throws -> IndexCalculator? {
    if let known = calculators[index.name] { return known }
    let made = try IndexCalculator(index, catalogue: catalogue, constants: constants)
    let usable = made.roles.allSatisfy { scene.bands[$0] != nil } ? made : nil
    calculators[index.name] = usable
    return usable
  }

  /// The smallest window that holds rings; nil where they have no point near the grid.
  private static func bounds(of rings: [[MapPoint]], on grid: Grid) -> PixelWindow? {
    let pixels = rings.joined().map { grid.affine.pixel($0) }
    guard let columns = pixels.map(\.column).minAndMax, let rows = pixels.map(\.row).minAndMax,
      columns.min >= -Double(grid.width), rows.min >= -Double(grid.height),
      columns.max <= 2 * Double(grid.width), rows.max <= 2 * Double(grid.height)
    else { return nil }
    let left = Int(columns.min.rounded(.down))
    let top = Int(rows.min.rounded(.down))
    return PixelWindow(
      column: left, row: top, width: max(1, Int(columns.max.rounded(.up)) - left),
      height: max(1, Int(rows.max.rounded(.up)) - top))
  }
}

extension ViewSums {
  /// Hands each pixel of a window, by its place there, the cell that it belongs to.
  mutating func add(_ inside: PixelWindow, _ body: (_ position: Int, inout Cell) -> Void) {
    var position = 0
    for row in inside.rows {
      let line = (row - window.row) / shrink * columns
      for column in inside.columns {
        body(position, &cells[line + (column - window.column) / shrink])
        position += 1
      }
    }
  }
}

/// Computes one index over windows.
private final class IndexCalculator {
  private let runner: ProgramRunner
  private let output: NumberOutput

  init(_ index: IndexDefinition, catalogue: IndexCatalogue, constants: IndexConstants) throws {
    var builder = ProgramBuilder(
      catalogue: catalogue, context: .singleScene, constants: constants)
    do {
      output = try builder.number(index.formula)
    } catch {
      throw Refusal(.badInput, "\(error)", subject: index.name)
    }
    runner = ProgramRunner(builder.finish())
  }

  /// The bands that it reads.
  var roles: [BandRole] { runner.program.inputs.map(\.role) }

  /// The index at every pixel of the window that the reader has moved to; NaN where it is unknown.
  func values(_ reader: TileReader, count: Int) throws -> [Float] {
    let inputs = try runner.program.inputs.map { try reader.band($0) }
    var values: [Float] = []
    values.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: runner.blockLength) {
      let block = start..<min(start + runner.blockLength, count)
      runner.run(count: block.count) { input, register in
        inputs[input].samples.load(block, inputs[input].calibration, into: &register)
      }
      runner.withNumbers(output) { numbers in
        for i in 0..<block.count { values.append(numbers[unchecked: i]) }
      }
    }
    return values
  }
}
