/// What is to be done to the catalogue in one transaction: all of it happens or nothing.
public struct CatalogueChange: Sendable {
  /// A scene that is taken back, and why.
  public struct Retraction: Hashable, Sendable {
    /// The scene's id.
    public var scene: String
    /// Why, for people.
    public var reason: String

    /// A retraction from its parts.
    public init(scene: String, reason: String) {
      self.scene = scene
      self.reason = reason
    }
  }

  /// Scenes that are taken back, first of all.
  public var retractions: [Retraction]
  /// Scenes that are accepted. One that is known and says something else now replaces what it said before.
  public var observations: [SceneObservation]
  /// Looks; one at a candidate by a scene replaces an earlier one.
  public var looks: [CandidateLook]

  /// A change from its parts.
  public init(
    retractions: [Retraction] = [], observations: [SceneObservation] = [],
    looks: [CandidateLook] = []
  ) {
    self.retractions = retractions
    self.observations = observations
    self.looks = looks
  }
}
