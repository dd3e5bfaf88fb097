import PixelKernels

/// What a pair itself says of its noise and its spread: the units of all evidence.
struct BuiltUpScales: Sendable {
  /// A middle and a spread around it.
  struct Unit: Hashable, Sendable {
    var middle: Float = 0
    var spread: Float = 1

    init() {}

    /// The median of the known values and 1.4826 times the median distance from it, which is the
    /// deviation where values are normal.
    init(of values: [Float]) {
      guard let middle = Self.median(values) else { return }
      self.middle = middle
      spread = max(1.4826 * (Self.median(values.map { abs($0 - middle) }) ?? 0), Self.least)
    }

    /// No plane is so even; a constant one must not make its noise infinite.
    private static let least: Float = 1e-6

    static func median(_ values: [Float]) -> Float? {
      let known = values.filter { !$0.isNaN }.sorted()
      return known.isEmpty ? nil : known[known.count / 2]
    }

    func callAsFunction(_ value: Float) -> Float { (value - middle) / spread }
  }

  /// The lines that bring AFTER onto BEFORE, one a band.
  var lines: [NoChangeRegression.Line]
  /// The change of each band after that.
  var changes: [Unit] = []
  /// The middle of each band before, which stands in where nothing is known.
  var fill: [Float]
  /// The middle of the sizes of change.
  var noise: Float = 1
  /// Each evidence but the magnitude.
  var units: [BuiltUpModel.Evidence: Unit] = [:]

  /// So many values are enough for a median.
  private static let mostValues = 1 << 17

  /// Measures windows of both dates: for each the planes of BEFORE's bands, then of AFTER's, NaN in all
  /// of them where one is unknown.
  init(_ windows: [(planes: [[Float]], width: Int)]) {
    let bands = BuiltUpModel.roles.count
    let total = windows.reduce(0) { $0 + $1.planes[0].count }
    let step = max(1, total / Self.mostValues)
    func sampled(_ plane: (Int) -> [Float]) -> [Float] {
      windows.indices.flatMap { window in
        let values = plane(window)
        return stride(from: 0, to: values.count, by: step).map { values[$0] }
      }
    }
    let samples = (0..<2 * bands).map { band in sampled { windows[$0].planes[band] } }
    let known = samples[0].indices.filter { !samples[0][$0].isNaN }
    func doubles(_ band: Int) -> [Double] { known.map { Double(samples[band][$0]) } }
    let fit = NoChangeRegression(
      before: (0..<bands).map(doubles), after: (bands..<2 * bands).map(doubles))
    lines =
      fit?.lines
      ?? [NoChangeRegression.Line](repeating: .identity, count: bands)
    fill = (0..<bands).map { Unit.median(samples[$0]) ?? 0 }
    let gains = lines
    changes = (0..<bands).map { band in
      let (gain, offset) = (Float(gains[band].gain), Float(gains[band].offset))
      return Unit(
        of: zip(samples[band], samples[bands + band]).map { gain * $1 + offset - $0 })
    }
    let found = windows.map { BuiltUpEvidence($0.planes, width: $0.width, scales: self) }
    func land(_ window: Int, _ plane: [Float]) -> [Float] {
      plane.indices.map { found[window].isLand[$0] ? plane[$0] : .nan }
    }
    noise = max(Unit.median(sampled { land($0, found[$0].size) }) ?? 1, .leastNormalMagnitude)
    for (evidence, _) in found.first?.raw ?? [:] {
      units[evidence] = Unit(of: sampled { land($0, found[$0].raw[evidence] ?? []) })
    }
  }
}
