import GeoFiles
import RasterGrid
import Sites

/// Sites as a table for a vector format: the columns that the format can have, the texts that it can hold.
struct SiteTable {
  /// What is written.
  private(set) var table: FeatureTable
  /// What the format could not hold, a sentence each.
  private(set) var losses: [String] = []

  /// All sites with their id first and links to `navigation` behind the other columns.
  init(_ sites: DeliveredSites, name: String, navigation: NavigationService?) {
    let columns = sites.columns
    var all = [FeatureTable.Column("id", .text)] + columns
    if let navigation { all.append(.init(navigation.column, .text)) }
    let rows = sites.sites.map { site in
      var values: [FeatureValue] = [.text(site.id)] + columns.map { site[$0.name] }
      if let navigation {
        values.append(
          site.point.map { .text(navigation.link(to: $0, name: site.title.zh)) } ?? .null)
      }
      return FeatureTable.Row(polygons: site.geometry.closed, values: values)
    }
    table = FeatureTable(name: name, columns: all, rows: rows, crs: .wgs84)
  }

  /// Makes every text fit for a format.
  mutating func fit(_ format: VectorFormat) {
    switch format {
    case .csv: mapTexts(CellText.withoutFormula)
    case .kml: mapTexts(CellText.forXML)
    case .geoPackage, .flatGeobuf, .shapefile, .zippedShapefile: break
    }
    if let limit = format.nameLimit {
      let short = ShortColumnNames.make(table.columns.map(\.name), limit: limit)
      for (place, name) in short.enumerated() { table.columns[place].name = name }
    }
    if let limit = format.textLimit { cutTexts(to: limit) }
  }

  private mutating func mapTexts(_ change: (String) -> String) {
    for row in table.rows.indices {
      for column in table.rows[row].values.indices {
        guard case .text(let text) = table.rows[row].values[column] else { continue }
        table.rows[row].values[column] = .text(change(text))
      }
    }
  }

  private mutating func cutTexts(to limit: Int) {
    for column in table.columns.indices where table.columns[column].type == .text {
      var count = 0
      for row in table.rows.indices {
        guard case .text(let text) = table.rows[row].values[column], text.utf8.count > limit
        else { continue }
        table.rows[row].values[column] = .text(ShortColumnNames.cut(text, to: limit))
        count += 1
      }
      guard count > 0 else { continue }
      losses.append(
        "\(table.columns[column].name) of \(count) sites is cut to \(limit) bytes, all that a "
          + "Shapefile holds; a GeoPackage holds it whole")
    }
  }

  /// Takes the outlines to another coordinate system.
  mutating func move(to crs: CoordinateSystem) throws(GDALError) {
    guard crs != table.crs else { return }
    table = try table.transformed(to: crs)
  }

  /// Adds what a map on a phone shows of a placemark: its name and a description, and how it is drawn.
  mutating func describe(_ sites: [DeliveredSite], language: CandidateTable.Language) {
    precondition(sites.count == table.rows.count, "a row a site")
    table.columns += [.init("Name", .text), .init("Description", .text)]
    for (row, site) in zip(table.rows.indices, sites) {
      let title = language == .zh ? site.title.zh : site.title.en
      table.rows[row].values += [
        .text(CellText.forXML("\(row + 1) \(title)")),
        .text(CellText.forXML(site.summary(language))),
      ]
      table.rows[row].style = KindColour.of(site.kind).featureStyle
    }
  }
}
