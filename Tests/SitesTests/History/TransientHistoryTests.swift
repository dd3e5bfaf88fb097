import Sites
import Testing

@Suite("The history of a transient anomaly")
struct TransientHistoryTests {
  private let rule = ConfirmationRule.Preset.dist.rule

  @Test("is a list of events, and each after the first is a recurrence")
  func events() {
    let history = AnomalyHistory(of: looks("cAAcA-AccccA"), duration: .transient, rule: rule)
    #expect(history.episodes.map { day($0.first) } == [1, 4, 11])
    #expect(history.episodes.map { day($0.last) } == [2, 6, 11])
    #expect(history.episodes.map(\.looks) == [2, 2, 1])
    #expect(history.recurrences == 2 && history.confirmations == 5)
    #expect(day(history.firstSeen) == 1 && day(history.lastSeen) == 11)
    #expect(history.state == nil)
  }

  @Test("keeps an event that was seen once, however long it stays clear")
  func neverExpires() {
    let word = "A" + String(repeating: "c", count: 500)
    let history = AnomalyHistory(of: looks(word), duration: .transient, rule: rule)
    #expect(history.episodes.count == 1 && history.withdrawn == 0)
    #expect(day(history.lastSeen) == 0 && day(history.current?.finished) == 1)
  }

  @Test("does not split an event where only clouds lie between")
  func clouds() {
    let history = AnomalyHistory(of: looks("A------A"), duration: .transient, rule: rule)
    #expect(history.episodes.count == 1 && history.recurrences == 0)
  }

  @Test("splits where as many looks are clear as the rule asks")
  func eventEnd() {
    let patient = ConfirmationRule(provisional: 1, confirmed: 1, finished: nil, eventEnd: 2)
    let history = AnomalyHistory(of: looks("AcAccA"), duration: .transient, rule: patient)
    #expect(history.episodes.map(\.looks) == [2, 1])
  }
}
