import Testing

@testable import Sites

@Suite("Candidate table")
struct CandidateTableTests {
  private let pond = SampleCandidates.pond
  private let plume = SampleCandidates.plume

  @Test("says so where there is no candidate")
  func empty() {
    #expect(CandidateTable.render([]) == "no candidates\n")
    #expect(CandidateTable.render([], limit: 3, language: .zh) == "没有疑似图斑\n")
  }

  @Test("aligns numbers to the right and text to the left")
  func english() {
    let left = """
      rank  score  kind              title                m2    mu
         1   1.00  turbid-discharge  Turbid discharge    400   0.6
         2   0.88  water-lost        Water lost        10807  16.2
      """
    let right = """
            lon       lat  before -> after           id
      119.90010  29.00010  2016-12-09 -> -           aabbccddeeff00112233
      120.03000  28.89000  2016-12-09 -> 2018-12-04  00112233445566778899
      """
    let lines = zip(left.split(separator: "\n"), right.split(separator: "\n"))
    #expect(
      CandidateTable.render([plume, pond]) == lines.map { "\($0)  \($1)\n" }.joined())
  }

  @Test("counts Chinese characters as two columns")
  func chinese() {
    let lines = CandidateTable.render([plume, pond], language: .zh).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[2].contains("疑似侵占水域"))
    // The id begins in the same column of the screen in every line.
    let starts = zip(lines, ["编号", "aabb", "0011"]).map { line, id in
      line.range(of: id).map { width(line[..<$0.lowerBound]) }
    }
    #expect(starts == [starts[0], starts[0], starts[0]] && starts[0] != nil)
  }

  /// Columns on the screen: of these texts exactly the Chinese characters are wide.
  private func width(_ text: Substring) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ((0x4E00...0x9FFF).contains($1.value) ? 2 : 1) }
  }

  @Test("says how many are left out")
  func limit() {
    let lines = CandidateTable.render([plume, pond, pond], limit: 1).split(separator: "\n")
    #expect(lines.count == 3 && lines[2] == "and 2 more")
    let both = [plume, pond]
    #expect(CandidateTable.render(both, limit: 9) == CandidateTable.render(both))
    #expect(CandidateTable.render(both, limit: 0).hasSuffix("and 2 more\n"))
  }

  @Test("neutralises text that would steer the terminal, and keeps it on its line")
  func hostile() {
    let table = CandidateTable.render([SampleCandidates.hostile, pond])
    #expect(table.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
    for scalar in table.unicodeScalars where scalar != "\n" {
      #expect(
        ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
          scalar.properties.generalCategory), "U+\(String(scalar.value, radix: 16))")
    }
    #expect(table.contains("\u{FFFD}[2J\"},\\"))
    #expect(table.contains("</script>\u{1F600}é"))
  }
}
