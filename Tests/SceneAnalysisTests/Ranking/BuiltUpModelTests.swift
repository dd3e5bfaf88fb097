import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import SceneAnalysis

@Suite("A ranking of built-up change")
struct BuiltUpModelTests {
  private func model(_ changes: [String: Any]) throws -> BuiltUpModel {
    var parts: [String: Any] = [
      "name": "n", "fitted": "f", "intercept": -3,
      "terms": [["evidence": "magnitude", "weight": 2]], "percentile": 96.5, "least_pixels": 10,
      "sites": ["intercept": -1, "slope": 1, "knee": 2, "further": 0.5],
    ]
    parts.merge(changes) { $1 }
    return try BuiltUpModel(
      json: JSONSerialization.data(withJSONObject: parts), subject: "ranking.json")
  }

  @Test("is built in, with every evidence and what it was fitted on")
  func builtIn() throws {
    let model = try BuiltUpModel.builtIn()
    #expect(Set(model.terms.map(\.evidence)) == Set(BuiltUpModel.Evidence.allCases))
    #expect(model.fitted.contains("CC BY-NC-SA"))
    #expect(model.terms.contains { $0.evidence == .magnitude && $0.weight > 0 })
  }

  @Test("gives a region the logistic of a bent line over the logarithm of its evidence")
  func chance() throws {
    let model = try model([:])
    // -1 + ln e = 0.
    #expect(abs(model.chance(ofExcess: exp(1)) - 0.5) < 1e-12)
    // -1 + 3 + 0.5 beyond the knee.
    #expect(abs(model.chance(ofExcess: exp(3)) - 1 / (1 + exp(-2.5))) < 1e-12)
    #expect(model.chance(ofExcess: 0) < 1e-3)
  }

  @Test(
    "is refused where it is none",
    arguments: [
      ["percentile": 100], ["percentile": 0], ["least_pixels": 0], ["terms": [Int]()],
      ["terms": [["evidence": "luck", "weight": 1] as [String: any Sendable]]],
      ["intercept": "much"],
      [
        "terms": [
          ["evidence": "magnitude", "weight": 1] as [String: any Sendable],
          ["evidence": "magnitude", "weight": 2],
        ]
      ],
    ] as [[String: any Sendable]])
  func refusals(changes: [String: any Sendable]) throws {
    let refusal = #expect(throws: Refusal.self) { try model(changes) }
    #expect(refusal?.reason == .badInput && refusal?.subject == "ranking.json")
  }
}

@Suite("Units of a pair")
struct BuiltUpScalesTests {
  @Test("are the median and the deviation that its distances give, of what is known")
  func unit() {
    let unit = BuiltUpScales.Unit(of: [1, 2, 3, 4, 100, .nan])
    #expect(unit.middle == 3)
    #expect(abs(unit.spread - 1.4826) < 1e-6)
    #expect(unit(3 + 1.4826) > 0.999)
  }
}
