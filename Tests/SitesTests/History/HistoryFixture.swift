import SeededRandomness
import Sites

/// Looks one a day from a word: `A` anomalous, `c` clear, `-` not observed.
func looks(_ word: String, everyDays days: Double = 1) -> [Look] {
  word.enumerated().map { day, letter in
    Look(time: Double(day) * days * 86_400, finding: finding(letter))
  }
}

private func finding(_ letter: Character) -> Look.Finding {
  switch letter {
  case "A": .anomalous
  case "c": .clear
  default: .unobserved
  }
}

/// The day of a time in seconds.
func day(_ seconds: Double?) -> Double? { seconds.map { $0 / 86_400 } }

extension SplitMix {
  /// A word of looks for `looks(_:)`.
  mutating func word(count: Int) -> String {
    String((0..<count).map { _ in "AAcc-".randomElement(using: &self) ?? "-" })
  }
}

/// The rules that properties are tried on: the presets and three more.
let triedRules =
  ConfirmationRule.Preset.allCases.map(\.rule) + [
    ConfirmationRule(provisional: 1, confirmed: 1, finished: 1),
    ConfirmationRule(provisional: 2, confirmed: 3, finished: 3, eventEnd: 2),
    ConfirmationRule(provisional: 2, confirmed: 2, outOf: 5, withinDays: 3, finished: 2),
  ]
