import Testing

@testable import Delivery

@Suite("Short names of columns")
struct ShortColumnNamesTests {
  @Test("keep the words that tell columns apart, and names that are short enough")
  func words() {
    #expect(
      ShortColumnNames.make(
        ["kind", "before_scene", "after_scene", "clear_fraction", "mndwi_before", "mndwi_after"],
        limit: 10) == ["kind", "bef_scene", "aft_scene", "clear_frac", "mndwi_bef", "mndwi_aft"])
  }

  @Test("differ in any case and take no more bytes than there are")
  func unique() {
    let names =
      (0..<120).map { "a_very_long_name_\($0 % 3)" } + ["图斑编号图斑编号", "ABCDEFGHIJK", "abcdefghijk"]
    let short = ShortColumnNames.make(names, limit: 10)
    #expect(Set(short.map { $0.lowercased() }).count == names.count)
    #expect(short.allSatisfy { $0.utf8.count <= 10 && !$0.isEmpty })
  }
}
