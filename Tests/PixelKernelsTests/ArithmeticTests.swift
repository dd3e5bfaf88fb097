import Foundation
import Testing

@testable import PixelKernels

@Suite("Arithmetic on registers")
struct ArithmeticTests {
  typealias Binary = (Span<Float>, Span<Float>, inout MutableSpan<Float>) -> Void
  typealias Unary = (Span<Float>, inout MutableSpan<Float>) -> Void

  /// Compares with the definition in `Double`, for all lengths and all pairs of awkward numbers.
  func compare(_ kernel: Binary, ulps: Float = 0, with definition: (Double, Double) -> Double) {
    for count in lengths {
      for start in 0..<awkward.count {
        let a = numbers(count, from: start)
        let b = numbers(count, from: start * 5 + 3, step: 7)
        let result = guarded(count, sentinel: Float(7)) { kernel(a.span, b.span, &$0) }
        guard let result else {
          Issue.record("wrote outside its register of \(count)")
          return
        }
        for i in 0..<count {
          let wanted = known(definition(Double(a[i]), Double(b[i])))
          guard agree(result[i], wanted, ulps: ulps) else {
            Issue.record("\(a[i]) and \(b[i]) gave \(result[i]), not \(wanted)")
            return
          }
        }
      }
    }
  }

  func compare(_ kernel: Unary, ulps: Float = 0, with definition: (Double) -> Double) {
    compare({ a, _, out in kernel(a, &out) }, ulps: ulps) { a, _ in definition(a) }
  }

  @Test("adds") func adds() { compare(Arithmetic.add) { $0 + $1 } }
  @Test("subtracts") func subtracts() { compare(Arithmetic.subtract) { $0 - $1 } }
  @Test("multiplies") func multiplies() { compare(Arithmetic.multiply) { $0 * $1 } }
  @Test("divides, by zero into the unknown") func divides() {
    compare(Arithmetic.divide) { $1 == 0 ? .nan : $0 / $1 }
  }
  @Test("takes the smaller, unknown where either is") func minimum() {
    compare(Arithmetic.minimum) { $0.isNaN || $1.isNaN ? .nan : min($0, $1) }
  }
  @Test("takes the larger, unknown where either is") func maximum() {
    compare(Arithmetic.maximum) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
  }
  @Test("negates") func negates() { compare(Arithmetic.negate) { -$0 } }
  @Test("takes the absolute value") func absolute() { compare(Arithmetic.absolute) { abs($0) } }
  @Test("takes roots, of negative numbers into the unknown") func roots() {
    compare(Arithmetic.squareRoot) { $0 < 0 ? .nan : $0.squareRoot() }
  }
  @Test("takes exponentials, overflowing into the unknown") func exponentials() {
    compare(Arithmetic.exponential, ulps: 1) { exp($0) }
  }
  @Test("takes logarithms, of what is not positive into the unknown") func logarithms() {
    compare(Arithmetic.logarithm, ulps: 1) { $0 <= 0 ? .nan : log($0) }
  }
  @Test("takes powers, unknown where either number is") func powers() {
    compare(Arithmetic.power, ulps: 1) { $0.isNaN || $1.isNaN ? .nan : pow($0, $1) }
  }

  @Test("normalised difference is unknown where the sum is not above the smallest")
  func normalizedDifference() {
    for smallest in [Float(0.005), 0] {
      let kernel: Binary = { a, b, out in
        Arithmetic.normalizedDifference(a, b, minimumSum: smallest, into: &out)
      }
      compare(kernel, ulps: 2) { a, b in
        // The register's own sum decides, so that one that overflows is unknown.
        let sum = Double(Float(a) + Float(b))
        return sum > Double(smallest) && sum.isFinite ? (a - b) / (a + b) : .nan
      }
    }
  }

  @Test("sums squares of differences") func squares() {
    compare(Arithmetic.squaredDifference, ulps: 2) { a, b in
      let difference = Double(Float(a) - Float(b))
      return difference * difference
    }
    let total: Binary = { a, b, out in
      let half = [Float](repeating: 0.5, count: a.count)
      Arithmetic.addSquaredDifference(half.span, a, b, into: &out)
    }
    compare(total, ulps: 2) { a, b in
      let difference = Double(Float(a) - Float(b))
      return 0.5 + difference * difference
    }
  }

  @Test("products and sums with constants are rounded after each step", arguments: awkward)
  func weighted(_ p: Float) {
    // Products rounded to Float, so that Double's sum of two is what one rounding is taken of.
    let product = { (a: Double, p: Float) in Double(known(Double(Float(a) * p))) }
    for q in [Float(0.5), -1, 3e38] {
      compare({ a, out in Arithmetic.linear(a, times: p, plus: q, into: &out) }) { a in
        product(a, p) + Double(q)
      }
      compare({ a, b, out in
        Arithmetic.weightedSum(a, times: p, plus: b, times: q, into: &out)
      }) { a, b in product(a, p) + product(b, q) }
    }
  }

  @Test("registers of different lengths are a bug")
  func lengthsDiffer() async {
    await #expect(processExitsWith: .failure) {
      let long: [Float] = [1, 2, 3]
      var short: [Float] = [1, 2]
      var out = short.mutableSpan
      Arithmetic.add(long.span, long.span, into: &out)
    }
  }
}
