extension StepGraph {
  /// The same steps with products and sums by constants put together, so that each is one pass over
  /// the pixels where it was two or three; and the numbers of `outputs` among them.
  ///
  /// Every result keeps its bits: what is put together is rounded after each operation as before,
  /// and of an operation that is turned round (`c - a` into `a * -1 + c`) IEEE 754 says that it is
  /// the same. A product may be calculated again in each sum it stands in: within a pass over its
  /// factor that is free.
  func fused(for outputs: [Int]) -> (graph: StepGraph, outputs: [Int]) {
    var fused = StepGraph(minimumSum: minimumSum)
    var places: [Int: Int] = [:]
    func place(of step: Int) -> Int {
      guard let place = places[step] else { preconditionFailure("operands come first") }
      return place
    }
    for step in needed(for: outputs) {
      switch steps[step] {
      case .input, .statistic, .constant: places[step] = fused.number(of: steps[step])
      case .operation(let opcode, let operands):
        places[step] = fused.fusing(opcode, operands.map(place))
      }
    }
    return (fused, outputs.map(place))
  }

  /// What adds nothing: x + 0 would turn -0 into 0.
  private static let nothing: Float = -0.0

  private mutating func fusing(_ opcode: Opcode, _ operands: [Int]) -> Int {
    switch opcode {
    case .multiply, .add, .subtract: break
    default: return number(of: .operation(opcode, operands))
    }
    let (a, b) = (operands[0], operands[1])
    switch (opcode, constantValue(of: a), constantValue(of: b)) {
    case (.multiply, nil, let p?): return linear(a, times: p, plus: Self.nothing)
    case (.multiply, let p?, nil): return linear(b, times: p, plus: Self.nothing)
    case (.add, nil, let c?): return sum(product(under: a), c)
    case (.add, let c?, nil): return sum(product(under: b), c)
    case (.subtract, nil, let c?): return sum(product(under: a), -c)
    case (.subtract, let c?, nil): return sum(product(under: b).negative, c)
    case (.add, nil, nil) where isProduct(a) || isProduct(b):
      return sum(product(under: a), product(under: b))
    case (.subtract, nil, nil) where isProduct(a) || isProduct(b):
      return sum(product(under: a), product(under: b).negative)
    default: return number(of: .operation(opcode, operands))
    }
  }
}

/// A step times a constant.
private struct Product {
  var step: Int
  var factor: Float
  var negative: Product { Product(step: step, factor: -factor) }
}

extension StepGraph {
  private mutating func linear(_ a: Int, times p: Float, plus c: Float) -> Int {
    number(of: .operation(.linear, [a, constant(p), constant(c)]))
  }

  private func isProduct(_ step: Int) -> Bool { product(under: step).step != step }

  /// A step as a product: by 1 where it is none.
  private func product(under step: Int) -> Product {
    guard case .operation(.linear, let operands) = steps[step],
      let factor = constantValue(of: operands[1]), let added = constantValue(of: operands[2]),
      added.bitPattern == Self.nothing.bitPattern
    else { return Product(step: step, factor: 1) }
    return Product(step: operands[0], factor: factor)
  }

  private mutating func sum(_ a: Product, _ c: Float) -> Int {
    linear(a.step, times: a.factor, plus: c)
  }

  private mutating func sum(_ a: Product, _ b: Product) -> Int {
    let operands = [a.step, constant(a.factor), b.step, constant(b.factor)]
    return number(of: .operation(.weightedSum, operands))
  }
}
