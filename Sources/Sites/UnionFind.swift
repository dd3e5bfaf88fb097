/// A forest of disjoint sets of the numbers 0, 1, 2, ...: what belongs together, told pair by pair.
///
/// The root of a set is its smallest member, so where numbers are given in reading order the answer
/// does not depend on the order of the unions. Paths are halved on the way (Tarjan and van Leeuwen
/// 1984, doi:10.1145/62.2160), which keeps finding near constant time.
public struct UnionFind: Sendable {
  private var parents: [Int32]

  /// A forest of `count` sets of one member each.
  public init(count: Int = 0) {
    precondition(count >= 0 && count <= Int(Int32.max), "a forest holds 0 to 2^31 - 1 members")
    parents = (0..<Int32(count)).map { $0 }
  }

  /// How many members all sets have together.
  public var count: Int { parents.count }

  /// Adds a set with one new member and returns that member.
  public mutating func add() -> Int {
    precondition(parents.count < Int(Int32.max), "a forest holds 0 to 2^31 - 1 members")
    parents.append(Int32(parents.count))
    return parents.count - 1
  }

  /// The smallest member of the set that `member` belongs to.
  public mutating func find(_ member: Int) -> Int {
    var node = member
    var parent = Int(parents[node])
    while parent != node {
      let grandparent = parents[parent]
      parents[node] = grandparent
      node = Int(grandparent)
      parent = Int(parents[node])
    }
    return node
  }

  /// Makes one set of the sets of two members and returns its root.
  @discardableResult
  public mutating func union(_ a: Int, _ b: Int) -> Int {
    let rootA = find(a)
    let rootB = find(b)
    let root = min(rootA, rootB)
    parents[max(rootA, rootB)] = Int32(root)
    return root
  }
}
