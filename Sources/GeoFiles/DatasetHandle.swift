internal import CGDAL

/// Owns one GDAL dataset. It is not copyable, so it has one owner, and not sendable, so it stays on
/// the thread of the worker that opened it: GDAL is re-entrant but not thread-safe.
struct DatasetHandle: ~Copyable {
  let raw: GDALDatasetH

  init(raw: GDALDatasetH) { self.raw = raw }

  deinit { GDALClose(raw) }
}
