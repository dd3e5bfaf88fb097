import RasterGrid

/// How well a ranked list of places agrees with a label.
///
/// A label site is a place of changed pixels that touch, also at corners. A proposal is a hit where
/// enough of its labelled pixels changed; a label site is found once hits together cover enough of it.
public struct SiteAccuracy: Hashable, Sendable {
  /// What counts.
  public struct Criteria: Hashable, Sendable {
    /// The fewest pixels of a label site.
    public var minimumPixels = 10
    /// The least share of a proposal's labelled pixels that changed, for a hit.
    public var hitShare = 0.2
    /// The least share of a label site's pixels that hits cover, for a find.
    public var foundShare = 0.2

    /// The criteria that the figures of the six labelled cities are given by.
    public init() {}
  }

  /// A proposal judged.
  public struct Judgement: Hashable, Sendable {
    /// Its score.
    public let score: Double
    /// How many of its pixels are labelled, and how many of those changed.
    public let labelled, changed: Int
    /// Whether it is a hit.
    public let isHit: Bool
    /// How many label sites are found by then.
    public let found: Int
  }

  /// The proposals from the best score down; among equals in the order given.
  public let judgements: [Judgement]
  /// How many label sites there are.
  public let labelSites: Int

  /// Judges proposals on the label's pixels.
  public init(
    of proposals: [SiteProposal], against label: LabelMap, criteria: Criteria = Criteria()
  ) {
    let ranked = proposals.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    var coverage = Coverage(of: label, criteria: criteria)
    labelSites = coverage.sites.areas.count
    judgements = ranked.map { coverage.judge($0.element) }
  }

  /// How many proposals there are.
  public var proposed: Int { judgements.count }
  /// How many of them are hits.
  public var hits: Int { judgements.count(where: \.isHit) }
  /// How many label sites hits found.
  public var found: Int { judgements.last?.found ?? 0 }
  /// The share of proposals that are hits, 0 to 1; 0 where there is none.
  public var precision: Double { precision(ofFirst: proposed) }
  /// The share of label sites that were found, 0 to 1; 0 where there is none.
  public var recall: Double { Double(found) / Double(max(1, labelSites)) }

  /// The share of hits among the best `count` proposals, or among all where they are fewer.
  public func precision(ofFirst count: Int) -> Double {
    let first = judgements.prefix(count)
    return first.isEmpty ? 0 : Double(first.count(where: \.isHit)) / Double(first.count)
  }

  /// The area under the interpolated precision against recall of label sites, 0 to 1: at every recall
  /// the best precision that is still reached there or beyond (Everingham et al. 2010,
  /// doi:10.1007/s11263-009-0275-4, section 4.2).
  public var averagePrecision: Double {
    var hits = 0
    let curve = zip(1..., judgements).map { rank, judgement in
      hits += judgement.isHit ? 1 : 0
      return (precision: Double(hits) / Double(rank), found: judgement.found)
    }
    var area = 0.0
    var best = 0.0
    for (i, point) in curve.enumerated().reversed() {
      best = max(best, point.precision)
      area += best * Double(point.found - (i > 0 ? curve[i - 1].found : 0))
    }
    return area / Double(max(1, labelSites))
  }
}

/// What the hits so far cover of a label.
private struct Coverage {
  let sites: LabelSites
  private let label: LabelMap
  private let criteria: SiteAccuracy.Criteria
  private var taken: [Bool]
  private var covered: [Int]
  private var found = 0

  init(of label: LabelMap, criteria: SiteAccuracy.Criteria) {
    self.label = label
    self.criteria = criteria
    sites = LabelSites(of: label, minimumPixels: criteria.minimumPixels)
    taken = [Bool](repeating: false, count: label.states.count)
    covered = [Int](repeating: 0, count: sites.areas.count)
  }

  mutating func judge(_ proposal: SiteProposal) -> SiteAccuracy.Judgement {
    let states = proposal.runs.flatMap { run in
      label.states[pixels(of: run.columns, row: run.row)]
    }
    let labelled = states.count { $0 != .unlabelled }
    let changed = states.count { $0 == .changed }
    let isHit = labelled > 0 && Double(changed) >= criteria.hitShare * Double(labelled)
    if isHit { proposal.runs.forEach { take($0) } }
    return SiteAccuracy.Judgement(
      score: proposal.score, labelled: labelled, changed: changed, isHit: isHit, found: found)
  }

  private mutating func take(_ run: PixelRun) {
    for overlap in sites.overlaps(of: run) {
      let pixels = pixels(of: overlap.columns, row: run.row)
      let new = taken[pixels].count { !$0 }
      for pixel in pixels { taken[pixel] = true }
      guard let site = overlap.site else { continue }
      let enough = criteria.foundShare * Double(sites.areas[site])
      let wasFound = Double(covered[site]) >= enough
      covered[site] += new
      if !wasFound, Double(covered[site]) >= enough { found += 1 }
    }
  }

  private func pixels(of columns: Range<Int>, row: Int) -> Range<Int> {
    label.index(
      row: row, column: columns.lowerBound)..<label.index(row: row, column: columns.upperBound)
  }
}
