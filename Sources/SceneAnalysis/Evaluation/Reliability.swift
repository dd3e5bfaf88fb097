/// Whether a score means what it says: of proposals scored 0.8, four in five should be hits.
public struct Reliability: Hashable, Sendable {
  /// The proposals of a tenth of the score.
  public struct Tenth: Hashable, Sendable {
    /// The scores, from the lower one up to below the upper one; the last tenth holds 1 too.
    public let scores: Range<Double>
    /// How many proposals.
    public fileprivate(set) var count = 0
    /// How many of them are hits.
    public fileprivate(set) var hits = 0
    fileprivate var sum = 0.0

    /// Their mean score; nil where there is none.
    public var meanScore: Double? { count > 0 ? sum / Double(count) : nil }
    /// The share of hits; nil where there is none.
    public var hitShare: Double? { count > 0 ? Double(hits) / Double(count) : nil }
  }

  /// The ten tenths from 0 to 1.
  public let tenths: [Tenth]
  /// Proposals without a labelled pixel: nobody can say whether they are real, so no tenth has them.
  public let unlabelled: Int

  private static let parts = 10

  /// Sorts judged proposals by score; nil where a score is not from 0 to 1, and so no probability.
  public init?(of judgements: [SiteAccuracy.Judgement]) {
    guard judgements.allSatisfy({ (0...1).contains($0.score) }) else { return nil }
    let parts = Double(Self.parts)
    var tenths = (0..<Self.parts).map {
      Tenth(scores: Double($0) / parts..<Double($0 + 1) / parts)
    }
    for judgement in judgements where judgement.labelled > 0 {
      let place = tenths.lastIndex { $0.scores.lowerBound <= judgement.score } ?? 0
      tenths[place].count += 1
      tenths[place].hits += judgement.isHit ? 1 : 0
      tenths[place].sum += judgement.score
    }
    self.tenths = tenths
    unlabelled = judgements.count { $0.labelled == 0 }
  }
}
