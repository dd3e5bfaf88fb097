import GeoFiles

// The hashes of facts as they stand in the tables now.
extension Catalogue {
  /// The digest of the observation that a journal entry recorded; nil where the tables hold none.
  func observationDigest(of entry: JournalEntry) throws -> String? {
    let rows = try connection.map(
      """
      SELECT id, record, digest, scene, acquired, product, acquisition, clear_share FROM scenes
      WHERE recorded = ?
      """, [.int(entry.id)]
    ) { row in
      (
        id: try row.int(0),
        scene: try CanonicalJSON.value(SceneRecord.self, of: try row.text(1), in: connection.path),
        columns: [
          try row.text(2), try row.text(3), try row.text(4), try row.text(5), try row.text(6),
        ],
        clearShare: try row.double(7)
      )
    }
    guard rows.count == 1, let row = rows.first else { return nil }
    let candidates = try connection.map(
      "SELECT record, id, kind, score, area_m2, geom, site FROM candidates WHERE observation = ?",
      [.int(row.id)], candidate)
    let cells = try connection.map(
      "SELECT cell_column, cell_row, clear_share FROM cells WHERE observation = ?", [.int(row.id)]
    ) {
      CellClarity(
        cell: Cell(column: try $0.int(0), row: try $0.int(1)), clearShare: try $0.double(2))
    }
    guard !candidates.contains(nil) else { return nil }
    let observation = SceneObservation(
      scene: row.scene, candidates: candidates.compactMap { $0 }, cells: cells)
    let digest = CanonicalJSON.digest(try CanonicalJSON.text(of: observation.canonical))
    let scene = row.scene
    let columns = [digest, scene.id, scene.acquired, scene.product.name, scene.product.acquisition]
    return columns == row.columns && scene.treatment.clearShare == row.clearShare ? digest : nil
  }

  /// The candidate of a row, whose columns are copies of its record; nil where one is none.
  private func candidate(_ row: SQLiteRow) throws -> ObservedCandidate? {
    let candidate = try CanonicalJSON.value(
      ObservedCandidate.self, of: try row.text(0), in: connection.path)
    let isCopy =
      try row.text(1) == candidate.id && row.text(2) == candidate.rule.kind
      && row.double(3) == candidate.score && row.double(4) == candidate.place.area
      && row.blob(5) == GeoPackageBlob.encode(candidate.place.geometry.closedRings)
      && row.text(6) == SiteID.make(first: candidate.id)
    return isCopy ? candidate : nil
  }

  /// The digest of the looks that a journal entry recorded.
  func looksDigest(of entry: JournalEntry) throws -> String {
    let looks = try connection.map(
      """
      SELECT candidate, scene, clear_share, anomalous_share, value FROM looks WHERE recorded = ?
      """, [.int(entry.id)], Self.look)
    return CanonicalJSON.digest(
      try CanonicalJSON.text(
        of: looks.sorted { ($0.scene, $0.candidate) < ($1.scene, $1.candidate) }))
  }

  /// The digest of the verdict that a journal entry recorded, as the entry's detail has it; nil for none.
  func verdictDigest(of entry: JournalEntry) throws -> String? {
    try connection.map(
      """
      SELECT outcome, reason, by, visited, note FROM verdicts WHERE recorded = ? AND site = ?
      """, [.int(entry.id), .text(entry.subject)]
    ) { row in
      CanonicalJSON.digest(
        try CanonicalJSON.text(of: [
          "outcome": try row.text(0), "reason": row.optionalText(1) ?? "", "by": try row.text(2),
          "visited": try row.text(3), "note": try row.text(4),
        ]))
    }.first
  }
}
