internal import CGDAL

/// Everything in GDAL that is global to the process, set once before work starts.
public enum GDALRuntime {
  /// The drivers that may open a raster input. VRT is not among them: it names other files and
  /// code to run. Neither are the hundred others, each a parser that hostile input could reach.
  public static let rasterDrivers = ["GTiff", "COG", "ENVI", "JP2OpenJPEG", "SENTINEL2", "PNG"]
  /// The drivers that may open a vector input.
  public static let vectorDrivers = ["GeoJSON", "GPKG"]

  /// GDAL's release, for messages and manifests.
  public static var version: String { String(cString: GDALVersionInfo("RELEASE_NAME")) }

  /// Registers drivers and fixes the options that make reading safe and repeatable; the cache of
  /// decoded blocks is shared by all workers and holds `cacheBytes` at most.
  public static func start(cacheBytes: Int = defaultCacheBytes) {
    _ = started
    GDALSetCacheMax64(GIntBig(cacheBytes))
  }

  /// Enough for the blocks that neighbouring tiles share; decoded blocks are otherwise used once.
  public static let defaultCacheBytes = 96 << 20

  static let started: Void = {
    let options = [
      // Sidecar files (.aux.xml) could change values and georeferencing behind our back, and we
      // must never write one beside an input.
      ("GDAL_PAM_ENABLED", "NO"),
      // Look for named sidecars only, never list a folder: inboxes hold thousands of files.
      ("GDAL_DISABLE_READDIR_ON_OPEN", "TRUE"),
      // Nor keep the length of a compressed archive in a file beside it.
      ("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO"),
      // No input is a VRT; those that we make name our own files, and newer releases would refuse that.
      ("GDAL_VRT_RAWRASTERBAND_ALLOWED_SOURCE", "ALL"),
      // One thread a worker; GDAL's own would only compete with ours.
      ("GDAL_NUM_THREADS", "1"),
    ]
    for (key, value) in options { CPLSetConfigOption(key, value) }
    GDALAllRegister()
  }()
}

/// Two C lists of strings for the length of one call.
func withStringLists<Result: ~Copyable, E: Error>(
  _ first: [String], _ second: [String],
  _ body: (
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  ) throws(E) -> Result
) throws(E) -> Result {
  try withStringList(first) { (a) throws(E) in
    try withStringList(second) { (b) throws(E) in try body(a, b) }
  }
}

/// A C list of strings (`char **`) for the length of one call.
func withStringList<Result: ~Copyable, E: Error>(
  _ strings: [String],
  _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws(E) -> Result
) throws(E) -> Result {
  var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  for string in strings { list = CSLAddString(list, string) }
  defer { CSLDestroy(list) }
  return try body(list)
}
