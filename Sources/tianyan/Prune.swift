import ArgumentParser
import Foundation
import GeoFiles
import ScheduledRun

/// Makes room in a state directory.
struct Prune: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remove old layers that no candidate and no later comparison needs.",
    discussion: """
      The catalogue keeps everything it knows. Of older scenes the layers go, unless a candidate was \
      found on them or they take part in the median that one was found against: a site's evidence \
      can always be looked at again. Times are such as 3y or 400d.
      """)

  @OptionGroup var place: StateOption

  @Option(help: "How long layers are kept in any case.")
  var keep: TimeSpan

  @Flag(help: "Say what would be removed, and remove nothing.")
  var dryRun = false

  func run() throws {
    GDALRuntime.start()
    let pruning = try Pruning(
      of: .existing(at: try place.folder()), keeping: keep.seconds, now: Date())
    if !dryRun { try pruning.carryOut() }
    let verb = dryRun ? "would be removed" : "removed"
    let text =
      pruning.files.map { "\($0)\n" }.joined()
      + "\(pruning.files.count) files \(verb), \(pruning.bytes) bytes\n"
    try StandardOutput.write(Array(text.utf8))
  }
}
