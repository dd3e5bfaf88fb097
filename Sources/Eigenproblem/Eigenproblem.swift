internal import CLAPACK

/// Why a small matrix could not be taken apart.
public enum EigenproblemError: Error, Hashable, Sendable {
  /// The second matrix of a generalised problem is not positive definite.
  case notPositive
  /// LAPACK's iteration did not converge, as on numbers that are not finite.
  case notConverged
}

/// The eigenvalues and singular values of small matrices of `Double`, by LAPACK (Anderson 1999,
/// doi 10.1137/1.9780898719604). A matrix is a list of its rows.
public enum Eigenproblem {
  /// The values, ascending, and vectors, one a row, of `first v = value second v`, both matrices
  /// symmetric; `v' second v` is 1. LAPACKE_dsygv.
  public static func generalised(_ first: [[Double]], _ second: [[Double]])
    throws(EigenproblemError) -> (values: [Double], vectors: [[Double]])
  {
    let order = first.count
    precondition(second.count == order, "matrices of one order")
    var vectors = flat(first, columns: order)
    var factor = flat(second, columns: order)
    var values = [Double](repeating: 0, count: order)
    guard order > 0 else { return ([], []) }
    let size = Int32(order)
    let problem: Int32 = 1  // A v = value B v
    let status = LAPACKE_dsygv(
      LAPACK_ROW_MAJOR, problem, letter("V"), letter("L"), size, &vectors, size, &factor, size,
      &values)
    // Up to the order it counts rows that did not converge, beyond it the minor that is not positive.
    guard status <= size else { throw .notPositive }
    guard status == 0 else { throw .notConverged }
    return (values, (0..<order).map { k in (0..<order).map { vectors[$0 * order + k] } })
  }

  /// The singular values, descending, of a square matrix, and the left and right vectors of each, one
  /// a row: `matrix` is the sum of `value * left * right'`. LAPACKE_dgesvd.
  public static func singular(_ matrix: [[Double]]) throws(EigenproblemError) -> (
    values: [Double], left: [[Double]], right: [[Double]]
  ) {
    let order = matrix.count
    var numbers = flat(matrix, columns: order)
    var values = [Double](repeating: 0, count: order)
    var left = numbers
    var right = numbers
    var unfinished = values
    guard order > 0 else { return ([], [], []) }
    let size = Int32(order)
    let status = LAPACKE_dgesvd(
      LAPACK_ROW_MAJOR, letter("A"), letter("A"), size, size, &numbers, size, &values, &left, size,
      &right, size, &unfinished)
    guard status == 0 else { throw .notConverged }
    let places = 0..<order
    return (
      values, places.map { k in places.map { left[$0 * order + k] } },
      places.map { k in places.map { right[k * order + $0] } }
    )
  }

  private static func flat(_ matrix: [[Double]], columns: Int) -> [Double] {
    precondition(matrix.allSatisfy { $0.count == columns }, "a square matrix")
    return matrix.flatMap { $0 }
  }

  /// An option as LAPACK wants it.
  private static func letter(_ option: Unicode.Scalar) -> CChar {
    CChar(truncatingIfNeeded: option.value)
  }
}
