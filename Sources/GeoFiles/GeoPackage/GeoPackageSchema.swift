/// What makes a SQLite file a GeoPackage (OGC 12-128r18): the tables that describe its tables.
///
/// Names given here are written by us, never taken from an input: they become part of statements.
public enum GeoPackageSchema {
  /// The statements that make an empty database a GeoPackage 1.3 that knows WGS 84.
  public static let base = """
    PRAGMA application_id = 0x47504B47;
    PRAGMA user_version = 10300;
    CREATE TABLE gpkg_spatial_ref_sys (
      srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES
      ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
      ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,\
    298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,\
    AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
    AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', NULL);
    CREATE TABLE gpkg_contents (
      table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
      description TEXT DEFAULT '',
      last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (
      table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
      srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
      CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
    CREATE TABLE gpkg_extensions (
      table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
      scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    """

  /// The statements that register a table of multipolygons (with `fid` and `geom`) that exists, and give it a
  /// spatial index that keeps itself.
  public static func features(_ table: String, description: String) -> String {
    """
    INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
      VALUES ('\(table)', 'features', '\(table)', '\(description)', 4326);
    INSERT INTO gpkg_geometry_columns VALUES ('\(table)', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
    INSERT INTO gpkg_extensions VALUES ('\(table)', 'geom', 'gpkg_rtree_index',
      'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
    \(spatialIndex(of: table))
    """
  }

  /// The statement that registers a table without geometry that exists.
  public static func attributes(_ table: String, description: String) -> String {
    """
    INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
      VALUES ('\(table)', 'attributes', '\(table)', '\(description)');
    """
  }

  /// The index and its triggers, word by word as OGC 12-128r18, F.3 writes them.
  private static func spatialIndex(of table: String) -> String {
    let index = "rtree_\(table)_geom"
    let isThere = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
    let isMissing = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    let insert = """
      INSERT OR REPLACE INTO \(index) VALUES (NEW.fid,
        ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
      """
    return """
      CREATE VIRTUAL TABLE \(index) USING rtree(id, minx, maxx, miny, maxy);
      CREATE TRIGGER \(index)_insert AFTER INSERT ON \(table) WHEN \(isThere)
        BEGIN \(insert) END;
      CREATE TRIGGER \(index)_update1 AFTER UPDATE OF geom ON \(table)
        WHEN OLD.fid = NEW.fid AND \(isThere)
        BEGIN \(insert) END;
      CREATE TRIGGER \(index)_update2 AFTER UPDATE OF geom ON \(table)
        WHEN OLD.fid = NEW.fid AND \(isMissing)
        BEGIN DELETE FROM \(index) WHERE id = OLD.fid; END;
      CREATE TRIGGER \(index)_update3 AFTER UPDATE ON \(table)
        WHEN OLD.fid != NEW.fid AND \(isThere)
        BEGIN DELETE FROM \(index) WHERE id = OLD.fid; \(insert) END;
      CREATE TRIGGER \(index)_update4 AFTER UPDATE ON \(table)
        WHEN OLD.fid != NEW.fid AND \(isMissing)
        BEGIN DELETE FROM \(index) WHERE id IN (OLD.fid, NEW.fid); END;
      CREATE TRIGGER \(index)_delete AFTER DELETE ON \(table) WHEN OLD.geom NOT NULL
        BEGIN DELETE FROM \(index) WHERE id = OLD.fid; END;
      """
  }
}
