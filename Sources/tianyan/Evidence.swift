import ArgumentParser
import Delivery
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites

/// A result and its scenes in, a folder of evidence a site out; or folders checked.
struct Evidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a folder of evidence for each site, or check such folders.",
    usage: """
      tianyan evidence <result> [<id> ...] --before <scene> --after <scene> -o <folder>
             tianyan evidence --verify <folder>
      """,
    discussion: """
      A folder holds before and after pictures in natural colour and in the rule's index, a time \
      line, site.geojson, manifest.json with the origin of everything, and SHA256SUMS. --verify \
      compares every file with its digest, offline; sha256sum -c SHA256SUMS does it too. Each line \
      that is printed ends in the fingerprint of its folder: noted down, it proves years later that \
      nothing was exchanged.
      """)

  @Argument(help: "The result of tianyan scan, then the ids of sites. (default: all its sites)")
  var resultAndIDs: [String] = []

  @Option(help: "Only the first so many sites of the ranking.")
  var top: Int?

  @Option(name: [.short, .long], help: "Write the folders into this one.")
  var output: String?

  @Option(help: "Check the folders at this place instead.")
  var verify: String?

  @OptionGroup var scenes: PairOptions

  @Flag(help: "Print the list as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print no list and no progress.")
  var quiet = false

  func validate() throws {
    guard verify == nil else {
      guard resultAndIDs.isEmpty, output == nil, top == nil else {
        throw ValidationError("--verify checks a folder; it makes none.")
      }
      return
    }
    guard !resultAndIDs.isEmpty else {
      throw ValidationError("Name a result: tianyan evidence sites.geojson --before ...")
    }
    guard output != nil else { throw ValidationError("Name a folder with -o.") }
    if let top, top < 1 { throw ValidationError("--top takes a number above 0.") }
    guard top == nil || resultAndIDs.count == 1 else {
      throw ValidationError("Give --top or ids, not both.")
    }
  }

  func run() throws {
    GDALRuntime.start()
    if let verify { return try check(verify) }
    guard let output else { return }
    let result = try InputPath(resultAndIDs[0])
    let sites = try DeliveredSites(reading: result)
    let chosen = try choose(from: sites)
    let settings = try scenes.formulas.settings()
    let region = try scenes.openRegion()
    let pair = try scenes.viewer(of: sites, settings: settings, region: region)
    let choice = try scenes.choice(settings, region)
    let sources = try EvidenceSources(
      result: result, provenance: sites.provenance, pair: pair)
    try OutputFolder.make(output)
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    var written: [(site: DeliveredSite, folder: String, fingerprint: String)] = []
    for (place, site) in chosen.enumerated() {
      let evidence = try SiteEvidence(of: site, in: pair, showing: choice)
      let folder = try EvidenceFolder(evidence, pair: pair, sources: sources)
      let path = "\(output)/\(EvidenceFolder.name(of: site))"
      try OutputFolder(path, marker: EvidenceFolder.manifest).write(folder.files)
      written.append((site, path, folder.fingerprint))
      line.show(Double(place + 1) / Double(chosen.count))
    }
    line.finish()
    guard !quiet else { return }
    try StandardOutput.write(
      json
        ? JSONValue.array(
          written.map {
            .object([
              ("id", .string($0.site.id)), ("folder", .string($0.folder)),
              ("fingerprint", .string($0.fingerprint)),
            ])
          }
        ).bytes + [UInt8(ascii: "\n")]
        : Array(written.map { "\($0.folder)  \($0.fingerprint)\n" }.joined().utf8))
  }

  private func choose(from sites: DeliveredSites) throws -> [DeliveredSite] {
    let ids = resultAndIDs.dropFirst()
    guard !ids.isEmpty else { return Array(sites.sites.prefix(top ?? sites.sites.count)) }
    let known = Dictionary(sites.sites.map { ($0.id, $0) }) { first, _ in first }
    return try ids.map { id in
      guard let site = known[id] else {
        throw Refusal(.usage, "has no site \(id)", subject: resultAndIDs[0])
      }
      return site
    }
  }

  private func check(_ path: String) throws {
    let checks = try EvidenceCheck.folders(at: try InputPath(path)).map { try EvidenceCheck($0) }
    let broken = checks.filter { !$0.problems.isEmpty }
    let lines = checks.map { check in
      let name = TerminalText.harmless(check.folder.shown)
      guard check.problems.isEmpty else {
        return check.problems.map { "\(name): \(TerminalText.harmless($0))\n" }.joined()
      }
      return "\(name): as it was written  \(check.fingerprint ?? "")\n"
    }
    if json {
      try StandardOutput.write(
        JSONValue.array(
          checks.map {
            .object([
              ("folder", .string($0.folder.shown)), ("intact", .bool($0.problems.isEmpty)),
              ("fingerprint", $0.fingerprint.map { .string($0) } ?? .null),
              ("problems", .array($0.problems.map { .string($0) })),
            ])
          }
        ).bytes + [UInt8(ascii: "\n")])
    } else if !quiet {
      try StandardOutput.write(Array(lines.joined().utf8))
    }
    guard broken.isEmpty else {
      throw Refusal(
        .badInput,
        "\(broken.count) of \(checks.count) evidence folders are not as they were written",
        subject: path)
    }
  }
}
