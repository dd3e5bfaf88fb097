import GeoFiles

extension Catalogue {
  /// Makes a change, and of the sites those anew that it touches, in one transaction with its journal entries.
  ///
  /// What is known already changes nothing and is not written again, so that a change may be made twice. Refuses
  /// what cannot be true, and a retraction of a scene that is not known. True where anything changed.
  @discardableResult
  public func apply(_ change: CatalogueChange) throws -> Bool {
    try change.observations.forEach { try $0.check() }
    try change.looks.forEach { try $0.check() }
    return try connection.transaction {
      var touched = TouchedSites()
      for retraction in change.retractions {
        try retract(retraction, &touched)
      }
      for observation in change.observations {
        try accept(observation.canonical, &touched)
      }
      try accept(change.looks, &touched)
      guard !touched.isEmpty else { return false }
      try recompute(touched)
      return true
    }
  }

  /// Records what one scene showed; false where that is known already.
  @discardableResult
  public func record(_ observation: SceneObservation) throws -> Bool {
    try apply(CatalogueChange(observations: [observation]))
  }

  /// Records what scenes say of candidates; false where all of it is known already.
  @discardableResult
  public func record(_ looks: [CandidateLook]) throws -> Bool {
    try apply(CatalogueChange(looks: looks))
  }

  /// Takes a scene back: its candidates and looks count no more, and the journal says why. False where that was done.
  @discardableResult
  public func retract(_ scene: String, reason: String) throws -> Bool {
    try apply(CatalogueChange(retractions: [.init(scene: scene, reason: reason)]))
  }

  // MARK: Inside the transaction

  private func retract(_ retraction: CatalogueChange.Retraction, _ touched: inout TouchedSites)
    throws
  {
    let rows = try connection.map(
      "SELECT id, retracted FROM scenes WHERE scene = ?", [.text(retraction.scene)]
    ) { (id: try $0.int(0), isValid: $0.isNull(1)) }
    guard !rows.isEmpty else {
      throw Refusal(.noInput, "is not in the catalogue", subject: "scene \(retraction.scene)")
    }
    guard let row = rows.first(where: \.isValid) else { return }
    let entry = try journal("scene.retracted", retraction.scene, ["reason": retraction.reason])
    try withdraw(observation: row.id, of: retraction.scene, entry: entry, &touched)
  }

  private func withdraw(
    observation: Int, of scene: String, entry: Int, _ touched: inout TouchedSites
  ) throws {
    try connection.run(
      "UPDATE scenes SET retracted = ? WHERE id = ?", [.int(entry), .int(observation)])
    touched.rows.formUnion(
      try connection.map("SELECT fid FROM candidates WHERE observation = ?", [.int(observation)]) {
        try $0.int(0)
      })
    try touchLooks(of: scene, &touched)
  }

  /// What a scene said of candidates counts only as long as it is valid.
  private func touchLooks(of scene: String, _ touched: inout TouchedSites) throws {
    touched.isAnything = true
    touched.rows.formUnion(
      try connection.map(
        """
        SELECT DISTINCT c.fid FROM looks l JOIN candidates c ON c.id = l.candidate
        WHERE l.scene = ?
        """, [.text(scene)]
      ) { try $0.int(0) })
  }

  private func accept(_ observation: SceneObservation, _ touched: inout TouchedSites) throws {
    let scene = observation.scene
    let digest = CanonicalJSON.digest(try CanonicalJSON.text(of: observation))
    let valid = try connection.map(
      "SELECT id, digest FROM scenes WHERE scene = ? AND retracted IS NULL", [.text(scene.id)]
    ) { (id: try $0.int(0), digest: try $0.text(1)) }.first
    if valid?.digest == digest { return }
    let entry = try journal(
      valid == nil ? "scene.recorded" : "scene.replaced", scene.id,
      [
        "product": scene.product.name, "acquired": scene.acquired, "sha256": digest,
        "candidates": String(observation.candidates.count), "software": scene.treatment.software,
      ])
    if let valid { try withdraw(observation: valid.id, of: scene.id, entry: entry, &touched) }
    try connection.run(
      "INSERT INTO scenes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
      [
        .text(scene.id), .text(scene.acquired), .text(scene.product.name),
        .text(scene.product.acquisition), .double(scene.treatment.clearShare),
        .text(try CanonicalJSON.text(of: scene)), .text(digest), .int(entry),
      ])
    let row = connection.lastInsertedRow
    for candidate in observation.candidates {
      touched.rows.insert(try insert(candidate, observation: row))
    }
    for cell in observation.cells {
      try connection.run(
        "INSERT INTO cells VALUES (NULL, ?, ?, ?, ?)",
        [.int(row), .int(cell.cell.row), .int(cell.cell.column), .double(cell.clearShare)])
    }
    try touchLooks(of: scene.id, &touched)
  }

  private func insert(_ candidate: ObservedCandidate, observation: Int) throws -> Int {
    try connection.run(
      "INSERT INTO candidates VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .blob(GeoPackageBlob.encode(candidate.place.geometry.closedRings)), .text(candidate.id),
        .int(observation), .text(candidate.rule.kind), .double(candidate.score),
        .double(candidate.place.area), .text(try CanonicalJSON.text(of: candidate)),
        .text(SiteID.make(first: candidate.id)),
      ])
    return connection.lastInsertedRow
  }

  private func accept(_ looks: [CandidateLook], _ touched: inout TouchedSites) throws {
    var sorted = looks.sorted { ($0.scene, $0.candidate) < ($1.scene, $1.candidate) }
    guard
      zip(sorted, sorted.dropFirst()).allSatisfy({ a, b in
        (a.scene, a.candidate) != (b.scene, b.candidate)
      })
    else {
      throw Refusal(.badInput, "one scene looks at one candidate twice", subject: "looks")
    }
    sorted = try sorted.filter { try latestLook(of: $0.scene, at: $0.candidate) != $0 }
    // One entry a scene, so that each scene's own trace has it.
    for (scene, looks) in Dictionary(grouping: sorted, by: \.scene).sorted(by: { $0.key < $1.key })
    {
      let digest = CanonicalJSON.digest(try CanonicalJSON.text(of: looks))
      let entry = try journal(
        "looks.recorded", scene, ["looks": String(looks.count), "sha256": digest])
      for look in looks { touched.rows.formUnion(try insert(look, entry: entry)) }
      touched.isAnything = true
    }
  }

  /// Adds a look, and gives the rows of its candidate.
  private func insert(_ look: CandidateLook, entry: Int) throws -> [Int] {
    try connection.run(
      "INSERT INTO looks VALUES (NULL, ?, ?, ?, ?, ?, ?)",
      [
        .text(look.candidate), .text(look.scene), .double(look.clearShare),
        .double(look.anomalousShare), .optional(look.value), .int(entry),
      ])
    return try connection.map("SELECT fid FROM candidates WHERE id = ?", [.text(look.candidate)]) {
      try $0.int(0)
    }
  }

  private func latestLook(of scene: String, at candidate: String) throws -> CandidateLook? {
    try connection.map(
      """
      SELECT candidate, scene, clear_share, anomalous_share, value FROM looks
      WHERE candidate = ? AND scene = ? ORDER BY id DESC LIMIT 1
      """, [.text(candidate), .text(scene)], Self.look
    ).first
  }

  /// The look that a row of its five fields holds.
  static func look(_ row: SQLiteRow) throws -> CandidateLook {
    CandidateLook(
      candidate: try row.text(0), scene: try row.text(1), clearShare: try row.double(2),
      anomalousShare: try row.double(3), value: row.optionalDouble(4))
  }
}

/// What a change touched.
struct TouchedSites {
  /// Rows of candidates that came, went, or were looked at.
  var rows: Set<Int> = []
  /// Whether any fact changed, be it only a scene without candidates.
  var isAnything = false

  var isEmpty: Bool { rows.isEmpty && !isAnything }
}
