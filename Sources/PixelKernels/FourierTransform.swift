#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A square of complex numbers, row by row, its real and imaginary parts apart.
public struct ComplexSquare: Sendable {
  /// How many columns, and rows.
  public let side: Int
  /// The real parts.
  public var real: [Double]
  /// The imaginary parts.
  public var imaginary: [Double]

  /// A square of real numbers, row by row; `side * side` of them.
  public init(side: Int, real: [Double]) {
    precondition(real.count == side * side, "a number for every place of the square")
    self.side = side
    self.real = real
    imaginary = [Double](repeating: 0, count: real.count)
  }
}

/// The discrete Fourier transform of squares whose side is a power of two.
///
/// Forward is `X[k] = sum x[n] exp(-2 pi i k n / side)` along columns and rows; the inverse divides by
/// `side * side`, so that it undoes forward. Radix 2, in place (Cooley and Tukey 1965, doi
/// 10.1090/S0025-5718-1965-0178586-1).
public struct FourierTransform: Sendable {
  /// The side of the squares it transforms.
  public let side: Int
  /// exp(-2 pi i k / side) for the first half of the circle.
  private let cosines, sines: [Double]
  /// Where each place goes when the bits of its number are reversed.
  private let reversed: [Int]

  /// A transform of squares of `side` x `side`; `side` is a power of two, at least 2.
  public init(side: Int) {
    precondition(side >= 2 && side & (side - 1) == 0, "the side is a power of two")
    self.side = side
    let angles = (0..<side / 2).map { -2 * Double.pi * Double($0) / Double(side) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
    let bits = side.trailingZeroBitCount
    reversed = (0..<side).map { number in
      (0..<bits).reduce(0) { $0 << 1 | (number >> $1 & 1) }
    }
  }

  /// Transforms forward, in place.
  public func forward(_ square: inout ComplexSquare) { lines(of: &square) }

  /// Undoes `forward`, in place.
  public func inverse(_ square: inout ComplexSquare) {
    // The inverse is the forward transform with the two parts exchanged, before and after.
    swap(&square.real, &square.imaginary)
    lines(of: &square)
    swap(&square.real, &square.imaginary)
    let share = 1 / Double(side * side)
    for i in square.real.indices {
      square.real[i] *= share
      square.imaginary[i] *= share
    }
  }

  private func lines(of square: inout ComplexSquare) {
    precondition(square.side == side, "the transform is made for another side")
    square.real.withUnsafeMutableBufferPointer { real in
      square.imaginary.withUnsafeMutableBufferPointer { imaginary in
        for line in 0..<side {
          transform(Line(real: real, imaginary: imaginary, start: line * side, step: 1))
        }
        for line in 0..<side {
          transform(Line(real: real, imaginary: imaginary, start: line, step: side))
        }
      }
    }
  }

  /// A row or a column of a square.
  private struct Line {
    let real, imaginary: UnsafeMutableBufferPointer<Double>
    let start, step: Int
  }

  private func transform(_ line: Line) {
    let (real, imaginary, start, step) = (line.real, line.imaginary, line.start, line.step)
    for (from, to) in reversed.enumerated() where from < to {
      real.swapAt(start + from * step, start + to * step)
      imaginary.swapAt(start + from * step, start + to * step)
    }
    var half = 1
    while half < side {
      let turn = side / (2 * half)
      var first = 0
      while first < side {
        for k in 0..<half {
          let (c, s) = (cosines[k * turn], sines[k * turn])
          let a = start + (first + k) * step
          let b = a + half * step
          let turnedReal = real[b] * c - imaginary[b] * s
          let turnedImaginary = real[b] * s + imaginary[b] * c
          real[b] = real[a] - turnedReal
          imaginary[b] = imaginary[a] - turnedImaginary
          real[a] += turnedReal
          imaginary[a] += turnedImaginary
        }
        first += 2 * half
      }
      half *= 2
    }
  }
}
