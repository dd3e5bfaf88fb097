internal import CGDAL
import Foundation
import RasterGrid

/// A raster larger than memory: workers write its windows in any order into a file of plain numbers,
/// and once it is whole it is published as a Cloud Optimized GeoTIFF.
///
/// Windows of different workers do not overlap, and the system's `pwrite` needs no common position,
/// so workers share nothing but the number of an open file.
public final class StreamedRaster: Sendable {
  private let description: RasterDescription
  private let output: OutputFile
  private let plainPath: String
  private let descriptor: Int32

  /// Opens the file of plain numbers beside the place of the result.
  public init(_ description: RasterDescription, to path: String) throws {
    _ = GDALRuntime.started
    self.description = description
    output = try OutputFile(path)
    guard !output.isStraight else {
      throw Refusal(
        .cannotWrite, "is no regular file, which a GeoTIFF needs", subject: path,
        advice: "name a file")
    }
    plainPath = output.temporaryPath + ".raw"
    descriptor = open(plainPath, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Refusal(.cannotWrite, OutputFile.reason(errno), subject: path)
    }
    UnfinishedFiles.add(plainPath)
  }

  /// Writes the samples of a window of a band (the first is 1); they are of the description's type.
  public func write<Sample: BitwiseCopyable>(
    _ samples: Span<Sample>, band: Int, window: PixelWindow
  ) throws {
    precondition(samples.count == window.area, "a sample a pixel")
    precondition(
      MemoryLayout<Sample>.stride == description.type.byteCount, "samples are \(description.type)")
    let size = description.type.byteCount
    try samples.withUnsafeBytes { bytes in
      for line in 0..<window.height {
        let place =
          ((band - 1) * description.grid.height + window.row + line)
          * description.grid.width + window.column
        let row = UnsafeRawBufferPointer(
          rebasing: bytes[(line * window.width * size)..<((line + 1) * window.width * size)])
        try write(row, at: place * size)
      }
    }
  }

  private func write(_ row: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < row.count {
      let written = pwrite(
        descriptor, row.baseAddress.map { $0 + done }, row.count - done, off_t(offset + done))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        throw Refusal(
          .ioError, OutputFile.reason(errno), subject: output.path,
          advice: "free some space and run again")
      }
      done += written
    }
  }

  /// Makes the Cloud Optimized GeoTIFF of what was written and puts it in its place.
  public func publish(_ making: CloudOptimizedGeoTIFF.Making) throws {
    try CloudOptimizedGeoTIFF.publish(output, making) { () throws(GDALError) in try plain() }
  }

  /// The plain numbers as a dataset: a VRT that we make ourselves, over a file that we wrote.
  private func plain() throws(GDALError) -> DatasetHandle {
    let grid = description.grid
    let driver = try reportingErrors("find driver", "VRT") { GDALGetDriverByName("VRT") }
    let dataset = DatasetHandle(
      raw: try reportingErrors("prepare", output.path) {
        GDALCreate(driver, "", Int32(grid.width), Int32(grid.height), 0, GDT_Byte, nil)
      })
    let size = description.type.byteCount
    for band in description.bands.indices {
      let options = [
        "subclass=VRTRawRasterBand", "SourceFilename=\(plainPath)", "relativeToVRT=0",
        "ImageOffset=\(band * grid.window.area * size)", "PixelOffset=\(size)",
        "LineOffset=\(grid.width * size)", "ByteOrder=LSB",
      ]
      let raw = dataset.raw
      try withStringList(options) { (options) throws(GDALError) in
        _ = try reportingErrors("prepare a band of", output.path) {
          succeeded(GDALAddBand(raw, description.type.gdal, options))
        }
      }
    }
    try dataset.describe(description, output.path)
    return dataset
  }

  deinit {
    close(descriptor)
    unlink(plainPath)
    UnfinishedFiles.remove(plainPath)
  }
}
