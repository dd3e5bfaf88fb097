import GeoFiles
import SceneAnalysis
import Scenes
import Sites

/// The folder of a site's evidence: pictures, time line, the site, where all of it comes from, and the
/// digest of every file.
public struct EvidenceFolder: Sendable {
  /// The file with the digests: what `sha256sum -c` reads, in any year and without this program.
  public static let sums = "SHA256SUMS"
  /// The file that tells where everything comes from.
  public static let manifest = "manifest.json"
  /// The form of the manifest.
  private static let format = "tianyan evidence 1"

  /// The files by name, the digests last.
  public let files: [(name: String, bytes: [UInt8])]

  /// The digest of the digests: who has noted it down can tell that no file was exchanged.
  public let fingerprint: String

  /// Draws and writes down everything, in memory.
  ///
  /// - Parameter journal: where the catalogue's journal stood; nil where there is none.
  public init(
    _ evidence: SiteEvidence, pair: PairViewer, sources: EvidenceSources, journal: JSONValue? = nil
  ) throws {
    var files: [(name: String, bytes: [UInt8])] = []
    var pictures: [JSONValue] = []
    for (moment, viewer) in [
      (SiteEvidence.Moment.before, pair.before), (.after, pair.after),
    ] {
      for (shows, picture) in [
        ("natural-colour", evidence.naturalPicture(moment, of: viewer.scene)),
        (
          evidence.index.map { $0.name.lowercased() } ?? "",
          evidence.indexPicture(moment, of: viewer.scene)
        ),
      ] {
        guard let picture else { continue }
        let name = "\(moment.rawValue)-\(shows.fileName).png"
        files.append((name, try picture.drawn().encoded(for: name, effort: .fast)))
        pictures.append(evidence.described(name, shows: shows))
      }
    }
    if let index = evidence.index {
      let unit = index.unit.map { " (\($0))" } ?? ""
      let chart = TimeLineChart(looks: evidence.looks, title: index.name + unit)
      files.append(("time-line.svg", Array(chart.svg.utf8)))
    }
    files.append(("site.geojson", evidence.site.geoJSON))
    let manifest = JSONValue.object(
      [("format", .string(Self.format)), ("site", .string(evidence.site.id))]
        + sources.members + [
          ("index", evidence.index.map { .string($0.name) } ?? .null),
          ("formula", evidence.index.map { .string($0.formula.source) } ?? .null),
          ("pictures", .array(pictures)),
          ("looks", .array(evidence.looks.map(\.trace))),
          ("journal", journal ?? .null),
        ])
    files.append((Self.manifest, manifest.indentedBytes))
    files.sort { $0.name < $1.name }
    let sums = files.map { "\(FileDigest.sha256(of: $0.bytes))  \($0.name)\n" }.joined()
    files.append((Self.sums, Array(sums.utf8)))
    self.files = files
    fingerprint = FileDigest.sha256(of: Array(sums.utf8))
  }

  /// The name of a site's folder: its id, as far as a file's name can hold it.
  public static func name(of site: DeliveredSite) -> String { site.id.fileName }
}

extension String {
  /// The longest name that is left as it is.
  private static let longestName = 80

  /// The text as a file's name: letters, digits, `-`, `_` and dots inside; where it is anything else, what
  /// it is of these and a digest of the whole, so that two texts never share a name.
  var fileName: String {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    if !isEmpty, utf8.count <= Self.longestName, utf8.allSatisfy(isPlain) { return self }
    let kept = String(decoding: utf8.filter(isPlain).prefix(Self.longestName / 2), as: UTF8.self)
    let digits = 12
    return "\(kept)-\(FileDigest.sha256(of: Array(utf8)).prefix(digits))"
  }
}

extension SiteEvidence {
  /// What a picture shows, where and how: enough to lay it on a map again.
  fileprivate func described(_ file: String, shows: String) -> JSONValue {
    let cells = frame.cells
    let range =
      shows == "natural-colour"
      ? [stretch.black, stretch.white]
      : scale.map { [$0.range.lowerBound, $0.range.upperBound] } ?? []
    return .object([
      ("file", .string(file)), ("shows", .string(shows)),
      ("range", .array(range.map { .number($0) })), ("crs", .string(cells.crs.definition)),
      (
        "cell_affine",
        .array(
          [
            cells.affine.originX, cells.affine.columnStepX, cells.affine.rowStepX,
            cells.affine.originY, cells.affine.columnStepY, cells.affine.rowStepY,
          ].map { .number($0) })
      ),
      ("columns", .int(cells.width)), ("rows", .int(cells.height)),
      ("picture_pixels_per_cell", .int(frame.magnification)),
      ("grid_pixels_per_cell", .int(frame.shrink)),
    ])
  }
}

extension SiteLook {
  /// The look, for the manifest.
  fileprivate var trace: JSONValue {
    let places = 4
    return .object([
      ("scene", .string(scene)), ("time", time.map { .string($0) } ?? .null),
      ("pixels", .int(pixels)), ("observed", .int(observed)), ("clear", .int(clear)),
      ("masked", .bool(isMasked)),
      ("mean", isMasked ? .null : mean.map { .rounded($0, places: places) } ?? .null),
      ("reasons", .array(reasons.map { .string($0) })),
    ])
  }
}
