import Sites

extension Registration {
  /// What was measured and done, for the file.
  var trace: JSONValue {
    let places = 3
    return .object([
      ("dx", .rounded(columns, places: places)), ("dy", .rounded(rows, places: places)),
      ("spread", .rounded(spread, places: places)),
      ("band", band.map { .string($0.rawValue) } ?? .null),
      ("blocks", .int(blocksUsed)), ("blocks_total", .int(blocksTotal)),
      ("applied", .bool(decision == .moved)), ("decision", .string(decision.rawValue)),
      ("reason", .string(reason)),
    ])
  }
}

extension Normalisation {
  /// What was measured and done, for the file.
  var trace: JSONValue {
    let places = 5
    return .object([
      ("applied", .bool(decision == .applied)), ("decision", .string(decision.rawValue)),
      ("reason", .string(reason)), ("unchanged", .int(unchanged)), ("samples", .int(samples)),
      (
        "bands",
        .array(
          bands.map { band in
            .object([
              ("band", .string(band.role.rawValue)),
              ("gain", .rounded(band.line.gain, places: places)),
              ("offset", .rounded(band.line.offset, places: places)),
              ("r", .rounded(band.line.correlation, places: places)),
            ])
          })
      ),
    ])
  }
}
