internal import CGDAL

/// Owns one GDAL dataset. It is not copyable, so it has one owner, and not sendable, so it stays on
/// the thread of the worker that opened it: GDAL is re-entrant but not thread-safe.
struct DatasetHandle: ~Copyable {
  let raw: GDALDatasetH

  init(raw: GDALDatasetH) { self.raw = raw }

  /// Closes it, so that a failed flush is an error and not a truncated file. `GDALClose` of
  /// GDAL 3.6 returns nothing: its failure shows in the error state only.
  consuming func close(_ path: String) throws(GDALError) {
    let raw = raw
    discard self
    try reportingErrors("close", path) {
      GDALClose(raw)
      return CPLGetLastErrorType() == CE_Failure ? nil : ()
    }
  }

  deinit { GDALClose(raw) }
}
