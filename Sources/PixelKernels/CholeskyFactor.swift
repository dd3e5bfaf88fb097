/// The lower triangle L of a small symmetric matrix, which is L times its transpose.
struct CholeskyFactor {
  private let rows: [[Double]]

  /// What is added to the diagonal, as a share of it, so that bands that say the same do not divide by
  /// zero.
  private static let ridge = 1e-9

  /// The factor of a matrix, of which only the lower triangle is read; nil where it is not positive.
  init?(_ matrix: [[Double]]) {
    var rows = matrix
    for i in rows.indices {
      for j in 0...i {
        var sum = matrix[i][j] * (i == j ? 1 + Self.ridge : 1)
        for k in 0..<j { sum -= rows[i][k] * rows[j][k] }
        if i == j {
          guard sum > 0 else { return nil }
          rows[i][i] = sum.squareRoot()
        } else {
          rows[i][j] = sum / rows[j][j]
        }
      }
    }
    self.rows = rows
  }

  /// The squared length of vectors in units of the matrix, v' M^-1 v; they come component by component.
  func squaredLengths(of components: [[Double]]) -> [Double] {
    var solved = components
    var lengths = [Double](repeating: 0, count: components.first?.count ?? 0)
    for i in rows.indices {
      for k in 0..<i {
        let share = rows[i][k]
        for v in lengths.indices { solved[i][v] -= share * solved[k][v] }
      }
      let scale = 1 / rows[i][i]
      for v in lengths.indices {
        solved[i][v] *= scale
        lengths[v] += solved[i][v] * solved[i][v]
      }
    }
    return lengths
  }
}
