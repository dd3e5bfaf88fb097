import Testing

@testable import PixelKernels

@Suite("Three-valued logic")
struct TruthTests {
  static let yes = Truth.isTrue
  static let no = Truth.isFalse
  static let unknown = Truth.unknown
  static let all = [yes, no, unknown]

  /// Kleene 1952, written out.
  static let table: [(a: UInt8, b: UInt8, and: UInt8, or: UInt8)] = [
    (yes, yes, yes, yes), (yes, no, no, yes), (yes, unknown, unknown, yes),
    (no, yes, no, yes), (no, no, no, no), (no, unknown, no, unknown),
    (unknown, yes, unknown, yes), (unknown, no, no, unknown), (unknown, unknown, unknown, unknown),
  ]

  @Test("and, or follow Kleene's table at every length")
  func tables() {
    for count in lengths {
      let rows = (0..<count).map { Self.table[$0 % 9] }
      let a = rows.map(\.a)
      let b = rows.map(\.b)
      let and = guarded(count, sentinel: UInt8(9)) { Truth.and(a.span, b.span, into: &$0) }
      let or = guarded(count, sentinel: UInt8(9)) { Truth.or(a.span, b.span, into: &$0) }
      #expect(and == rows.map(\.and))
      #expect(or == rows.map(\.or))
    }
  }

  @Test("not turns true and false round and leaves unknown")
  func negation() {
    for count in lengths {
      let a = (0..<count).map { Self.all[$0 % 3] }
      let wanted = (0..<count).map { [Self.no, Self.yes, Self.unknown][$0 % 3] }
      #expect(guarded(count, sentinel: UInt8(9)) { Truth.not(a.span, into: &$0) } == wanted)
    }
  }

  @Test("and, or of three associate and distribute in all 27 combinations")
  func laws() {
    let triples = Self.all.flatMap { a in Self.all.flatMap { b in Self.all.map { (a, b, $0) } } }
    let a = triples.map(\.0)
    let b = triples.map(\.1)
    let c = triples.map(\.2)
    let and = { (x: [UInt8], y: [UInt8]) in
      guarded(27, sentinel: UInt8(9)) { Truth.and(x.span, y.span, into: &$0) } ?? []
    }
    let or = { (x: [UInt8], y: [UInt8]) in
      guarded(27, sentinel: UInt8(9)) { Truth.or(x.span, y.span, into: &$0) } ?? []
    }
    #expect(and(and(a, b), c) == and(a, and(b, c)))
    #expect(or(or(a, b), c) == or(a, or(b, c)))
    #expect(and(a, or(b, c)) == or(and(a, b), and(a, c)))
    #expect(or(a, and(b, c)) == and(or(a, b), or(a, c)))
  }

  @Test("select takes a, b or neither")
  func selects() {
    for count in lengths {
      let condition = (0..<count).map { Self.all[$0 % 3] }
      let a = (0..<count).map { $0 % 5 == 4 ? .nan : Float($0) }
      let b = (0..<count).map { $0 % 4 == 3 ? .nan : Float(-$0) }
      let result = guarded(count, sentinel: Float(7)) {
        Truth.select(condition.span, a.span, b.span, into: &$0)
      }
      let wanted = (0..<count).map { [a[$0], b[$0], .nan][$0 % 3] }
      #expect(result?.elementsEqual(wanted) { agree($0, $1) } == true)
    }
  }

  @Test("counts what is true and what is known")
  func counts() {
    for count in lengths + [127, 128, 129, 255, 256, 257, 1000] {
      let truths = (0..<count).map { Self.all[($0 * 7) % 5 % 3] }
      let holding = Truth.countTrue(in: truths.span)
      let known = Truth.countKnown(in: truths.span)
      #expect(holding == truths.filter { $0 == 1 }.count)
      #expect(known == truths.filter { $0 != 0 }.count)
    }
    // More than the sums of bytes can hold.
    for truth in [Self.yes, Self.no] {
      let full = [UInt8](repeating: truth, count: 5003)
      let holding = Truth.countTrue(in: full.span)
      let known = Truth.countKnown(in: full.span)
      #expect(holding == (truth == Self.yes ? 5003 : 0))
      #expect(known == 5003)
    }
  }
}

@Suite("Comparisons")
struct TruthComparisonTests {
  typealias Kernel = (Span<Float>, Span<Float>, inout MutableSpan<UInt8>) -> Void

  func compare(_ kernel: Kernel, with definition: (Float, Float) -> Bool) {
    for count in lengths {
      for start in 0..<awkward.count {
        let a = numbers(count, from: start)
        let b = numbers(count, from: start * 5, step: start % 3 + 1)
        let wanted = (0..<count).map {
          a[$0].isNaN || b[$0].isNaN ? UInt8(0) : definition(a[$0], b[$0]) ? 1 : 2
        }
        #expect(guarded(count, sentinel: UInt8(9)) { kernel(a.span, b.span, &$0) } == wanted)
      }
    }
  }

  @Test("less is unknown where a number is") func less() { compare(Truth.less) { $0 < $1 } }
  @Test("less or equal is unknown where a number is") func lessOrEqual() {
    compare(Truth.lessOrEqual) { $0 <= $1 }
  }
  @Test("equal is unknown where a number is") func equal() { compare(Truth.equal) { $0 == $1 } }
}

@Suite("Runs of truths")
struct TruthRunTests {
  func runs(_ truths: [UInt8]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    Truth.forEachRun(in: truths.span) { runs.append($0) }
    return runs
  }

  @Test("every pattern of ten pixels at every place gives its longest runs")
  func patterns() {
    for pattern in 0..<1024 {
      for lead in [0, 1, 7, 8, 13] {
        let bits = (0..<10).map { pattern >> $0 & 1 == 1 }
        // What is not true is false or unknown by turns: neither is a run.
        let truths =
          [UInt8](repeating: 2, count: lead)
          + bits.enumerated().map { $0.element ? 1 : $0.offset % 2 == 0 ? 0 : 2 }
        var wanted: [Range<Int>] = []
        for (i, bit) in bits.enumerated() where bit {
          if wanted.last?.upperBound == lead + i {
            wanted[wanted.count - 1] = wanted[wanted.count - 1].lowerBound..<(lead + i + 1)
          } else {
            wanted.append(lead + i..<(lead + i + 1))
          }
        }
        #expect(runs(truths) == wanted)
      }
    }
  }

  @Test("a run may be everything or nothing") func extremes() {
    #expect(runs([]) == [])
    #expect(runs([UInt8](repeating: 1, count: 100)) == [0..<100])
    #expect(runs([UInt8](repeating: 2, count: 100)) == [])
  }

  @Test("an error of the body stops and passes on") func passesErrors() {
    struct Stop: Error {}
    var calls = 0
    let truths: [UInt8] = [1, 0, 1]
    #expect(throws: Stop.self) {
      try Truth.forEachRun(in: truths.span) { _ throws(Stop) in
        calls += 1
        throw Stop()
      }
    }
    #expect(calls == 1)
  }
}
