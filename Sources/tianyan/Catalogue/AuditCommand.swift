import ArgumentParser
import Foundation
import GeoFiles
import ScheduledRun
import SiteCatalogue
import Sites

/// Whether the catalogue is what it was made to be.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Verify a catalogue, or show all that led to a site.",
    discussion: """
      The database, the chain of the journal, every fact against its hash in the journal, and every \
      site against what the facts make. Exit code 65 where anything is wrong. The manifest of each \
      run (runs/ in the state directory) notes the head of the journal, so that a journal whose end was \
      cut off is found. Who could change both is found out by the head that this command and the log \
      of a run print, where it was noted elsewhere: --head HEAD.
      """)

  @Argument(help: "A site's id: also show the scenes, files, parameters and events behind it.")
  var site: String?

  @OptionGroup var catalogue: StateOption

  @Option(help: "A head of the journal that was noted earlier.")
  var head: String?

  func run() throws {
    GDALRuntime.start()
    let folder = try catalogue.folder()
    let catalogue = try catalogue.catalogue()
    // A catalogue may also stand alone.
    let noted =
      FileManager.default.fileExists(atPath: folder + "/runs")
      ? try StateDirectory.existing(at: folder).notedHeads() : [:]
    let audit = try catalogue.audit(knownHead: head, noted: noted)
    if let site { try StandardOutput.write(Array(try catalogue.trace(of: site).utf8)) }
    guard audit.isSound else {
      throw Refusal(
        .badInput, audit.findings.map(TerminalText.harmless).joined(separator: "\n  "),
        subject: catalogue.path, advice: "restore a backup, and find out who wrote it")
    }
    try StandardOutput.write(
      Array("sound: \(audit.entries) journal entries, head \(audit.head)\n".utf8))
  }
}
