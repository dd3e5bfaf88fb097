import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Runs the programs of a stack's scenes on tiles. One belongs to each worker; it keeps the files of all scenes open,
/// but the pixels of one scene at a time.
final class StackReader<Outputs: Sendable> {
  private let stack: SceneStack<Outputs>
  private var readers: [Int: TileReader] = [:]
  private var runners: [Int: ProgramRunner] = [:]

  init(_ stack: SceneStack<Outputs>) { self.stack = stack }

  /// Runs the program of a scene on the part of `window` that the scene reaches, block by block; what is not clear is
  /// unknown. `take` finds a block's results in the runner and belongs at a place of the window's pixels.
  func run(
    _ number: Int, in window: PixelWindow,
    _ take: (_ runner: ProgramRunner, _ place: Range<Int>) -> Void
  ) throws {
    let layer = stack.layers[number]
    guard let inside = layer.window.flatMap({ $0.intersection(window) }) else { return }
    let reader = readers[number] ?? TileReader(layer.reading)
    readers[number] = reader
    let runner = runners[number] ?? ProgramRunner(layer.program)
    runners[number] = runner
    reader.move(to: inside)
    defer { reader.release() }
    let inputs = try reader.loaded(by: layer.program)
    let reasons = try reader.reasons(.only)?.samples(as: UInt16.self)
    for (source, target) in Self.pieces(inside, of: window) {
      for start in stride(from: 0, to: source.count, by: runner.blockLength) {
        let count = min(runner.blockLength, source.count - start)
        let block = source.lowerBound + start..<source.lowerBound + start + count
        runner.run(count: count) { input, register in
          let isMissing = inputs[input].samples.load(
            block, inputs[input].calibration, into: &register)
          // The mask of the scene says nothing of the baseline.
          guard let reasons, input < layer.program.inputs.count else { return isMissing }
          let isUnclear = Unknown.spread(
            from: UnsafeBufferPointer(rebasing: reasons[block]).span,
            bits: stack.unclear.rawValue, to: &register)
          return isMissing || isUnclear
        }
        take(runner, target + start..<target + start + count)
      }
    }
  }

  /// The pixels of `inside` in pieces that are one behind another in `window` too, with their places there.
  private static func pieces(_ inside: PixelWindow, of window: PixelWindow) -> [(Range<Int>, Int)] {
    guard inside != window else { return [(0..<window.area, 0)] }
    return inside.rows.map { row in
      let run = PixelRun(row: row, columns: inside.columns)
      return (inside.positions(of: run), window.positions(of: run).lowerBound)
    }
  }
}
