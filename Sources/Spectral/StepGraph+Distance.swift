extension StepGraph {
  /// `a < b` or `a <= b`. Where one side is a distance and the other a constant, the sum of squares
  /// is compared instead: the root is the only slow step of a rule on a distance, and the square
  /// to compare with is chosen so that every answer stays the same.
  mutating func ordered(_ opcode: Opcode, _ a: Int, _ b: Int) -> Int {
    if let sum = sumOfSquares(under: a), let limit = constantValue(of: b), limit >= 0 {
      // root < limit: sum below the first whose root is not; root <= limit: up to the last.
      let square = Self.firstSquare(withRootFrom: limit, orAbove: opcode == .lessOrEqual)
      return operation(.less, sum, constant(square))
    }
    if let sum = sumOfSquares(under: b), let limit = constantValue(of: a), limit >= 0 {
      // limit < root: sum from the first whose root is above; limit <= root: from the first at it.
      let square = Self.firstSquare(withRootFrom: limit, orAbove: opcode == .less)
      return operation(.lessOrEqual, constant(square), sum)
    }
    return operation(opcode, a, b)
  }

  /// The smallest number whose root is at least `root`, or above it. Roots are rounded correctly,
  /// so they grow with their squares, and the number lies within a few steps of root * root.
  static func firstSquare(withRootFrom root: Float, orAbove isAbove: Bool) -> Float {
    let counts = { (square: Float) in
      isAbove ? square.squareRoot() > root : square.squareRoot() >= root
    }
    var square = root * root
    while square > 0, counts(square) { square = square.nextDown }
    while !counts(square) { square = square.nextUp }
    return square
  }

  /// What a distance is the root of; nil for any other step. It is never negative.
  private func sumOfSquares(under step: Int) -> Int? {
    guard case .operation(.squareRoot, let operands) = steps[step],
      case .operation(let opcode, _) = steps[operands[0]],
      opcode == .squaredDifference || opcode == .addSquaredDifference
    else { return nil }
    return operands[0]
  }
}
