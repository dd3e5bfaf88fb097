import Delivery
import GeoFiles
import SceneAnalysis
import SiteCatalogue
import Sites

/// The sites that evidence is made of, with all that shows them: of a result, or of a catalogue.
final class EvidenceSource {
  /// The sites in the order of the ranking.
  let sites: [DeliveredSite]
  /// What shows them.
  let scenery: any SiteScenery
  /// Where the catalogue's journal stood before anything was made; nil for a result.
  let journal: JSONValue?
  private let result: InputPath?
  private let provenance: JSONValue?
  private let writer: DeliveryJournal
  private let digests = InputDigests()
  private var known: [[String]: EvidenceSources] = [:]

  init(
    naming words: [String], _ choice: CatalogueChoice, top: Int?, scenes: PairOptions,
    _ settings: FormulaSettings, _ region: Region?
  ) throws {
    writer = try DeliveryJournal(state: choice.state)
    if let catalogue = try choice.catalogue() {
      var query = try choice.query(isOpen: true)
      query.limit = top
      let wanted = try words.isEmpty ? catalogue.sites(query) : Self.sites(words, of: catalogue)
      journal = try catalogue.journalHead().map {
        .object([("entry", .int($0.entries)), ("hash", .string($0.hash))])
      }
      let layers = try CatalogueScenery(
        wanted, of: catalogue, in: choice.state ?? "", formulas: settings)
      sites = layers.sites.sites
      scenery = layers
      result = nil
      provenance = nil
    } else {
      let path = try InputPath(words[0])
      let all = try DeliveredSites(reading: path)
      sites = try Self.chosen(words.dropFirst(), of: all, top: top, in: words[0])
      scenery = try scenes.viewer(of: all, settings: settings, region: region)
      result = path
      provenance = all.provenance
      journal = nil
    }
  }

  /// Where the evidence of a site comes from; made once for all sites that two scenes show.
  func sources(of site: DeliveredSite, in pair: PairViewer) throws -> EvidenceSources {
    let key = [pair.before.scene.id, pair.after.scene.id]
    if let known = known[key] { return known }
    let layers = scenery as? CatalogueScenery
    let made = try EvidenceSources(
      result: result, provenance: try layers?.trace(of: site) ?? provenance, pair: pair,
      digests: digests, record: try layers?.record(of: site) ?? .init())
    known[key] = made
    return made
  }

  /// Notes in the journal that a folder was made; nothing for a result.
  func note(_ site: DeliveredSite, folder: String, fingerprint: String) throws {
    try writer.note(
      "evidence.written", of: site.id, ["folder": folder, "fingerprint": fingerprint])
  }

  /// The sites that ids lead to, each once.
  private static func sites(_ ids: [String], of catalogue: Catalogue) throws -> [Site] {
    var seen: Set<String> = []
    return try ids.map { try catalogue.site($0) }.filter { seen.insert($0.id).inserted }
  }

  private static func chosen(
    _ ids: ArraySlice<String>, of sites: DeliveredSites, top: Int?, in result: String
  ) throws -> [DeliveredSite] {
    guard !ids.isEmpty else { return Array(sites.sites.prefix(top ?? sites.sites.count)) }
    let known = Dictionary(sites.sites.map { ($0.id, $0) }) { first, _ in first }
    return try ids.map { id in
      guard let site = known[id] else {
        throw Refusal(.usage, "has no site \(id)", subject: result)
      }
      return site
    }
  }
}
