import Foundation
import PixelKernels
import Spectral

/// Times what scans spend their time on, as ratios to `memcpy` in the same process, and fails where
/// one falls below its floor: half of what was measured, a tenth of which a kernel that no longer
/// vectorises would reach.
@main
struct KernelBenchmarks {
  /// Pixels of a plane: more than the caches hold.
  static let pixels = 1 << 24
  static let block = ProgramRunner.defaultBlockLength

  static func main() throws {
    let green = plane(seed: 1)
    let swir16 = plane(seed: 2)
    var out = [Float](repeating: 0, count: pixels)

    let copy = best {
      out.withUnsafeMutableBytes { to in
        green.values.withUnsafeBytes { from in to.copyMemory(from: from) }
      }
    }
    let kernel = best {
      var span = out.mutableSpan
      Arithmetic.normalizedDifference(
        green.values.span, swir16.values.span, minimumSum: 0.005, into: &span)
    }
    let program = try best(mndwiProgram(green.counts, swir16.counts))
    let rows = [
      Row(name: "memcpy of a plane", time: copy, floor: nil, copy: copy),
      Row(name: "MNDWI kernel on planes of Float", time: kernel, floor: 0.2, copy: copy),
      Row(name: "MNDWI > 0 program from UInt16", time: program, floor: 0.12, copy: copy),
    ]
    print("kernel                                 ns/pixel   memcpy's time over its own (floor)")
    for row in rows { print(row.line(pixels)) }
    if rows.contains(where: \.isTooSlow) { exit(1) }
  }

  struct Row {
    var name: String
    var time: Double
    var floor: Double?
    var copy: Double
    var ratio: Double { copy / time }
    var isTooSlow: Bool { floor.map { ratio < $0 } ?? false }

    func line(_ pixels: Int) -> String {
      let nanoseconds = String(format: "%8.2f", time * 1e9 / Double(pixels))
      let limit = floor.map { " (\($0))" } ?? ""
      return name.padding(toLength: 38, withPad: " ", startingAt: 0)
        + nanoseconds + String(format: "%10.2f", ratio) + limit
    }
  }

  struct Plane {
    var values: [Float]
    var counts: [UInt16]
  }

  /// Reflectances that no compiler can foresee, as Float and as counts of 1/10000.
  static func plane(seed: UInt32) -> Plane {
    var state = seed
    let counts = (0..<pixels).map { _ -> UInt16 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt16(state >> 20) + 100
    }
    let values = counts.map { Float($0) * 1e-4 }
    return Plane(values: values, counts: counts)
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
