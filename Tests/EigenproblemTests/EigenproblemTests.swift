import Testing

@testable import Eigenproblem

@Suite("Eigenproblem")
struct EigenproblemTests {
  @Test("solves a generalised problem that is solved by hand")
  func generalised() throws {
    // det(A - v B) = (2 - v)(2 - 2v) - 1: v = (3 -+ sqrt(3)) / 2 for A = [2 1; 1 2], B = diag(1, 2).
    let (first, second) = ([[2.0, 1], [1, 2]], [[1.0, 0], [0, 2]])
    let (values, vectors) = try Eigenproblem.generalised(first, second)
    #expect(abs(values[0] - (3 - 3.0.squareRoot()) / 2) < 1e-12)
    #expect(abs(values[1] - (3 + 3.0.squareRoot()) / 2) < 1e-12)
    for (value, v) in zip(values, vectors) {
      #expect(abs(2 * v[0] + v[1] - value * v[0]) < 1e-12)
      #expect(abs(v[0] + 2 * v[1] - value * 2 * v[1]) < 1e-12)
      #expect(abs(v[0] * v[0] + 2 * v[1] * v[1] - 1) < 1e-12)
    }
  }

  @Test("puts a matrix that is not symmetric together again from its singular values")
  func singular() throws {
    let matrix = [[1.0, 2, 3], [0, -4, 5], [7, 0, 0.5]]
    let (values, left, right) = try Eigenproblem.singular(matrix)
    #expect(values == values.sorted(by: >))
    for i in 0..<3 {
      for j in 0..<3 {
        let sum = (0..<3).reduce(0) { $0 + values[$1] * left[$1][i] * right[$1][j] }
        #expect(abs(sum - matrix[i][j]) < 1e-12)
      }
    }
  }

  @Test("takes a matrix of no rows")
  func nothing() throws {
    #expect(try Eigenproblem.singular([]).values.isEmpty)
    #expect(try Eigenproblem.generalised([], []).values.isEmpty)
  }

  @Test("refuses a second matrix that is not positive definite")
  func notPositive() {
    #expect(throws: EigenproblemError.notPositive) {
      try Eigenproblem.generalised([[1, 0], [0, 1]], [[1, 1], [1, 1]])
    }
  }

  @Test("refuses numbers that are not finite")
  func notFinite() {
    #expect(throws: EigenproblemError.notConverged) {
      try Eigenproblem.singular([[.nan, 0], [0, 1]])
    }
    #expect(throws: EigenproblemError.notConverged) {
      try Eigenproblem.generalised([[.nan, 0], [0, 1]], [[1, 0], [0, 1]])
    }
  }
}
