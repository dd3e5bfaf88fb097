import Foundation
import PixelKernels
import Spectral

/// Times what scans spend their time on, as ratios to `memcpy` in the same process, and fails where
/// one falls below its floor: a kernel that no longer vectorises reaches a tenth of it.
@main
struct KernelBenchmarks {
  /// Pixels of a plane: more than the caches hold.
  static let pixels = 1 << 24
  static let block = ProgramRunner.defaultBlockLength

  static func main() throws {
    switch CommandLine.arguments.dropFirst().first {
    case "six-indices": return try sixIndices()
    case "stack": return try StackFile.run(Array(CommandLine.arguments.dropFirst(2)))
    default: break
    }
    let green = counts(seed: 1, pixels)
    let swir16 = counts(seed: 2, pixels)
    let greenValues = green.map { Float($0) * 1e-4 }
    let swir16Values = swir16.map { Float($0) * 1e-4 }
    var out = [Float](repeating: 0, count: pixels)

    let copy = best {
      out.withUnsafeMutableBytes { to in
        greenValues.withUnsafeBytes { from in to.copyMemory(from: from) }
      }
    }
    let kernel = best {
      var span = out.mutableSpan
      Arithmetic.normalizedDifference(
        greenValues.span, swir16Values.span, minimumSum: 0.005, into: &span)
    }
    let program = try best(mndwiProgram(green, swir16))
    // Bytes that a pixel moves: a copy one Float in and one out, the kernel one more in, the program
    // two counts in.
    let rate = 8 / copy
    let rows = [
      Row(name: "memcpy of a plane", time: copy, share: 1, floor: nil),
      Row(
        name: "MNDWI kernel on planes of Float", time: kernel, share: 12 / kernel / rate,
        floor: 0.6),
      Row(
        name: "MNDWI > 0 program from UInt16", time: program, share: 4 / program / rate,
        floor: 0.08),
    ]
    print("kernel                                 ns/pixel   share of memcpy's bytes/s (floor)")
    for row in rows { print(row.line(pixels)) }
    if rows.contains(where: \.isTooSlow) { exit(1) }
  }

  /// Megapixels a second for six indices at once; block sizes and threads swept.
  static func sixIndices() throws {
    let indices = try SixIndices(pixels: pixels)
    for threads in [1, 2] {
      for block in [256, 1024, 2048, 8192, 65_536] {
        let rate = Double(pixels) / indices.seconds(threads: threads, block: block) * 1e-6
        let isDefault = block == ProgramRunner.defaultBlockLength
        print(
          String(format: "%d threads, blocks of %6d: %7.1f Mpx/s", threads, block, rate)
            + (isDefault ? "  <- the default" : ""))
      }
    }
    let tile = SixIndices.tile
    let tiled = [1, 2].map { indices.seconds(threads: $0, block: block, tile: tile) }
    for (threads, seconds) in zip([1, 2], tiled) {
      print(
        String(
          format: "%d threads, tile by tile as `index` does: %.1f Mpx/s", threads,
          Double(pixels) / seconds * 1e-6))
    }
    let walked = indices.interpretedSeconds(pixels: 1 << 20)
    print(
      String(
        format:
          "a walk over each pixel, 1 thread: %.1f Mpx/s; the program is %.1f x as fast, %.1f x into "
          + "planes of the whole scene", 1e-6 / walked, walked * Double(pixels) / tiled[0],
        walked * Double(pixels) / indices.seconds(threads: 1, block: block)))
  }

  struct Row {
    var name: String
    var time: Double
    var share: Double
    var floor: Double?
    var isTooSlow: Bool { floor.map { share < $0 } ?? false }

    func line(_ pixels: Int) -> String {
      let nanoseconds = String(format: "%8.2f", time * 1e9 / Double(pixels))
      let limit = floor.map { " (\($0))" } ?? ""
      return name.padding(toLength: 38, withPad: " ", startingAt: 0)
        + nanoseconds + String(format: "%10.2f", share) + limit
    }
  }

  /// Counts of 1/10000 that no compiler can foresee.
  static func counts(seed: UInt32, _ pixels: Int) -> [UInt16] {
    var state = seed
    return (0..<pixels).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt16(state >> 20) + 100
    }
  }

  /// The best of several runs, in seconds.
  static func best(_ body: () -> Void) -> Double {
    (0..<5).map { _ in
      let start = DispatchTime.now().uptimeNanoseconds
      body()
      return Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    }.min() ?? .infinity
  }

  static func mndwiProgram(_ green: [UInt16], _ swir16: [UInt16]) throws -> () -> Void {
    var builder = ProgramBuilder(context: .singleScene)
    _ = try builder.condition(try Expression(parsing: "MNDWI > 0"))
    let program = builder.finish()
    let runner = ProgramRunner(program)
    let planes = program.inputs.map { $0.role == .green ? green : swir16 }
    let scaling = SampleScaling(scale: 1e-4)
    return {
      for start in stride(from: 0, to: pixels, by: block) {
        let end = min(start + block, pixels)
        runner.run(count: end - start) { input, register in
          planes[input].withUnsafeBufferPointer { plane in
            SampleLoad.load(
              UnsafeBufferPointer(rebasing: plane[start..<end]).span, scaling, into: &register)
          }
        }
      }
    }
  }
}
