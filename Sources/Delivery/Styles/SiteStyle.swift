import GeoFiles
import Sites

/// How a layer of sites is drawn: a colour a kind, and where sites have a state, a line by state.
struct SiteStyle {
  /// The kinds that occur, by their slugs in order.
  let kinds: [Kind]
  /// The names of the columns.
  let columns: [String]
  /// The language of labels.
  let language: CandidateTable.Language

  /// A kind and what it is called.
  struct Kind {
    let slug: String
    let label: String
    var colour: Colour { KindColour.of(slug) }
  }

  /// The style of a list of sites.
  init(_ sites: DeliveredSites, columns: [String], language: CandidateTable.Language) {
    var labels: [String: String] = [:]
    for site in sites.sites where labels[site.kind] == nil {
      labels[site.kind] = language == .zh ? site.title.zh : site.title.en
    }
    kinds = labels.sorted { $0.key < $1.key }.map { Kind(slug: $0.key, label: $0.value) }
    self.columns = columns
    self.language = language
  }

  /// The name under which it is stored.
  var name: String { "tianyan-\(language.rawValue)" }

  /// Whether lines differ by state.
  var hasStates: Bool { columns.contains("state") }

  /// States that are drawn with a broken line, since more looks may still clear them.
  static let openStates = ["first", "provisional"]
  /// States that are drawn with a dotted line: what they tell of is over.
  static let pastStates = ["finished", "withdrawn", "over"]

  /// The width of outlines in millimetres of paper.
  static let lineWidth = 0.5
  /// How much of what lies below an area hides, 0 to 255: little, for it lies on an image.
  static let fillOpacity = 50
}
