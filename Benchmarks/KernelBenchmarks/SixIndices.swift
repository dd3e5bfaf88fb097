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

  /// Pixels of the tiles that `index` computes before it hands them on.
  static let tile = 1 << 20

  /// Computes all on `threads` threads, in blocks of `block` pixels; best of five, in seconds.
  ///
  /// With a `tile`, every thread fills buffers of so many pixels again and again, as `index` does; without
  /// one, planes of the whole scene, which is a matter of memory more than of arithmetic.
  func seconds(threads: Int, block: Int, tile: Int = .max) -> Double {
    let share = (pixels / threads + block - 1) / block * block
    let ranges = (0..<threads).map { ($0 * share)..<min(($0 + 1) * share, pixels) }
    // Each of them is used by one thread only.
    nonisolated(unsafe) let results = ranges.map {
      Results(planes: Self.formulas.count, pixels: min($0.count, tile))
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
          let place = (start - range.lowerBound) % result.count
          var span = UnsafeMutableBufferPointer(
            rebasing: result[place..<place + end - start]
          ).mutableSpan
          fill(&span)
        }
      }
    }
  }

  /// The same by walking a tree for each pixel, on one thread; best of five, in seconds a pixel.
  func interpretedSeconds(pixels: Int) -> Double {
    let interpreter = PixelInterpreter(minimumSum: ProgramBuilder.defaultMinimumSum)
    var results = [Float](repeating: 0, count: Self.formulas.count * pixels)
    var bands = [Float](repeating: 0, count: planes.count)
    let time = KernelBenchmarks.best {
      for pixel in 0..<pixels {
        for band in planes.indices { bands[band] = Float(planes[band][pixel]) * 1e-4 }
        bands.withUnsafeBufferPointer { bands in
          results.withUnsafeMutableBufferPointer { results in
            let first = pixel * Self.formulas.count
            var span = UnsafeMutableBufferPointer(
              rebasing: results[first..<first + Self.formulas.count]
            ).mutableSpan
            interpreter.evaluate(bands, into: &span)
          }
        }
      }
    }
    check(results, pixels)
    return time / Double(pixels)
  }

  /// Both must say the same of the first pixels, or the comparison is one of two things.
  private func check(_ interpreted: [Float], _ pixels: Int) {
    let count = min(pixels, ProgramRunner.defaultBlockLength)
    var computed = (0..<Self.formulas.count).map { _ in [Float](repeating: 0, count: count) }
    compute(0..<count, count, into: &computed)
    for (index, values) in computed.enumerated() {
      for (pixel, value) in values.enumerated() {
        precondition(
          abs(interpreted[pixel * Self.formulas.count + index] - value) < 1e-5,
          "the interpreter and the program disagree on \(Self.formulas[index])")
      }
    }
  }
}
