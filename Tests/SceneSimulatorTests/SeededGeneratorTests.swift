import Testing

@testable import SceneSimulator

@Suite("Seeded generator")
struct SeededGeneratorTests {
  @Test("gives the numbers of the reference implementation of SplitMix64")
  func reference() {
    // splitmix64.c by Sebastiano Vigna with the state 1234567, as Rosetta Code prints them.
    var generator = SeededGenerator(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("draws evenly from a range")
  func uniform() {
    var generator = SeededGenerator(seed: 1)
    let draws = (0..<20_000).map { _ in generator.uniform(-3...5) }
    #expect(draws.allSatisfy { (-3...5).contains($0) })
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    // Of a uniform distribution: 1 and 64/12; five standard errors.
    #expect(abs(mean - 1) < 5 * (64.0 / 12 / 20_000).squareRoot())
    #expect(abs(variance - 64.0 / 12) < 0.2)
  }

  @Test("makes noise of mean 0 and variance 1")
  func normal() {
    let draws = (0..<20_000).map {
      SeededGenerator.normal(SeededGenerator.hash(7, column: $0, row: 3))
    }
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.035)
    #expect(abs(variance - 1) < 0.05)
  }

  @Test("tells columns from rows")
  func hash() {
    let a = SeededGenerator.hash(1, column: 2, row: 3)
    #expect(a != SeededGenerator.hash(1, column: 3, row: 2))
    #expect(a != SeededGenerator.hash(2, column: 2, row: 3))
    #expect(a == SeededGenerator.hash(1, column: 2, row: 3))
  }
}
