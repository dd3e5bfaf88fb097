import Sites
import Testing

@Suite("What a history tells of a candidate")
struct CandidateHistoryTests {
  private func told(_ word: String, _ duration: Duration) -> CandidateHistory? {
    let history = AnomalyHistory(
      of: looks(word), duration: duration, rule: ConfirmationRule.Preset.dist.rule)
    let end = Double(word.count - 1) * 86_400
    return CandidateHistory(history, until: end) { "day \(Int($0 / 86_400))" }
  }

  @Test("is state, dates and counts, with the days that nobody saw the ground")
  func lasting() throws {
    let history = try #require(told("cAAcA--", .lasting))
    #expect(history.state == .confirmed)
    #expect(history.firstTime == "day 1" && history.lastTime == "day 4")
    #expect(history.confirmations == 3 && history.recurrences == 0)
    #expect(history.lastObserved == "day 4" && history.daysUnobserved == 2)
  }

  @Test("of a transient kind has recurrences and no state")
  func transient() throws {
    let history = try #require(told("AcAc", .transient))
    #expect(history.state == nil && history.recurrences == 1 && history.firstTime == "day 0")
  }

  @Test("is none where nothing was seen")
  func none() {
    #expect(told("cc--", .lasting) == nil)
    #expect(told("----", .transient) == nil)
  }

  @Test("becomes columns of the output, the same for every candidate of a stack")
  func columns() {
    var candidate = SampleCandidates.pond
    let without = candidate.properties(indices: []).map(\.0)
    candidate.history = told("cAAcA--", .lasting)
    let added = candidate.properties(indices: []).map(\.0).filter { !without.contains($0) }
    #expect(
      added == [
        "state", "first_time", "last_time", "confirmations", "recurrences", "last_observed",
        "days_unobserved",
      ])
  }
}
