import Dispatch
import PixelKernels
import Spectral

/// Six indices of one scene at once, from counts in memory to planes in memory, on some threads: what
/// an analyst would otherwise do formula by formula.
struct SixIndices {
  static let formulas = ["NDVI", "NDWI", "MNDWI", "NBR", "BSI", "AWEInsh"]

  let pixels: Int
  let program: Program
  let planes: [[UInt16]]

  init(pixels: Int) throws {
    self.pixels = pixels
    var builder = ProgramBuilder(context: .singleScene)
    for name in Self.formulas { _ = try builder.number(index: name, date: .only) }
    program = builder.finish()
    planes = program.inputs.indices.map { KernelBenchmarks.counts(seed: UInt32($0 + 1), pixels) }
  }

  /// The planes that one thread writes, allocated and touched before the clock starts.
  private final class Results {
    var planes: [[Float]]
    init(planes: Int, pixels: Int) {
      self.planes = (0..<planes).map { _ in [Float](repeating: 0, count: pixels) }
    }
  }

  /// Computes all on `threads` threads, in blocks of `block` pixels; best of five, in seconds.
  func seconds(threads: Int, block: Int) -> Double {
    let share = (pixels / threads + block - 1) / block * block
    let ranges = (0..<threads).map { ($0 * share)..<min(($0 + 1) * share, pixels) }
    nonisolated(unsafe) let results = ranges.map {
      Results(planes: Self.formulas.count, pixels: $0.count)  // each used by one thread only
    }
    return (0..<5).map { _ in
      let start = DispatchTime.now().uptimeNanoseconds
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        compute(ranges[thread], block, into: &results[thread].planes)
      }
      return Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    }.min() ?? .infinity
  }

  private func compute(_ range: Range<Int>, _ block: Int, into results: inout [[Float]]) {
    let runner = ProgramRunner(program, blockLength: block)
    let scaling = SampleScaling(scale: 1e-4)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: block) {
      let end = min(start + block, range.upperBound)
      runner.run(count: end - start) { input, register in
        planes[input].withUnsafeBufferPointer { plane in
          SampleLoad.load(
            UnsafeBufferPointer(rebasing: plane[start..<end]).span, scaling, into: &register)
        }
      } place: { output, fill in
        results[output].withUnsafeMutableBufferPointer { result in
          let place = start - range.lowerBound
          var span = UnsafeMutableBufferPointer(
            rebasing: result[place..<place + end - start]
          ).mutableSpan
          fill(&span)
        }
      }
    }
  }
}
