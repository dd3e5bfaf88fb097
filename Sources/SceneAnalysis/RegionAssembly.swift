import RasterGrid
import Sites

/// Joins the parts of suspicious regions that tiles cut apart.
enum RegionAssembly {
  /// All regions of the findings, whole: those that lie in one tile, and those joined across edges.
  /// The order does not depend on the order in which tiles finished.
  static func regions(of findings: [TileFindings]) -> [RegionPart] {
    let open = findings.flatMap { tile in tile.open.map { (part: $0, window: tile.window) } }
    var byRule: [Int: [Int]] = [:]
    for (i, entry) in open.enumerated() { byRule[entry.part.rule, default: []].append(i) }
    let joined = byRule.keys.sorted().flatMap { rule in
      join((byRule[rule] ?? []).map { open[$0] })
    }
    return findings.flatMap(\.whole) + joined
  }

  /// Joins the parts of one rule. Parts of two tiles can touch only by runs on the tiles' edges.
  private static func join(_ parts: [(part: RegionPart, window: PixelWindow)]) -> [RegionPart] {
    let edge = parts.enumerated().flatMap { i, entry in
      entry.part.runs.filter { entry.window.hasOnEdge($0) }.map { (run: $0, part: i) }
    }.sorted { $0.run < $1.run }
    var touching = RunLabels.join(edge.map(\.run))
    var sets = UnionFind(count: parts.count)
    for group in RunLabels.groups(of: &touching) {
      for position in group.dropFirst() { sets.union(edge[group[0]].part, edge[position].part) }
    }
    return RunLabels.groups(of: &sets).map { group in
      var whole = parts[group[0]].part
      for i in group.dropFirst() {
        whole.runs += parts[i].part.runs
        whole.measures.add(parts[i].part.measures)
      }
      whole.runs.sort()
      return whole
    }
  }
}
