import ArgumentParser
import Foundation
import GeoFiles
import SiteCatalogue

/// What an officer found.
struct VerdictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verdict",
    abstract: "Record what was done or found at a site.",
    discussion: """
      Outcomes in their order: dispatched; true, false, legal or unclear; rectifying; rechecked; \
      closed. A site that was a violation, was closed and is seen again becomes rebound. A verdict is never \
      changed or removed: give another one. false and legal need a --reason.
      """)

  @Argument(help: "The site's id.")
  var id: String

  @Argument(help: "What was done or found.")
  var outcome: VerdictOutcome

  @OptionGroup var catalogue: StateOption

  @Option(help: "Why it is no violation.")
  var reason: RejectionReason?

  @Option(help: "Who says so. (default: the user who is logged in)")
  var by: String?

  @Option(help: "The day of the visit, YYYY-MM-DD. (default: today in UTC)")
  var on: String?

  @Option(help: "What else there is to say.")
  var note: String?

  func run() throws {
    GDALRuntime.start()
    var verdict = Verdict(
      site: id, outcome: outcome, reason: reason ?? (outcome == .legal ? .legal : nil),
      by: by ?? NSUserName(), visited: on ?? String(Date().ISO8601Format().prefix(10)))
    verdict.note = note ?? ""
    let status = try catalogue.catalogue(for: .write).record(verdict)
    try StandardOutput.write(Array("\(id) is \(status.rawValue)\n".utf8))
  }
}

extension VerdictOutcome: ExpressibleByArgument {}
extension RejectionReason: ExpressibleByArgument {}
