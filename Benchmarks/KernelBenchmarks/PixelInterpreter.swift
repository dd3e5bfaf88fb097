/// The six indices as most programs that take any formula work them out: a tree of steps that is
/// walked for every pixel. It is what the engine is compared with, so it is kept quick: bands are
/// looked up beforehand, and steps lie in one array without counted references. It says the same as
/// the engine: what is not finite is unknown after every step.
struct PixelInterpreter {
  private enum Operation {
    case band, constant, add, subtract, multiply, normalizedDifference
  }

  private struct Step {
    var operation: Operation
    /// Positions of the operands among the steps, or of a band among the bands.
    var left = 0
    var right = 0
    var value: Float = 0
  }

  private var steps: [Step] = []
  private let minimumSum: Float
  /// The last step of each index, in the order of `SixIndices.formulas`.
  private var indices: [Int] = []

  /// The indices over the bands blue, green, red, nir, swir16 and swir22, in this order.
  init(minimumSum: Float) {
    self.minimumSum = minimumSum
    func add(_ step: Step) -> Int {
      steps.append(step)
      return steps.count - 1
    }
    func band(_ position: Int) -> Int { add(Step(operation: .band, left: position)) }
    func both(_ operation: Operation, _ a: Int, _ b: Int) -> Int {
      add(Step(operation: operation, left: a, right: b))
    }
    func times(_ factor: Float, _ a: Int) -> Int {
      both(.multiply, add(Step(operation: .constant, value: factor)), a)
    }
    let (blue, green, red) = (band(0), band(1), band(2))
    let (nir, swir16, swir22) = (band(3), band(4), band(5))
    indices = [(nir, red), (green, nir), (green, swir16), (nir, swir22)].map {
      both(.normalizedDifference, $0, $1)
    }
    indices.append(
      both(.normalizedDifference, both(.add, swir16, red), both(.add, nir, blue)))
    indices.append(
      both(
        .subtract, times(4, both(.subtract, green, swir16)),
        both(.add, times(0.25, nir), times(2.75, swir22))))
  }

  /// All indices of one pixel.
  func evaluate(_ bands: UnsafeBufferPointer<Float>, into results: inout MutableSpan<Float>) {
    steps.withUnsafeBufferPointer { steps in
      for i in indices.indices { results[i] = value(indices[i], steps, bands) }
    }
  }

  private func value(
    _ place: Int, _ steps: UnsafeBufferPointer<Step>, _ bands: UnsafeBufferPointer<Float>
  ) -> Float {
    let step = steps[place]
    switch step.operation {
    case .band: return bands[step.left]
    case .constant: return step.value
    case .add: return known(value(step.left, steps, bands) + value(step.right, steps, bands))
    case .subtract: return known(value(step.left, steps, bands) - value(step.right, steps, bands))
    case .multiply: return known(value(step.left, steps, bands) * value(step.right, steps, bands))
    case .normalizedDifference:
      let a = value(step.left, steps, bands)
      let b = value(step.right, steps, bands)
      return a + b > minimumSum ? known((a - b) / (a + b)) : .nan
    }
  }

  private func known(_ value: Float) -> Float { value.isFinite ? value : .nan }
}
