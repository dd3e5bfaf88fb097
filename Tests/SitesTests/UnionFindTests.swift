import SeededRandomness
import Sites
import Testing

@Suite("Union-find")
struct UnionFindTests {
  @Test("starts with each member alone")
  func alone() {
    var forest = UnionFind(count: 4)
    #expect((0..<4).map { forest.find($0) } == [0, 1, 2, 3])
  }

  @Test("names a set by its smallest member, whatever the order of the unions")
  func smallestRoot() {
    let pairs = [(7, 3), (3, 9), (1, 7), (2, 4), (8, 4)]
    for turn in 0..<pairs.count {
      var forest = UnionFind(count: 10)
      for (a, b) in pairs[turn...] + pairs[..<turn] { forest.union(a, b) }
      #expect((0..<10).map { forest.find($0) } == [0, 1, 2, 1, 2, 5, 6, 1, 2, 1])
    }
  }

  @Test("gives new members the next numbers")
  func adding() {
    var forest = UnionFind()
    #expect([forest.add(), forest.add(), forest.add()] == [0, 1, 2])
    #expect(forest.union(2, 1) == 1)
    #expect(forest.find(2) == 1)
    #expect(forest.count == 3)
  }

  @Test("agrees with sets that are merged one by one", arguments: 0..<20 as Range<UInt64>)
  func likeSets(seed: UInt64) {
    var random = SplitMix(state: seed)
    var forest = UnionFind(count: 40)
    var sets = (0..<40).map { Set([$0]) }
    for _ in 0..<30 {
      let a = Int.random(in: 0..<40, using: &random)
      let b = Int.random(in: 0..<40, using: &random)
      forest.union(a, b)
      let together = sets[a].union(sets[b])
      for member in together { sets[member] = together }
    }
    #expect((0..<40).map { forest.find($0) } == sets.map { $0.min() })
  }

  @Test("finds its way in a long chain")
  func chain() {
    var forest = UnionFind(count: 10_000)
    for member in (1..<10_000).reversed() { forest.union(member, member - 1) }
    #expect((0..<10_000).allSatisfy { forest.find($0) == 0 })
  }

  @Test("refuses a negative number of members")
  func negative() async {
    await #expect(processExitsWith: .failure) { _ = UnionFind(count: -1) }
  }
}
