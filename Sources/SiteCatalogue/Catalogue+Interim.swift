import GeoFiles
import Sites

extension Catalogue {
  /// The scenes that count, by acquisition and id.
  public func scenes() throws -> [SceneRecord] {
    try connection.map(
      "SELECT record FROM scenes WHERE retracted IS NULL ORDER BY acquired, scene"
    ) { try CanonicalJSON.value(SceneRecord.self, of: try $0.text(0), in: connection.path) }
  }

  /// The candidates of one scene that counts, by id; none for a scene that is not known.
  public func candidates(of scene: String) throws -> [ObservedCandidate] {
    try connection.map(
      """
      SELECT c.record FROM candidates c JOIN scenes s ON s.id = c.observation
      WHERE s.scene = ? AND s.retracted IS NULL ORDER BY c.id
      """, [.text(scene)]
    ) { try CanonicalJSON.value(ObservedCandidate.self, of: try $0.text(0), in: connection.path) }
  }
}
