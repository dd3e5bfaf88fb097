/// The lower triangle L of a small symmetric matrix, which is L times its transpose.
public struct CholeskyFactor: Sendable {
  private let rows: [[Double]]

  /// What is added to the diagonal unless told, as a share of it, so that bands that say the same do
  /// not divide by zero.
  public static let ridge = 1e-9

  /// A row that others explain but for this share of its variance says nothing of its own.
  private static let leastOwnShare = 1e-9

  /// The factor of a matrix, of which only the lower triangle is read, with a share `ridge` added to
  /// its diagonal; nil where it is not positive.
  public init?(_ matrix: [[Double]], ridge: Double = Self.ridge) {
    var rows = matrix
    for i in rows.indices {
      for j in 0...i {
        var sum = matrix[i][j] * (i == j ? 1 + ridge : 1)
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

  /// The inverse of L, row by row; it makes uncorrelated vectors of unit variance.
  public var inverse: [[Double]] {
    var inverse = rows.map { [Double](repeating: 0, count: $0.count) }
    for i in rows.indices {
      let scale = 1 / rows[i][i]
      inverse[i][i] = scale
      for j in 0..<i {
        var sum = 0.0
        for k in j..<i { sum -= rows[i][k] * inverse[k][j] }
        inverse[i][j] = sum * scale
      }
    }
    return inverse
  }

  /// The first of the `candidates` among the rows of covariance matrices that in every one of them are
  /// no combination of earlier ones.
  static func independentRows(_ candidates: [Int], of matrices: [[[Double]]]) -> [Int] {
    var kept: [Int] = []
    for row in candidates {
      let chosen = kept + [row]
      let isIndependent = matrices.allSatisfy { matrix in
        let part = chosen.map { i in chosen.map { matrix[i][$0] } }
        guard let last = CholeskyFactor(part, ridge: 0)?.rows.last?.last else { return false }
        return last * last > leastOwnShare * matrix[row][row]
      }
      if isIndependent { kept = chosen }
    }
    return kept
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
