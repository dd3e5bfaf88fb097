import Spectral

extension RuleSet {
  /// The indices that the rule of a kind names, in the order in which it does; nil where this set has no
  /// such rule of that version, so that nobody takes the words of another rule for its own.
  public func indexNames(of kind: String, version: String, in catalogue: IndexCatalogue)
    -> [String]?
  {
    guard let rule = rules.first(where: { $0.kind == kind && $0.label.version == version }) else {
      return nil
    }
    var seen: Set<String> = []
    return rule.indexNames(in: catalogue).filter { seen.insert($0).inserted }
  }
}
