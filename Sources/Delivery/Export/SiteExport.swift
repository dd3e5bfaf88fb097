import Foundation
import GeoFiles
import RasterGrid
import Sites

/// An export decided on: which sites go where, in which form.
public struct SiteExport: Sendable {
  /// What the user asks for beside the sites and the place.
  public struct Options: Sendable {
    /// The coordinate system of the copy.
    public var crs: CoordinateSystem
    /// Whose links to add; nil for none.
    public var navigation: NavigationService?
    /// The name of the layer or table.
    public var layer: String
    /// The language of labels.
    public var language: CandidateTable.Language

    /// Options, each as it is unless told otherwise.
    public init(
      crs: CoordinateSystem = .wgs84, navigation: NavigationService? = nil, layer: String = "sites",
      language: CandidateTable.Language = .en
    ) {
      self.crs = crs
      self.navigation = navigation
      self.layer = layer
      self.language = language
    }
  }

  private let sites: DeliveredSites
  private let destination: String
  private let target: ExportTarget
  private let options: Options

  /// Decides on the form by the name of the place; refuses a form or a coordinate system that cannot be.
  public init(_ sites: DeliveredSites, to destination: String, options: Options = Options()) throws
  {
    target = try ExportTarget(naming: destination)
    try target.check(options.crs)
    guard options.layer.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]{0,62}/) != nil else {
      throw Refusal(
        .usage, "is no name of a layer: up to 63 letters, digits and _",
        subject: "--layer \(options.layer)")
    }
    self.sites = sites
    self.destination = destination
    self.options = options
  }

  /// Where it went, fit to be shown.
  public var shownDestination: String {
    target == .database ? "the PostGIS table \(options.layer)" : destination
  }

  /// Carries it out; gives what the form could not hold or what was left as it was, a sentence each.
  public func run() throws -> [String] {
    switch target {
    case .geoJSON:
      try OutputFile(destination).write(
        GeoJSON.featureCollection(
          name: options.layer, features: features,
          members: sites.provenance.map { [("tianyan", $0)] } ?? []))
      return try writeStyle()
    case .geoJSONSequence:
      try OutputFile(destination).write(GeoJSON.sequence(features))
      return []
    case .vector(let format): return try write(format)
    case .database:
      let database = try FeatureDatabase(connection: destination, table: options.layer)
      var table = SiteTable(sites, name: options.layer, navigation: options.navigation)
      try table.move(to: options.crs)
      try database.upsert(table.table)
      return []
    }
  }

  private var features: [GeoFeature] {
    let table = SiteTable(sites, name: options.layer, navigation: options.navigation).table
    return zip(sites.sites, table.rows).map { site, row in
      GeoFeature(
        id: site.id, geometry: site.geometry,
        properties: zip(table.columns, row.values).dropFirst().map { ($0.name, JSONValue($1)) })
    }
  }

  private func write(_ format: VectorFormat) throws -> [String] {
    var table = SiteTable(sites, name: options.layer, navigation: options.navigation)
    if format == .kml { table.describe(sites.sites, language: options.language) }
    try table.move(to: options.crs)
    table.fit(format)
    let folder = try OutputFolder(beside: destination)
    do {
      var tables = [table.table]
      if format == .geoPackage {
        tables.append(StyleTable.make(styles, layer: options.layer, date: date))
      }
      try VectorFile.write(tables, as: format, to: folder.mainFile, date: date)
    } catch {
      folder.discard()
      throw error
    }
    try folder.publish()
    let keepsStyle = [.flatGeobuf, .shapefile].contains(format)
    return table.losses + (keepsStyle ? try writeStyle() : [])
  }

  /// The style in both languages, the one that was asked for first.
  private var styles: [SiteStyle] {
    let columns =
      ["id"] + sites.columns.map(\.name) + [options.navigation?.column].compactMap { $0 }
    return [options.language, options.language == .zh ? .en : .zh].map {
      SiteStyle(sites, columns: columns, language: $0)
    }
  }

  /// Writes the style beside the file, where QGIS takes it from; one that is there may be the desk's own work.
  private func writeStyle() throws -> [String] {
    try StyleFile.write(styles[0].qml, beside: destination)
      ? [] : ["\(StyleFile.path(beside: destination)) is kept as it is"]
  }

  /// What a file says of its last change: the time of the newest scene, so that the same sites give the same bytes.
  private var date: String {
    let newest = sites.sites.compactMap { $0.text("after_time") }.filter { time in
      time.wholeMatch(of: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/) != nil
    }.max()
    return newest.map { $0.prefix(19) + ".000Z" } ?? Self.noDate
  }

  /// Where no site has a time.
  private static let noDate = "1970-01-01T00:00:00.000Z"
}

extension JSONValue {
  /// The value of a cell.
  init(_ value: FeatureValue) {
    switch value {
    case .null: self = .null
    case .text(let text): self = .string(text)
    case .integer(let number): self = .int(number)
    case .real(let number): self = .number(number)
    }
  }
}
