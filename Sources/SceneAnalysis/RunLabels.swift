import RasterGrid
import Sites

/// Joins runs of suspicious pixels that touch, also at corners (8-connected).
enum RunLabels {
  /// For sorted runs, which of them belong together: members of one set of the result.
  ///
  /// Each row is walked beside the one above it, so the cost is the number of runs.
  static func join(_ runs: [PixelRun]) -> UnionFind {
    var sets = UnionFind(count: runs.count)
    var above = 0..<0
    var rowStart = 0
    for (i, run) in runs.enumerated() {
      if i > rowStart, runs[rowStart].row != run.row {
        above = runs[i - 1].row == run.row - 1 ? rowStart..<i : i..<i
        rowStart = i
      }
      if i > rowStart, runs[i - 1].columns.upperBound == run.columns.lowerBound {
        sets.union(i - 1, i)
      }
      // Upper bounds are exclusive, so touching bounds are touching corners.
      while let first = above.first, runs[first].columns.upperBound < run.columns.lowerBound {
        above.removeFirst()
      }
      for other in above where runs[other].columns.lowerBound <= run.columns.upperBound {
        sets.union(other, i)
        if runs[other].columns.upperBound > run.columns.upperBound { break }
      }
    }
    return sets
  }

  /// The sets of `join` as lists of positions, in order of their first run.
  static func groups(of sets: inout UnionFind) -> [[Int]] {
    var place = [Int?](repeating: nil, count: sets.count)
    var groups: [[Int]] = []
    for i in 0..<sets.count {
      let root = sets.find(i)
      if let group = place[root] {
        groups[group].append(i)
      } else {
        place[root] = groups.count
        groups.append([i])
      }
    }
    return groups
  }
}
