import ArgumentParser
import GeoFiles
import SiteCatalogue
import Sites

/// Whether the catalogue is what it was made to be.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Verify a catalogue, or show all that led to a site.",
    discussion: """
      The database, the chain of the journal, every fact against its hash in the journal, and every \
      site against what the facts make. Exit code 65 where anything is wrong. Note the head that it \
      prints: --head HEAD proves later that the journal's end was not cut off.
      """)

  @Argument(help: "A site's id: also show the scenes, files, parameters and events behind it.")
  var site: String?

  @OptionGroup var catalogue: StateOption

  @Option(help: "A head of the journal that was noted earlier.")
  var head: String?

  func run() throws {
    GDALRuntime.start()
    let catalogue = try catalogue.catalogue()
    let audit = try catalogue.audit(knownHead: head)
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
