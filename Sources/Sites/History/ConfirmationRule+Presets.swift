extension ConfirmationRule {
  /// The peers' rules in counts of looks. Peers that weigh evidence (DIST, RADD) are given by the number of
  /// looks of their weakest accepted evidence.
  public enum Preset: String, Hashable, Sendable, CaseIterable {
    /// OPERA DIST-ALERT: 3 looks, at least half of all since the first.
    ///
    /// `confirmation.py` and `defaults.py` of DIST-S1: confirmed at mean metric x count^2 >= 22.5 = 2.5 x 3^2,
    /// dropped when fewer than half of the looks are anomalous, which is 3 of 5; two clear looks in a row end
    /// it (its option). Its limits in days are left out, since they expire what clouds hide.
    case dist
    /// RADD: 2 looks in a row within 90 days; it never ends.
    ///
    /// Reiche et al. 2021, doi 10.1088/1748-9326/abd0a8: unconfirmed above a probability of 0.85, confirmed
    /// from 0.975 within 90 days. Two looks of 0.9 give 0.988 by Bayes, and one clear look of the same weight
    /// takes the first back to 0.5. What waits longer than 90 days stays unconfirmed here and is not removed.
    case radd
    /// GLAD-L: 2 of 4 looks; it never ends.
    ///
    /// Hansen et al. 2016, doi 10.1088/1748-9326/11/3/034008. Its removal after 180 days is left out.
    case glad
    /// CCDC: 6 looks in a row; as many clear ones end it.
    ///
    /// Zhu & Woodcock 2014, doi 10.1016/j.rse.2014.01.011. Evidence for a court; under plum rain it may take
    /// 60 to 90 days.
    case ccdc

    /// The preset's numbers.
    public var rule: ConfirmationRule {
      switch self {
      case .dist: ConfirmationRule(provisional: 2, confirmed: 3, outOf: 5, finished: 2)
      case .radd: ConfirmationRule(provisional: 1, confirmed: 2, withinDays: 90, finished: nil)
      case .glad: ConfirmationRule(provisional: 1, confirmed: 2, outOf: 4, finished: nil)
      case .ccdc: ConfirmationRule(provisional: 3, confirmed: 6, finished: 6)
      }
    }
  }
}
