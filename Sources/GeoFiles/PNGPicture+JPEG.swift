internal import CGDAL
import Synchronization

/// Numbers files in memory, so that two threads never write one.
private let lastNumber = Atomic<Int>(0)

extension PNGPicture {
  /// The picture as the bytes of a JPEG file, without its opacity: for the eye, where small files matter
  /// more than exact colours. `quality` runs from 1 to 100.
  ///
  /// It is GDAL's JPEG driver that writes them, into memory.
  public func jpeg(quality: Int) throws -> [UInt8] {
    precondition((1...100).contains(quality), "a quality lies between 1 and 100")
    _ = GDALRuntime.started
    let name = "/vsimem/tianyan-picture-\(lastNumber.add(1, ordering: .relaxed).newValue).jpg"
    do {
      return try withStringList(["QUALITY=\(quality)"]) { (options) throws(GDALError) in
        let memory = try reportingErrors("find driver", "MEM") { GDALGetDriverByName("MEM") }
        let driver = try reportingErrors("find driver", "JPEG") { GDALGetDriverByName("JPEG") }
        let source = DatasetHandle(
          raw: try reportingErrors("prepare", "a picture") {
            GDALCreate(memory, "", Int32(width), Int32(height), 3, GDT_Byte, nil)
          })
        var pixels = bytes
        var bands: [Int32] = [1, 2, 3]
        try reportingErrors("fill", "a picture") {
          succeeded(
            GDALDatasetRasterIOEx(
              source.raw, GF_Write, 0, 0, Int32(width), Int32(height), &pixels, Int32(width),
              Int32(height), GDT_Byte, 3, &bands, 4, GSpacing(width) * 4, 1, nil))
        }
        try reportingErrors("write", "a picture") {
          GDALCreateCopy(driver, name, source.raw, 0, options, nil, nil).map { GDALClose($0) }
        }
        defer { VSIUnlink(name) }
        var length: vsi_l_offset = 0
        return try reportingErrors("take", "a picture") {
          VSIGetMemFileBuffer(name, &length, 0).map {
            Array(UnsafeBufferPointer(start: $0, count: Int(length)))
          }
        }
      }
    } catch {
      throw Refusal(.bug, "a picture cannot be encoded: \(error)", subject: "JPEG")
    }
  }
}
