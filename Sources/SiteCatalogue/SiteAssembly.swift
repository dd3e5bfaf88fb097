import GeoFiles
import RasterGrid
import Sites

/// A candidate with where and when it was seen: what decides which site it belongs to.
struct LocatedCandidate {
  /// The row that holds it.
  let row: Int
  /// The scene that showed it.
  let scene: String
  /// When that was taken, RFC 3339 in UTC.
  let acquired: String
  /// The candidate.
  let candidate: ObservedCandidate

  /// Its outline as closed rings.
  var polygons: [[[MapPoint]]] { candidate.place.geometry.closedRings }

  /// The order of history: by acquisition, then by scene, then by candidate.
  static func precedes(_ a: LocatedCandidate, _ b: LocatedCandidate) -> Bool {
    (a.acquired, a.scene, a.candidate.id) < (b.acquired, b.scene, b.candidate.id)
  }
}

/// From a set of candidates to sites. The rules:
///
/// 1. Two candidates are *linked* when their kinds are of one family and the gap between their outlines is at most
///    `SiteRule.reach`; overlapping ones have no gap.
/// 2. A site is a set of candidates that hang together by links, and nothing else: it is the same whatever
///    order they came in.
/// 3. The site's id comes from its first candidate by acquisition, then scene id, then candidate id. A late
///    scene may put another first; the old id, like that of any of its candidates, still leads to the site.
/// 4. Read by acquisition, a candidate may link sites that were two until then. The one that began later is
///    *merged* into the other, at that candidate. Parts of what once was one candidate stay one site.
/// 5. A candidate most of which was in doubt links nothing: it joins the first clear candidate, by the order of history,
///    that it is linked to; where there is none, it and others like it make a site by rule 2. Else one ragged cloud
///    would make one site of all that lies under it.
/// 6. A site comes apart only when a scene is taken back whose candidate held it together. The part that
///    holds the first candidate keeps the id, each other part is *split from* it and has its own.
struct SiteAssembly {
  /// One site and what it is made of.
  struct Group {
    /// Its candidates in the order of history.
    var members: [LocatedCandidate] = []
    /// Sites that were merged into it, in the order of history.
    var merges: [Merge] = []

    /// The site's id.
    var id: String { SiteID.make(first: members[0].candidate.id) }
  }

  /// A site that ended in another.
  struct Merge: Hashable {
    /// The id that it had.
    let site: String
    /// The candidate that linked the two.
    let candidate: String
  }

  /// The sites in the order of their first candidates.
  let groups: [Group]

  /// Puts candidates together; each may appear once.
  init(of candidates: [LocatedCandidate], rule: SiteRule) throws {
    let sorted = candidates.sorted(by: LocatedCandidate.precedes)
    let links = CandidateLinks(rule: rule)
    // The root of a set is its smallest member: the first in history.
    var forest = UnionFind(count: sorted.count)
    var merges: [Int: [Merge]] = [:]
    var index = NeighbourIndex(reach: rule.reach)
    var rest: [Int] = []
    for (number, candidate) in sorted.enumerated() {
      guard rule.isClear(candidate.candidate) else {
        rest.append(number)
        continue
      }
      var roots: Set<Int> = []
      for other in index.near(candidate).sorted() {
        let root = forest.find(other)
        if !roots.contains(root), try links.areLinked(sorted[other], candidate) {
          roots.insert(root)
        }
      }
      index.add(candidate, number: number)
      for root in roots { forest.union(root, number) }
      guard let first = roots.min() else { continue }
      for later in roots.sorted().dropFirst() {
        let merge = Merge(
          site: SiteID.make(first: sorted[later].candidate.id), candidate: candidate.candidate.id)
        merges[first, default: []] += [merge]
        // What had been merged into the later one goes with it.
        merges[first, default: []] += merges.removeValue(forKey: later) ?? []
      }
    }
    // Those in doubt come after all others, which they leave as they are.
    var doubtful = NeighbourIndex(reach: rule.reach)
    for number in rest {
      let candidate = sorted[number]
      if let first = try index.near(candidate).sorted()
        .first(where: { try links.areLinked(sorted[$0], candidate) })
      {
        forest.union(first, number)
        continue
      }
      for other in doubtful.near(candidate).sorted()
      where try links.areLinked(sorted[other], candidate) { forest.union(other, number) }
      doubtful.add(candidate, number: number)
    }
    var groups: [Int: Group] = [:]
    for (number, candidate) in sorted.enumerated() {
      groups[forest.find(number), default: Group()].members.append(candidate)
    }
    let ended = Dictionary(grouping: merges, by: { forest.find($0.key) })
    self.groups = groups.sorted { $0.key < $1.key }.map { root, group in
      Group(members: group.members, merges: ended[root]?.flatMap(\.value) ?? [])
    }
  }
}

/// The identity of a site.
enum SiteID {
  /// Hexadecimal digits of an id: as many as a candidate's, for the same reason (`CandidateID`).
  private static let length = 20

  /// `S` and the first 20 hexadecimal digits of the SHA-256 of `tianyan-site-1 ` and the id of its first
  /// candidate. The letter tells the two sorts of ids apart.
  static func make(first candidate: String) -> String {
    "S" + CanonicalJSON.digest("tianyan-site-1 " + candidate).prefix(length)
  }
}

extension GeoMultiPolygon {
  /// Its rings as GeoFiles takes them: each closed, a polygon's exterior first.
  var closedRings: [[[MapPoint]]] {
    polygons.map { polygon in
      ([polygon.exterior] + polygon.holes).map { ring in
        (ring + ring.prefix(1)).map { MapPoint(x: $0.longitude, y: $0.latitude) }
      }
    }
  }

  /// The polygons of closed rings.
  init(closedRings polygons: [[[MapPoint]]]) {
    self.init(
      polygons: polygons.compactMap { rings in
        func open(_ ring: [MapPoint]) -> [GeoPoint] {
          ring.dropLast().map { GeoPoint(longitude: $0.x, latitude: $0.y) }
        }
        return rings.first.map { exterior in
          GeoPolygon(exterior: open(exterior), holes: rings.dropFirst().map(open))
        }
      })
  }
}
