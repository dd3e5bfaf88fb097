import ArgumentParser
import Foundation
import GeoFiles
import SiteCatalogue

/// One site.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Show one site with its time line.",
    discussion: """
      An id that a site once had still leads to it. anomalous, clear and unobserved say what each \
      scene saw there; the bars of the sparkline are the mean of the rule's first index.
      """)

  @Argument(help: "The site's id.")
  var id: String

  @OptionGroup var catalogue: StateOption

  @Flag(help: "Print all of it as JSON.")
  var json = false

  func run() throws {
    GDALRuntime.start()
    let file = try catalogue.catalogue().siteFile(id)
    try StandardOutput.write(
      json ? file.json : Array(file.text(sparkline: isatty(STDOUT_FILENO) != 0).utf8))
  }
}
