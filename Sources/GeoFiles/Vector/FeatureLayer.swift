internal import CGDAL
import RasterGrid

/// A layer of an open dataset that features are added to.
struct FeatureLayer {
  private let layer: OGRLayerH
  /// The field of each column.
  private let fields: [Int32]
  private let hasGeometry: Bool
  private let subject: String

  /// Makes a layer with a table's name, columns and coordinate system, empty.
  init(
    in dataset: GDALDatasetH, _ table: FeatureTable, options: [String], _ subject: String
  ) throws(GDALError) {
    hasGeometry = table.crs != nil
    self.subject = subject
    let type = hasGeometry ? wkbMultiPolygon : wkbNone
    layer = try withStringList(options) { (options) throws(GDALError) in
      guard let crs = table.crs else {
        return try reportingErrors("make layer \(table.name) of", subject) {
          GDALDatasetCreateLayer(dataset, table.name, nil, type, options)
        }
      }
      let reference = try SpatialReference(crs)
      return try reportingErrors("make layer \(table.name) of", subject) {
        GDALDatasetCreateLayer(dataset, table.name, reference.raw, type, options)
      }
    }
    let definition = OGR_L_GetLayerDefn(layer)
    var fields: [Int32] = []
    for column in table.columns {
      // KML has fields of its own from the beginning.
      let known = OGR_FD_GetFieldIndex(definition, column.name)
      if known < 0 { try Self.make(column, in: layer, subject) }
      fields.append(known < 0 ? OGR_FD_GetFieldCount(definition) - 1 : known)
    }
    self.fields = fields
  }

  private static func make(
    _ column: FeatureTable.Column, in layer: OGRLayerH, _ subject: String
  ) throws(GDALError) {
    let field = try reportingErrors("make column \(column.name) of", subject) {
      OGR_Fld_Create(column.name, column.type.field)
    }
    defer { OGR_Fld_Destroy(field) }
    try reportingEveryFailure("make column \(column.name) of", subject) {
      succeeded(ogr: OGR_L_CreateField(layer, field, 0))
    }
  }

  /// Adds features in one transaction, where the format has any: in a new one, or in the one that the dataset is in.
  func append(_ rows: [FeatureTable.Row], beginning: Bool = true) throws(GDALError) {
    let definition = OGR_L_GetLayerDefn(layer)
    if beginning {
      try reportingEveryFailure("begin to write", subject) {
        succeeded(ogr: OGR_L_StartTransaction(layer))
      }
    }
    for row in rows {
      let feature = try reportingErrors("make a feature of", subject) { OGR_F_Create(definition) }
      defer { OGR_F_Destroy(feature) }
      for (field, value) in zip(fields, row.values) { set(field, of: feature, to: value) }
      if hasGeometry {
        let geometry = try reportingErrors("make a geometry of", subject) {
          Geometry.make(row.polygons)
        }
        // The feature copies it.
        try reportingEveryFailure("set a geometry of", subject) {
          succeeded(ogr: OGR_F_SetGeometry(feature, geometry.raw))
        }
      }
      if let style = row.style { OGR_F_SetStyleString(feature, style) }
      try reportingEveryFailure("write a feature of", subject) {
        succeeded(ogr: OGR_L_CreateFeature(layer, feature))
      }
    }
    try reportingEveryFailure("write", subject) {
      (beginning ? succeeded(ogr: OGR_L_CommitTransaction(layer)) : ()).flatMap {
        succeeded(ogr: OGR_L_SyncToDisk(layer))
      }
    }
  }

  private func set(_ field: Int32, of feature: OGRFeatureH, to value: FeatureValue) {
    switch value {
    case .null: OGR_F_SetFieldNull(feature, field)
    case .integer(let number): OGR_F_SetFieldInteger64(feature, field, GIntBig(number))
    case .real(let number): OGR_F_SetFieldDouble(feature, field, number)
    case .text(let text):
      // A text of C ends at its first zero.
      OGR_F_SetFieldString(feature, field, text.replacing("\0", with: "\u{FFFD}"))
    }
  }
}

extension FeatureTable.ColumnType {
  /// OGR's type; whole numbers always of 64 bits, whatever the values of today.
  fileprivate var field: OGRFieldType {
    switch self {
    case .text: OFTString
    case .integer: OFTInteger64
    case .real: OFTReal
    }
  }
}
