import Foundation
import PixelKernels

/// Median, scale and count of a stack in a file of plain 32-bit numbers, to be compared with other programs
/// (`Benchmarks/baseline.py`).
enum StackFile {
  /// So many pixels at a time: the block of all dates stays in the second cache.
  private static let block = 4096

  /// `stack FILE DATES OUT`: prints the seconds on one thread, without reading, and writes the medians, then the
  /// scales, then the counts.
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 3, let dates = Int(arguments[1]), dates > 0 else {
      FileHandle.standardError.write(Data("kernel-benchmarks stack FILE DATES OUT\n".utf8))
      exit(64)
    }
    let numbers = try Data(contentsOf: URL(fileURLWithPath: arguments[0])).withUnsafeBytes {
      Array($0.bindMemory(to: Float.self))
    }
    let pixels = numbers.count / dates
    var medians = [Float](repeating: 0, count: pixels)
    var (scales, counts) = (medians, medians)
    let statistics = StackStatistics(dates: dates)
    let seconds = KernelBenchmarks.best {
      var stack: [Float] = []
      for start in stride(from: 0, to: pixels, by: block) {
        let part = start..<min(start + block, pixels)
        stack.removeAll(keepingCapacity: true)
        for date in 0..<dates {
          stack += numbers[(date * pixels + part.lowerBound)..<(date * pixels + part.upperBound)]
        }
        medians.withUnsafeMutableBufferPointer { medians in
          scales.withUnsafeMutableBufferPointer { scales in
            counts.withUnsafeMutableBufferPointer { counts in
              var median = UnsafeMutableBufferPointer(rebasing: medians[part]).mutableSpan
              var scale = UnsafeMutableBufferPointer(rebasing: scales[part]).mutableSpan
              var count = UnsafeMutableBufferPointer(rebasing: counts[part]).mutableSpan
              statistics.measure(stack.span, median: &median, scale: &scale, count: &count)
            }
          }
        }
      }
    }
    print(seconds)
    try Data((medians + scales + counts).withUnsafeBytes { Array($0) })
      .write(to: URL(fileURLWithPath: arguments[2]))
  }
}
