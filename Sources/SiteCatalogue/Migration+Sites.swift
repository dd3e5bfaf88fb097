import GeoFiles

extension Migration {
  /// The tables.
  ///
  /// Facts: `scenes` (one row an accepted observation; never changed but for `retracted`), `candidates`, `cells`,
  /// `looks`, `verdicts`, `journal`. Derived, and made anew whenever facts change: `sites`, `members`,
  /// `merges`.
  static let sites = """
    \(GeoPackageSchema.base)
    CREATE TABLE tianyan_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

    CREATE TABLE journal (
      id INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, subject TEXT NOT NULL,
      detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
    CREATE INDEX journal_subject ON journal (subject);

    CREATE TABLE settings (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL);

    CREATE TABLE scenes (
      id INTEGER PRIMARY KEY, scene TEXT NOT NULL, acquired TEXT NOT NULL, product TEXT NOT NULL,
      acquisition TEXT NOT NULL, clear_share REAL NOT NULL, record TEXT NOT NULL,
      digest TEXT NOT NULL, recorded INTEGER NOT NULL REFERENCES journal,
      retracted INTEGER REFERENCES journal);
    CREATE UNIQUE INDEX scenes_valid ON scenes (scene) WHERE retracted IS NULL;
    CREATE INDEX scenes_scene ON scenes (scene);
    CREATE INDEX scenes_acquired ON scenes (acquired, scene);

    CREATE TABLE candidates (
      fid INTEGER PRIMARY KEY, geom BLOB NOT NULL, id TEXT NOT NULL,
      observation INTEGER NOT NULL REFERENCES scenes, kind TEXT NOT NULL, score REAL NOT NULL,
      area_m2 REAL NOT NULL, record TEXT NOT NULL, site TEXT NOT NULL);
    CREATE INDEX candidates_site ON candidates (site);
    CREATE INDEX candidates_id ON candidates (id);
    CREATE INDEX candidates_observation ON candidates (observation);

    CREATE TABLE cells (
      id INTEGER PRIMARY KEY, observation INTEGER NOT NULL REFERENCES scenes,
      cell_row INTEGER NOT NULL, cell_column INTEGER NOT NULL, clear_share REAL NOT NULL);
    CREATE INDEX cells_observation ON cells (observation);
    CREATE INDEX cells_cell ON cells (cell_row, cell_column);

    CREATE TABLE looks (
      id INTEGER PRIMARY KEY, candidate TEXT NOT NULL, scene TEXT NOT NULL,
      clear_share REAL NOT NULL, anomalous_share REAL NOT NULL, value REAL,
      recorded INTEGER NOT NULL REFERENCES journal);
    CREATE INDEX looks_candidate ON looks (candidate, scene);
    CREATE INDEX looks_scene ON looks (scene);
    CREATE INDEX looks_recorded ON looks (recorded);

    CREATE TABLE verdicts (
      id INTEGER PRIMARY KEY, site TEXT NOT NULL, visited TEXT NOT NULL, by TEXT NOT NULL,
      outcome TEXT NOT NULL, reason TEXT, note TEXT NOT NULL,
      recorded INTEGER NOT NULL REFERENCES journal);
    CREATE INDEX verdicts_site ON verdicts (site);

    CREATE TABLE sites (
      fid INTEGER PRIMARY KEY, geom BLOB NOT NULL, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
      title_en TEXT NOT NULL, title_zh TEXT NOT NULL, duration TEXT NOT NULL,
      severity INTEGER NOT NULL, state TEXT NOT NULL, status TEXT NOT NULL, score REAL NOT NULL,
      area_m2 REAL NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, first_seen TEXT NOT NULL,
      last_seen TEXT NOT NULL, last_look TEXT NOT NULL, confirmations INTEGER NOT NULL,
      events INTEGER NOT NULL, candidates INTEGER NOT NULL, region TEXT);
    CREATE INDEX sites_kind ON sites (kind, state);
    CREATE INDEX sites_state ON sites (state);
    CREATE INDEX sites_status ON sites (status);
    CREATE INDEX sites_last_seen ON sites (last_seen);
    CREATE INDEX sites_first_seen ON sites (first_seen);
    CREATE INDEX sites_score ON sites (score DESC, id);
    CREATE INDEX sites_area ON sites (area_m2);

    CREATE TABLE members (candidate INTEGER PRIMARY KEY REFERENCES candidates, site TEXT NOT NULL);
    CREATE INDEX members_site ON members (site);

    CREATE TABLE merges (
      id INTEGER PRIMARY KEY, site TEXT NOT NULL, merged TEXT NOT NULL, candidate TEXT NOT NULL);
    CREATE INDEX merges_site ON merges (site);
    CREATE INDEX merges_merged ON merges (merged);

    \(GeoPackageSchema.features("sites", description: "Places with an identity over time"))
    \(GeoPackageSchema.features("candidates", description: "What single scenes showed"))
    \(GeoPackageSchema.attributes("scenes", description: "Accepted scenes, retracted ones too"))
    \(GeoPackageSchema.attributes("looks", description: "What scenes say of candidates"))
    \(GeoPackageSchema.attributes("verdicts", description: "What officers found"))
    \(GeoPackageSchema.attributes("journal", description: "Everything that happened, chained by hash"))
    \(["journal", "candidates", "cells", "looks", "verdicts"].map(appendOnly).joined())
    CREATE TRIGGER scenes_update BEFORE UPDATE ON scenes
      WHEN OLD.retracted NOT NULL OR NEW.retracted IS NULL OR OLD.id != NEW.id
        OR OLD.record != NEW.record OR OLD.digest != NEW.digest OR OLD.recorded != NEW.recorded
        OR OLD.scene != NEW.scene OR OLD.acquired != NEW.acquired
      BEGIN SELECT RAISE(ABORT, 'a scene can only be retracted'); END;
    CREATE TRIGGER scenes_delete BEFORE DELETE ON scenes
      BEGIN SELECT RAISE(ABORT, 'a scene can only be retracted'); END;
    """

  private static func appendOnly(_ table: String) -> String {
    """
    CREATE TRIGGER \(table)_update BEFORE UPDATE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) can only be added to'); END;
    CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) can only be added to'); END;

    """
  }
}
