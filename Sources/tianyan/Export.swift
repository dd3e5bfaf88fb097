import ArgumentParser
import Delivery
import Foundation
import GeoFiles
import RasterGrid
import Scenes
import Sites

/// Sites into the formats of a GIS, a phone or a database.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write sites for a GIS, a phone, a spreadsheet or PostGIS.",
    discussion: """
      The form is that of the name after --to: .geojson, .geojsonl, .gpkg (with styles that QGIS takes \
      by itself), .fgb, .shp, .shp.zip, .kml, .csv (with WKT), or PG:... for a table in PostGIS, where a \
      site that is there is brought up to date. Beside .geojson, .fgb and .shp a style .qml is written \
      where there is none. Every file is read again and checked before it takes its place.

      Give PostGIS its password by PGPASSWORD or ~/.pgpass: a command line can be seen by others.
      """)

  @OptionGroup var source: SiteSource

  @Option(help: "The file, or PG:dbname=... host=... for PostGIS.")
  var to: String?

  @Option(
    help:
      "Write a static STAC catalogue of the result and of each --scene into this folder instead.")
  var stac: String?

  @Option(help: "A scene or layer for the catalogue, as scan takes it; may be repeated.")
  var scene: [String] = []

  @Option(
    help: "Write coordinates in this system, such as EPSG:4490 or EPSG:4549. (default: WGS 84)")
  var crs: String?

  @Option(
    help:
      "Add links that open a site in this map: amap, baidu or tencent. Display coordinates, never evidence."
  )
  var nav: NavigationService?

  @Option(help: "The name of the layer or table.")
  var layer = "sites"

  @Option(help: "The language of labels.")
  var lang: CandidateTable.Language = .en

  @Flag(name: .shortAndLong, help: "Say nothing where all went well.")
  var quiet = false

  func validate() throws {
    guard (to == nil) != (stac == nil) else {
      throw ValidationError("Say where to: --to FILE, or --stac DIR.")
    }
    guard stac != nil || scene.isEmpty else {
      throw ValidationError("--scene belongs to --stac.")
    }
    guard stac == nil || source.choice.state == nil else {
      throw ValidationError("--stac takes a result, not a catalogue.")
    }
  }

  func run() throws {
    GDALRuntime.start()
    let input = try source.file()
    if let stac, let input { return try catalogue(of: input, in: stac) }
    guard let to else { return }
    let target = try ExportTarget(naming: to)
    if target != .database {
      try PromisedOutputs(to).refuse(overwriting: try source.inputs())
    }
    let options = SiteExport.Options(
      crs: try system(), navigation: nav, layer: layer, language: lang)
    let sites = try source.sites(isOpen: false)
    let export = try SiteExport(sites, to: to, options: options)
    let notes = try export.run()
    try source.choice.note(
      "export.written", of: export.shownDestination, ["sites": String(sites.sites.count)])
    guard !quiet else { return }
    let log = Verbosity(level: 0).logger()
    notes.forEach { log.warning("\($0)") }
    try StandardOutput.write(
      Array("\(sites.sites.count) sites in \(export.shownDestination)\n".utf8))
  }

  private func catalogue(of input: InputPath, in folder: String) throws {
    try PromisedOutputs.checkFolder(folder, marker: "collection.json")
    let scenes = try scene.map { try STACItem(Scene(opening: try InputPath($0))) }
    let items = scenes + [try STACItem(result: input, DeliveredSites(reading: input))]
    try STACCatalogue(in: folder, items).write()
    guard !quiet else { return }
    try StandardOutput.write(Array("\(items.count) items in \(folder)/collection.json\n".utf8))
  }

  private func system() throws -> CoordinateSystem {
    guard let crs else { return .wgs84 }
    guard crs.wholeMatch(of: /(?i)EPSG:[0-9]{1,9}/) != nil else {
      throw Refusal(
        .usage, "is no registered coordinate system", subject: "--crs \(crs)",
        advice: "name it by its code: EPSG:4490 is CGCS2000, EPSG:4549 its 3-degree zone at 120 E")
    }
    let system = CoordinateSystem(crs.uppercased())
    do {
      try system.check()
    } catch {
      throw Refusal(.usage, "is not known to PROJ", subject: "--crs \(crs)")
    }
    return system
  }
}

extension NavigationService: ExpressibleByArgument {}
