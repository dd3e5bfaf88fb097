#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How far one image lies from another.
public struct Displacement: Hashable, Sendable {
  /// Where what the first shows at column 0 lies in the second, in pixels to the right.
  public var columns: Double
  /// The same in pixels down.
  public var rows: Double
  /// How much the peak of the correlation stands out: its height over that of the next one, 1 and up.
  /// Images that have nothing in common stay below 2.
  public var peakRatio: Double

  /// A displacement from its parts.
  public init(columns: Double, rows: Double, peakRatio: Double) {
    self.columns = columns
    self.rows = rows
    self.peakRatio = peakRatio
  }
}

/// Measures the shift between two squares of pixels by the phase of their spectra (Kuglin and Hines
/// 1975), which neither gain nor offset nor any filter that both images share changes.
///
/// Every frequency counts alike, but for a Gaussian that fades out the fine ones, where noise and
/// aliasing are: the correlation of two shifted images is then itself a Gaussian round the shift, and
/// a parabola through the logarithms of three neighbours gives its middle exactly.
///
/// Each image is seen through a window that fades out towards the edges. Windows that stay where they
/// are would draw the result towards zero, so it is measured twice, the second time with windows that
/// lie as far apart as the first result says.
public struct PhaseCorrelation: Sendable {
  /// The side of the squares.
  public let side: Int
  private let transform: FourierTransform
  /// The weight of each frequency along one axis.
  private let weights: [Double]

  /// Peaks nearer than this to the highest one are its own flanks, in standard deviations.
  private static let flank = 4.0

  private let flankWidth: Int

  /// A correlation of squares of `side` x `side` pixels, `side` a power of two; `smoothing` is the
  /// standard deviation, in pixels, of the Gaussian that the correlation is blurred by: about the size
  /// of the smallest detail that both images resolve.
  public init(side: Int, smoothing: Double = 1) {
    precondition(smoothing > 0, "the Gaussian has a width")
    self.side = side
    transform = FourierTransform(side: side)
    weights = (0..<side).map { k in
      let frequency = Double(k <= side / 2 ? k : k - side) / Double(side)
      let exponent = Double.pi * smoothing * frequency
      return exp(-2 * exponent * exponent)
    }
    flankWidth = Int((Self.flank * smoothing).rounded(.up))
  }

  /// Where what `first` shows lies in `second`; nil where one of them is flat. Pixels go row by row and
  /// are all known; a shift beyond a quarter of the side is not to be trusted.
  public func displacement(from first: [Double], to second: [Double]) -> Displacement? {
    guard let rough = displacement(from: first, to: second, columns: 0, rows: 0) else { return nil }
    let farthest = Double(side) / 4
    return displacement(
      from: first, to: second, columns: min(max(rough.columns, -farthest), farthest),
      rows: min(max(rough.rows, -farthest), farthest))
  }

  /// The same through windows that lie `columns` and `rows` apart.
  private func displacement(
    from first: [Double], to second: [Double], columns: Double, rows: Double
  ) -> Displacement? {
    guard var product = windowed(first, columns: -columns / 2, rows: -rows / 2),
      var other = windowed(second, columns: columns / 2, rows: rows / 2)
    else { return nil }
    transform.forward(&product)
    transform.forward(&other)
    for row in 0..<side {
      for column in 0..<side {
        let i = row * side + column
        let (a, b) = (product.real[i], product.imaginary[i])
        let (c, d) = (other.real[i], other.imaginary[i])
        let real = c * a + d * b
        let imaginary = d * a - c * b
        let length = (real * real + imaginary * imaginary).squareRoot()
        let weight = length > 0 ? weights[row] * weights[column] / length : 0
        product.real[i] = real * weight
        product.imaginary[i] = imaginary * weight
      }
    }
    transform.inverse(&product)
    return peak(of: product.real)
  }

  /// The pixels less their mean, faded out round a place so far from the middle; nil where all are alike.
  private func windowed(_ pixels: [Double], columns: Double, rows: Double) -> ComplexSquare? {
    let mean = pixels.reduce(0, +) / Double(pixels.count)
    guard pixels.contains(where: { $0 != pixels[0] }), mean.isFinite else { return nil }
    let (across, down) = (window(at: columns), window(at: rows))
    var square = ComplexSquare(side: side, real: pixels)
    for row in 0..<side {
      for column in 0..<side {
        let i = row * side + column
        square.real[i] = (pixels[i] - mean) * down[row] * across[column]
      }
    }
    return square
  }

  /// A Hann window whose middle lies `offset` pixels from the middle of the side.
  private func window(at offset: Double) -> [Double] {
    (0..<side).map { place in
      let distance = (Double(place) + 0.5 - offset) / Double(side) - 0.5
      return abs(distance) < 0.5 ? 0.5 + 0.5 * cos(2 * Double.pi * distance) : 0
    }
  }

  private func peak(of surface: [Double]) -> Displacement? {
    guard let highest = surface.indices.max(by: { surface[$0] < surface[$1] }),
      surface[highest] > 0
    else { return nil }
    let (row, column) = (highest / side, highest % side)
    func height(_ row: Int, _ column: Int) -> Double {
      surface[(row + side) % side * side + (column + side) % side]
    }
    /// The distance round the circle, since the surface goes on at its other edge.
    func distance(_ a: Int, _ b: Int) -> Int { min(abs(a - b), side - abs(a - b)) }
    var next = 0.0
    for i in surface.indices where surface[i] > next {
      if max(distance(i / side, row), distance(i % side, column)) > flankWidth {
        next = surface[i]
      }
    }
    let top = surface[highest]
    let columns = Double(column) + summit(height(row, column - 1), top, height(row, column + 1))
    let rows = Double(row) + summit(height(row - 1, column), top, height(row + 1, column))
    return Displacement(
      columns: signed(columns), rows: signed(rows), peakRatio: next > 0 ? top / next : .infinity)
  }

  /// The place of the summit of a Gaussian from its heights at -1, 0 and 1, where 0 is the highest.
  private func summit(_ left: Double, _ middle: Double, _ right: Double) -> Double {
    let least = middle * 1e-9  // a neighbour at or below zero is no Gaussian's flank
    let (a, b, c) = (log(max(left, least)), log(middle), log(max(right, least)))
    let bend = a - 2 * b + c
    return bend < 0 ? 0.5 * (a - c) / bend : 0
  }

  private func signed(_ place: Double) -> Double {
    place > Double(side) / 2 ? place - Double(side) : place
  }
}
