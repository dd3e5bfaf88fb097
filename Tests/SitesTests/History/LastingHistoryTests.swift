import Sites
import Testing

@Suite("The history of a lasting anomaly")
struct LastingHistoryTests {
  private func state(_ word: String, _ rule: ConfirmationRule) -> AnomalyState? {
    AnomalyHistory(of: looks(word), duration: .lasting, rule: rule).state
  }

  @Test(
    "follows three consecutive looks",
    arguments: [
      ("ccc", nil), ("ccA", .first), ("cAA", .provisional), ("AAA", .confirmed), ("AAcA", .first),
      ("AAc", nil), ("A--A-", .provisional), ("AAAc", .confirmed), ("AAAcc", .finished),
      ("AAAcA", .confirmed), ("AAAccA", .first), ("AAAccAc", .finished), ("---", nil), ("", nil),
    ] as [(String, AnomalyState?)])
  func consecutive(word: String, expected: AnomalyState?) {
    let rule = ConfirmationRule(provisional: 2, confirmed: 3, finished: 2)
    #expect(state(word, rule) == expected)
  }

  @Test(
    "follows two of four looks, as GLAD does",
    arguments: [
      ("A", .provisional), ("Acc", .provisional), ("AccA", .confirmed), ("Accc", nil),
      ("AcccA", .provisional), ("AAcccccc", .confirmed),
    ] as [(String, AnomalyState?)])
  func glad(word: String, expected: AnomalyState?) {
    #expect(state(word, ConfirmationRule.Preset.glad.rule) == expected)
  }

  @Test(
    "follows three looks that are half of all, as DIST does",
    arguments: [
      ("A", .first), ("AA", .provisional), ("AcA", .provisional), ("AAccA", .confirmed),
      ("AccAcc", .provisional), ("Accc", nil), ("AAAc", .confirmed), ("AAAcc", .finished),
    ] as [(String, AnomalyState?)])
  func dist(word: String, expected: AnomalyState?) {
    #expect(state(word, ConfirmationRule.Preset.dist.rule) == expected)
  }

  @Test(
    "waits for six consecutive looks, as CCDC does",
    arguments: [
      ("AAAAA", .provisional), ("AAAAAA", .confirmed), ("AAAAAcA", .first),
      ("AAAAAAccccc", .confirmed), ("AAAAAAcccccc", .finished),
    ] as [(String, AnomalyState?)])
  func ccdc(word: String, expected: AnomalyState?) {
    #expect(state(word, ConfirmationRule.Preset.ccdc.rule) == expected)
  }

  @Test("is not confirmed by looks farther apart than 90 days, as with RADD, nor removed")
  func radd() {
    let rule = ConfirmationRule.Preset.radd.rule
    let near = AnomalyHistory(of: looks("AA", everyDays: 90), duration: .lasting, rule: rule)
    let far = AnomalyHistory(of: looks("AA", everyDays: 91), duration: .lasting, rule: rule)
    #expect(near.state == .confirmed)
    #expect(far.state == .provisional)
    #expect(far.confirmations == 2 && far.firstSeen == 0)
  }

  @Test("tells first and last date, confirmations, and the days since the ground was seen")
  func dates() {
    let rule = ConfirmationRule(provisional: 2, confirmed: 3, finished: 2)
    let history = AnomalyHistory(of: looks("cA-AcAAA-c--"), duration: .lasting, rule: rule)
    #expect(history.withdrawn == 1)
    #expect(day(history.firstSeen) == 5 && day(history.lastSeen) == 7)
    #expect(history.confirmations == 3 && history.observed == 8)
    #expect(day(history.current?.provisional) == 6 && day(history.current?.confirmed) == 7)
    #expect(history.current?.finished == nil)
    #expect(history.daysUnobserved(until: 11 * 86_400) == 2)
    #expect(history.daysUnobserved(until: 0) == 0)
  }

  @Test("of a place that nobody saw has no last look")
  func neverSeen() {
    let rule = ConfirmationRule.Preset.dist.rule
    let history = AnomalyHistory(of: looks("----"), duration: .lasting, rule: rule)
    #expect(history.daysUnobserved(until: 1e9) == nil && history.observed == 0)
    #expect(history.firstSeen == nil && history.confirmations == 0)
  }
}
