import GeoFiles
import Sites

extension Catalogue {
  /// Everything that led to a site, for people: the scenes with their files and checksums, how they were treated, the
  /// candidates, and the journal's events of all of them.
  public func trace(of id: String) throws -> String {
    let file = try siteFile(id)
    var lines = [file.text(sparkline: false), "What it was made of:"]
    var subjects = Set([id, file.site.id])
    for member in file.members {
      subjects.insert(SiteID.make(first: member.candidate.id))
      lines += try traceLines(of: member)
    }
    let scenes = Set(file.looks.map(\.scene))
    subjects.formUnion(scenes)
    lines += ["", "Journal:"]
    lines += try journal(of: subjects.sorted()).map { entry in
      "  \(entry.id)  \(entry.at)  \(entry.event)  \(entry.subject)  \(entry.detail)"
    }
    return lines.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
      .joined().map { TerminalText.harmless(String($0)) + "\n" }.joined()
  }

  private func traceLines(of member: LocatedCandidate) throws -> [String] {
    let evidence = member.candidate.evidence
    var lines = [
      "",
      "candidate \(member.candidate.id), \(member.candidate.rule.kind), rule version "
        + member.candidate.rule.version,
      "  score \(String(decimal: member.candidate.score, places: 4)), \(evidence.pixels) pixels, clear "
        + String(decimal: evidence.clearFraction, places: 4)
        + (evidence.maskReasons.isEmpty ? "" : ", " + evidence.maskReasons.joined(separator: ",")),
    ]
    lines += try connection.map(
      "SELECT record FROM scenes WHERE scene = ? AND retracted IS NULL", [.text(member.scene)]
    ) { try CanonicalJSON.value(SceneRecord.self, of: try $0.text(0), in: connection.path) }
    .flatMap { scene in
      let treatment = scene.treatment
      let references = treatment.references.joined(separator: ", ")
      return [
        "  scene \(scene.id), taken \(scene.acquired)",
        "  product \(scene.product.name), baseline \(scene.product.baseline ?? "-")",
        "  compared with \(references.isEmpty ? "nothing" : references)",
        "  mask \(treatment.mask), software \(treatment.software)",
      ] + treatment.parameters.sorted { $0.key < $1.key }.map { "  \($0.key) = \($0.value)" }
        + scene.inputs.map { "  \($0.sha256)  \($0.bytes)  \($0.path)" }
    }
    return lines
  }
}
