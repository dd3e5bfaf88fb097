/// Every length around the vector widths in use, the empty one included.
let lengths = Array(0...20) + [31, 32, 33, 47, 48, 49]

/// Numbers that have gone wrong somewhere before, and ordinary ones between them.
let awkward: [Float] = [
  0, -0.0, 0.25, -0.25, 1, -1, 2, -2, 3, .nan, .infinity, -.infinity, 1e30, -1e30, 1e-30,
  .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 0.005, 88, 90, 0.5,
]

/// `count` awkward numbers, starting anywhere.
func numbers(_ count: Int, from start: Int, step: Int = 1) -> [Float] {
  (0..<count).map { awkward[(start + $0 * step) % awkward.count] }
}

/// Runs a kernel on a register between sentinels; the register, or nil where a sentinel was hit.
func guarded<Sample: BitwiseCopyable & Equatable>(
  _ count: Int, sentinel: Sample, _ kernel: (inout MutableSpan<Sample>) -> Void
) -> [Sample]? {
  let margin = 32
  var memory = [Sample](repeating: sentinel, count: count + 2 * margin)
  memory.withUnsafeMutableBufferPointer { memory in
    var register = UnsafeMutableBufferPointer(rebasing: memory[margin..<(margin + count)])
      .mutableSpan
    kernel(&register)
  }
  let outside = memory.prefix(margin) + memory.suffix(margin)
  guard outside.allSatisfy({ $0 == sentinel }) else { return nil }
  return Array(memory[margin..<(margin + count)])
}

/// What a register holds for a result worked out in `Double`: unknown where it is not finite there
/// or does not fit.
func known(_ value: Double) -> Float {
  let rounded = Float(value)
  return rounded.isFinite ? rounded : .nan
}

/// Whether two numbers agree to `ulps` units in the last place, unknown with unknown.
func agree(_ a: Float, _ b: Float, ulps: Float = 0) -> Bool {
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
  return abs(a - b) <= ulps * max(a.ulp, b.ulp)
}
