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
             tianyan evidence --state <folder> [<id> ...] -o <folder>
             tianyan evidence --verify <folder>
      """,
    discussion: """
      A folder holds before and after pictures in natural colour and in the rule's index, a time \
      line, site.geojson, manifest.json with the origin of everything, and SHA256SUMS. --verify \
      compares every file with its digest, offline; sha256sum -c SHA256SUMS does it too. Each line \
      that is printed ends in the fingerprint of its folder: noted down, it proves years later that \
      nothing was exchanged.

      With --state the sites are those of the catalogue that still want a visit, or any by their ids; \
      they are shown on the layers that were kept, and each folder is noted in the journal.
      """)

  @Argument(
    help: """
      The result of tianyan scan, then the ids of sites; with --state only ids. (default: all its sites)
      """)
  var resultAndIDs: [String] = []

  @OptionGroup var choice: CatalogueChoice

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
      guard resultAndIDs.isEmpty, output == nil, top == nil, choice.state == nil else {
        throw ValidationError("--verify checks a folder; it makes none.")
      }
      return
    }
    if choice.state != nil {
      try scenes.refuseScenes()
    } else if resultAndIDs.isEmpty {
      throw ValidationError("Name a result: tianyan evidence sites.geojson --before ...")
    }
    guard output != nil else { throw ValidationError("Name a folder with -o.") }
    if let top, top < 1 { throw ValidationError("--top takes a number above 0.") }
    let hasIDs = resultAndIDs.count > (choice.state == nil ? 1 : 0)
    guard !hasIDs || (top == nil && choice.since == nil && choice.run == nil) else {
      throw ValidationError("Give ids, or --top, --since and --run, not both.")
    }
  }

  func run() throws {
    GDALRuntime.start()
    if let verify { return try check(verify) }
    guard let output else { return }
    let settings = try scenes.formulas.settings()
    let region = try scenes.openRegion()
    let source = try EvidenceSource(
      naming: resultAndIDs, choice, top: top, scenes: scenes, settings, region)
    let index = try scenes.choice(settings, region)
    try PromisedOutputs.refuseState(output + "/" + EvidenceFolder.manifest)
    try OutputFolder.make(output)
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    var written: [(site: DeliveredSite, folder: String, fingerprint: String)] = []
    for (place, site) in source.sites.enumerated() {
      let pair = try source.scenery.pair(of: site)
      let folder = try EvidenceFolder(
        SiteEvidence(of: site, in: pair, showing: index), pair: pair,
        sources: source.sources(of: site, in: pair), journal: source.journal)
      let name = EvidenceFolder.name(of: site)
      let path = "\(output)/\(name)"
      try OutputFolder(path, marker: EvidenceFolder.manifest).write(folder.files)
      try source.note(site, folder: name, fingerprint: folder.fingerprint)
      written.append((site, path, folder.fingerprint))
      line.show(Double(place + 1) / Double(source.sites.count))
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
