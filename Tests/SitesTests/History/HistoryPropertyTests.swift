import SeededRandomness
import Sites
import Testing

@Suite("Every history")
struct HistoryPropertyTests {
  @Test(
    "is the same in any order of the looks, and when they come twice",
    arguments: 0..<60 as Range<UInt64>)
  func order(seed: UInt64) {
    var random = SplitMix(state: seed)
    let stack = looks(random.word(count: 30))
    for rule in triedRules {
      for duration in Duration.allCases {
        let straight = AnomalyHistory(of: stack, duration: duration, rule: rule)
        let shuffled = (stack + stack.prefix(10)).shuffled(using: &random)
        #expect(AnomalyHistory(of: shuffled, duration: duration, rule: rule) == straight)
      }
    }
  }

  @Test(
    "is the same with looks that saw nothing among the others", arguments: 0..<60 as Range<UInt64>)
  func unobserved(seed: UInt64) {
    var random = SplitMix(state: seed)
    let stack = looks(random.word(count: 30))
    let clouds = (0..<20).map { _ in
      Look(time: Double.random(in: -9e6..<9e6, using: &random), finding: .unobserved)
    }
    for rule in triedRules {
      for duration in Duration.allCases {
        let without = AnomalyHistory(of: stack, duration: duration, rule: rule)
        #expect(AnomalyHistory(of: stack + clouds, duration: duration, rule: rule) == without)
      }
    }
  }

  /// The definition read backwards: some window of so many observed looks holds enough anomalous ones.
  @Test(
    "reaches confirmation just where a window holds enough looks",
    arguments: 0..<200 as Range<UInt64>)
  func confirmation(seed: UInt64) {
    var random = SplitMix(state: seed)
    let stack = looks(random.word(count: 14))
    for rule in triedRules where rule.withinDays == nil {
      let seen = stack.map(\.finding).filter { $0 != .unobserved }
      let enough = seen.indices.contains { start in
        seen[start...].prefix(rule.outOf).count { $0 == .anomalous } >= rule.confirmed
      }
      let history = AnomalyHistory(of: stack, duration: .lasting, rule: rule)
      #expect(history.episodes.contains { $0.confirmed != nil } == enough)
    }
  }

  @Test("accounts for each anomalous look once", arguments: 0..<60 as Range<UInt64>)
  func account(seed: UInt64) {
    var random = SplitMix(state: seed)
    let stack = looks(random.word(count: 40))
    for rule in triedRules {
      let history = AnomalyHistory(of: stack, duration: .transient, rule: rule)
      #expect(history.confirmations == stack.count { $0.finding == .anomalous })
      #expect(zip(history.episodes, history.episodes.dropFirst()).allSatisfy { $0.last < $1.first })
    }
  }

  @Test("counts the products of one overpass once, and what was suspicious in one of them")
  func overpass() {
    let rule = ConfirmationRule(provisional: 2, confirmed: 3, finished: 2)
    let stack = [
      Look(time: 0, finding: .anomalous), Look(time: 14, finding: .anomalous),
      Look(time: 600, finding: .clear), Look(time: 601, finding: .anomalous),
    ]
    let history = AnomalyHistory(of: stack, duration: .lasting, rule: rule)
    #expect(history.confirmations == 2 && history.observed == 2 && history.state == .provisional)
  }

  @Test("can be asked for other confirmations, with as many clear looks allowed between")
  func confirming() {
    let rule = ConfirmationRule.Preset.dist.rule.confirming(after: 1)
    #expect(rule.provisional == 1 && rule.confirmed == 1 && rule.outOf == 3 && rule.finished == 2)
  }

  @Test("refuses a rule that nothing can fulfil")
  func impossible() async {
    await #expect(processExitsWith: .failure) {
      _ = ConfirmationRule(provisional: 3, confirmed: 2, finished: nil)
    }
    await #expect(processExitsWith: .failure) {
      _ = ConfirmationRule(provisional: 1, confirmed: 3, outOf: 2, finished: nil)
    }
    await #expect(processExitsWith: .failure) { _ = Look(time: .nan, finding: .clear) }
  }
}
