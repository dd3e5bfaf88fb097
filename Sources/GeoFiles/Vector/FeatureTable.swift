import RasterGrid

/// Features with polygons and flat attributes: what every vector format can carry.
public struct FeatureTable: Hashable, Sendable {
  /// What the cells of a column hold, besides null.
  public enum ColumnType: Hashable, Sendable { case text, integer, real }

  /// A column: its name and what it holds.
  public struct Column: Hashable, Sendable {
    /// Its name, as the file has it.
    public var name: String
    /// What its cells hold.
    public var type: ColumnType

    /// A column from its parts.
    public init(_ name: String, _ type: ColumnType) {
      self.name = name
      self.type = type
    }
  }

  /// One feature.
  public struct Row: Hashable, Sendable {
    /// Its polygons, each an exterior ring and its holes, closed.
    public var polygons: [[[MapPoint]]]
    /// A value a column.
    public var values: [FeatureValue]
    /// How it is drawn, in OGR's feature style language, for formats that keep that; nil for their own way.
    public var style: String?

    /// A feature from its parts.
    public init(polygons: [[[MapPoint]]], values: [FeatureValue], style: String? = nil) {
      self.polygons = polygons
      self.values = values
      self.style = style
    }
  }

  /// The name of the layer.
  public var name: String
  /// The columns, in order.
  public var columns: [Column]
  /// The features, in order.
  public var rows: [Row]
  /// What the coordinates mean; nil for a table without geometry.
  public var crs: CoordinateSystem?

  /// A table from its parts; every row must have a value a column.
  public init(name: String, columns: [Column], rows: [Row], crs: CoordinateSystem?) {
    precondition(rows.allSatisfy { $0.values.count == columns.count }, "a value a column")
    self.name = name
    self.columns = columns
    self.rows = rows
    self.crs = crs
  }

  /// The same features in another coordinate system; throws where PROJ knows no way there.
  public func transformed(to target: CoordinateSystem) throws(GDALError) -> FeatureTable {
    guard let crs else { preconditionFailure("a table without geometry has no coordinates") }
    let transform = try CoordinateTransform(from: crs, to: target)
    var moved = self
    moved.crs = target
    for row in moved.rows.indices {
      for polygon in moved.rows[row].polygons.indices {
        for ring in moved.rows[row].polygons[polygon].indices {
          moved.rows[row].polygons[polygon][ring] = try transform.transform(
            rows[row].polygons[polygon][ring])
        }
      }
    }
    return moved
  }
}

/// What a cell holds.
public enum FeatureValue: Hashable, Sendable {
  /// Nothing: not measured, not known.
  case null
  /// A text, exactly.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A finite number.
  case real(Double)
}
