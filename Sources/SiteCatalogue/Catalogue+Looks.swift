import GeoFiles

extension Catalogue {
  /// What one scene says of candidates of scenes that count, the latest of each, by candidate.
  public func looks(by scene: String) throws -> [CandidateLook] {
    try connection.map(
      """
      SELECT candidate, scene, clear_share, anomalous_share, value FROM looks
      WHERE id IN (SELECT max(id) FROM looks WHERE scene = ? GROUP BY candidate)
        AND candidate IN (
          SELECT c.id FROM candidates c JOIN scenes s ON s.id = c.observation
          WHERE s.retracted IS NULL)
      ORDER BY candidate
      """, [.text(scene)], Self.look)
  }
}
