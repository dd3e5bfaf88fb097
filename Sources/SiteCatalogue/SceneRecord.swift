import GeoFiles
import Scenes

/// Everything that the catalogue keeps of one scene that was accepted: what it is, what files it came from, and
/// what was done to it. It holds nothing that depends on when or where it was processed, so that the same scene
/// processed again gives the same record.
public struct SceneRecord: Codable, Hashable, Sendable, Identifiable {
  /// The scene's identity.
  public var id: String
  /// What the provider says it is.
  public var product: ProductIdentity
  /// When it was taken, RFC 3339 in UTC or a bare date, as `AcquisitionTime` writes them.
  public var acquired: String
  /// The files it was read from.
  public var inputs: [InputRecord]
  /// How it was made fit to be compared, and with what.
  public var treatment: SceneTreatment

  /// A record from its parts.
  public init(
    id: String, product: ProductIdentity, acquired: String, inputs: [InputRecord],
    treatment: SceneTreatment
  ) {
    self.id = id
    self.product = product
    self.acquired = acquired
    self.inputs = inputs
    self.treatment = treatment
  }
}

/// What the provider says a scene is.
public struct ProductIdentity: Codable, Hashable, Sendable {
  /// The full name of the product, which tells re-processed ones apart.
  public var name: String
  /// The satellite, such as `S2B`; nil where it is not known.
  public var satellite: String?
  /// The sensor, such as `sentinel-2b`; nil where it is not known.
  public var sensor: String?
  /// The processing level, such as `L2A`; nil where it is not known.
  public var level: String?
  /// The processing baseline, such as `05.09`; nil where it is not known.
  public var baseline: String?
  /// When the provider processed it, as the provider writes it; nil where it is not known.
  public var processed: String?
  /// What re-processed products of one acquisition have in common; see `tianyan run`.
  public var acquisition: String

  /// An identity of which only the name and the acquisition are known.
  public init(name: String, acquisition: String) {
    self.name = name
    self.acquisition = acquisition
  }
}

/// One file that a scene was read from.
public struct InputRecord: Codable, Hashable, Sendable {
  /// Its path inside the product.
  public var path: String
  /// Its length in bytes.
  public var bytes: Int
  /// Its SHA-256 in hexadecimal digits.
  public var sha256: String

  /// A file by its path, length and checksum.
  public init(path: String, bytes: Int, sha256: String) {
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
  }
}

/// How a scene was made fit to be compared, and with what it was.
public struct SceneTreatment: Codable, Hashable, Sendable {
  /// Where the analysis-ready layer is, relative to the state directory; nil where none was kept.
  public var layer: String?
  /// The ids of the scenes it was compared with, in any order; none for the first of all.
  public var references: [String]
  /// Where its mask comes from, such as `SCL`.
  public var mask: String
  /// Shift, offsets and whatever else was decided, by name; numbers as text.
  public var parameters: [String: String]
  /// Name and version of the software.
  public var software: String
  /// The share of the region, from 0 to 1, that was seen clear.
  public var clearShare: Double

  /// A treatment from the parts that every scene has.
  public init(mask: String, software: String, clearShare: Double) {
    references = []
    self.mask = mask
    parameters = [:]
    self.software = software
    self.clearShare = clearShare
  }
}

extension SceneRecord {
  /// Refuses what no scene has: a time that is none, a share outside 0 to 1, an empty name.
  func check() throws {
    guard let time = AcquisitionTime(acquired), time.text == acquired else {
      throw Refusal(
        .badInput, "\"\(acquired)\" is no RFC 3339 time in UTC and no date", subject: "scene \(id)")
    }
    guard !id.isEmpty, !product.name.isEmpty, !product.acquisition.isEmpty else {
      throw Refusal(.badInput, "a scene without id, name or acquisition", subject: "scene \(id)")
    }
    guard (0...1).contains(treatment.clearShare) else {
      throw Refusal(.badInput, "its clear share is not within 0 to 1", subject: "scene \(id)")
    }
  }
}
