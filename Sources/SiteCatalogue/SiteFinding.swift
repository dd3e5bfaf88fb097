import GeoFiles
import Scenes
import Sites

/// What speaks for a site: its most suspicious candidate, the scene that showed it, and those that it was compared with.
public struct SiteFinding: Sendable {
  /// The site.
  public let site: Site
  /// The candidate with the highest score, the first of equals in the order of history.
  public let candidate: ObservedCandidate
  /// The scene that showed it.
  public let scene: SceneRecord
  /// The scenes that it was compared with the median of, by acquisition; those that were taken back since are missing.
  public let references: [SceneRecord]
  /// Those of them that saw nothing suspicious there: an anomaly that lasts is in the last of the others too.
  public let clear: [SceneRecord]
}

extension Catalogue {
  /// What speaks for a site. `scenes` are those that count, by id: read once for many sites.
  public func finding(of site: Site, among scenes: [String: SceneRecord]) throws -> SiteFinding {
    let members = try members(of: site.id)
    guard let first = members.first else { throw lacks("the candidates of site \(site.id)") }
    let best = members.dropFirst().reduce(first) { best, member in
      member.candidate.score > best.candidate.score ? member : best
    }
    guard let scene = scenes[best.scene] else { throw lacks("scene \(best.scene)") }
    let references = scene.treatment.references.compactMap { scenes[$0] }
      .sorted { ($0.acquired, $0.id) < ($1.acquired, $1.id) }
    let clear = Set(
      try history(of: members).looks.filter { $0.finding == .clear }.map(\.scene))
    return SiteFinding(
      site: site, candidate: best.candidate, scene: scene, references: references,
      clear: references.filter { clear.contains($0.id) })
  }

  private func lacks(_ what: String) -> Refusal {
    Refusal(
      .badInput, "its derived tables lack \(what)", subject: connection.path,
      advice: "tianyan audit tells more")
  }
}

extension SiteFinding {
  /// The attributes that a candidate has and a site has not, by the names of `tianyan scan`. What it was compared with is
  /// told by `reference`, `reference_scenes` and `reference_since`; the scene of a picture is told by who draws it.
  public var properties: [(String, JSONValue)] {
    let evidence = candidate.evidence
    func fraction(_ value: Double?) -> JSONValue { value.map { .rounded($0, places: 4) } ?? .null }
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    var row: [(String, JSONValue)] = [
      ("after_scene", .string(scene.id)), ("after_time", .string(scene.acquired)),
      ("pixels", .int(evidence.pixels)), ("clear_fraction", fraction(evidence.clearFraction)),
      ("mask_reasons", .string(evidence.maskReasons.joined(separator: ","))),
      ("change", fraction(evidence.change)),
      ("reference", text(scene.treatment.parameters["reference"])),
      ("reference_scenes", .int(scene.treatment.references.count)),
      ("reference_since", text(references.first?.acquired)),
      ("rule_version", .string(candidate.rule.version)),
      ("software", .string(scene.treatment.software)),
    ]
    for index in evidence.indices {
      row.append((index.name.lowercased() + "_before", fraction(index.before)))
      row.append((index.name.lowercased() + "_after", fraction(index.after)))
    }
    return row
  }
}

extension SceneRecord {
  /// The record as JSON with sorted members, for manifests.
  public var json: JSONValue {
    get throws {
      try CanonicalJSON.value(JSONValue.self, of: CanonicalJSON.text(of: self), in: "scene \(id)")
    }
  }

  /// What the comparison decided, as `tianyan scan` writes it into a result; nil where there was none.
  public var trace: JSONValue? {
    get throws {
      try treatment.parameters["trace"].map {
        try CanonicalJSON.value(JSONValue.self, of: $0, in: "scene \(id)")
      }
    }
  }
}
