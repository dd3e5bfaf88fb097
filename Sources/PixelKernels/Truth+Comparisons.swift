extension Truth {
  /// a < b; unknown where either number is.
  public static func less(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<UInt8>
  ) {
    compare(a, b, into: &out, holds: { $0 .< $1 }, fails: { $0 .>= $1 })
  }

  /// a <= b; unknown where either number is.
  public static func lessOrEqual(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<UInt8>
  ) {
    compare(a, b, into: &out, holds: { $0 .<= $1 }, fails: { $0 .> $1 })
  }

  /// a == b; unknown where either number is.
  public static func equal(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<UInt8>
  ) {
    // What is neither smaller nor larger is equal or unknown, and the unknown does not equal.
    compare(a, b, into: &out, holds: { $0 .== $1 }, fails: { ($0 .< $1) .| ($0 .> $1) })
  }
}

/// Sixteen neighbouring pixels: their truths fill a vector register of bytes. A plain loop from
/// numbers to bytes takes twice as long, since the compiler narrows every comparison by itself.
private typealias Lanes = SIMD16<Float>
private typealias LaneMask = SIMDMask<SIMD16<Int32>>

extension Truth {
  /// Both directions are asked for: a comparison with NaN fails in either, and stays unknown.
  @inline(__always)
  private static func compare(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<UInt8>,
    holds: (Lanes, Lanes) -> LaneMask, fails: (Lanes, Lanes) -> LaneMask
  ) {
    precondition(a.count == out.count && b.count == out.count, "registers differ in length")
    let whole = out.count - out.count % Lanes.scalarCount
    out.withUnsafeMutableBytes { out in
      a.withUnsafeBytes { a in
        b.withUnsafeBytes { b in
          for i in stride(from: 0, to: whole, by: Lanes.scalarCount) {
            let bytes = i * MemoryLayout<Float>.stride
            let x = a.loadUnaligned(fromByteOffset: bytes, as: Lanes.self)
            let y = b.loadUnaligned(fromByteOffset: bytes, as: Lanes.self)
            out.storeBytes(
              of: truths(holds(x, y), fails(x, y)), toByteOffset: i, as: SIMD16<UInt8>.self)
          }
        }
      }
    }
    guard whole < out.count else { return }
    let x = Lanes(a, from: whole)
    let y = Lanes(b, from: whole)
    let last = truths(holds(x, y), fails(x, y))
    for i in whole..<out.count { out[i] = last[i - whole] }
  }

  @inline(__always)
  private static func truths(_ held: LaneMask, _ failed: LaneMask) -> SIMD16<UInt8> {
    let zero = SIMD16<Int32>(repeating: Int32(unknown))
    let one = zero.replacing(with: SIMD16<Int32>(repeating: Int32(isTrue)), where: held)
    let two = zero.replacing(with: SIMD16<Int32>(repeating: Int32(isFalse)), where: failed)
    return SIMD16<UInt8>(truncatingIfNeeded: one | two)
  }
}

extension SIMD16<Float> {
  /// The last pixels of a register, with zeros after them.
  fileprivate init(_ numbers: Span<Float>, from start: Int) {
    self.init(repeating: 0)
    for i in start..<numbers.count { self[i - start] = numbers[i] }
  }
}
