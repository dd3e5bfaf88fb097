import Foundation
import RasterGrid

/// A file of plain numbers, band after band and row after row, that workers write and read in any
/// order; pixels that nobody wrote are zero. It is removed when it is let go of.
///
/// Windows of different workers do not overlap, and the system's `pwrite` needs no common position,
/// so workers share nothing but the number of an open file.
public final class PlainRaster: Sendable {
  /// How many columns, rows and bands it has, and of what.
  public struct Layout: Hashable, Sendable {
    /// How many columns and rows.
    public var width, height: Int
    /// How many bands.
    public var bands: Int
    /// What a sample is.
    public var type: SampleType

    /// A layout from its parts.
    public init(width: Int, height: Int, bands: Int, type: SampleType) {
      self.width = width
      self.height = height
      self.bands = bands
      self.type = type
    }

    /// Bytes of all bands.
    var byteCount: Int { bandBytes * bands }
    /// Bytes of one band.
    var bandBytes: Int { width * height * type.byteCount }
  }

  let layout: Layout
  let path: String
  /// What the user calls the result, for messages.
  private let subject: String
  private let descriptor: Int32

  /// Opens a new file at `path`.
  init(_ layout: Layout, at path: String, subject: String) throws {
    self.layout = layout
    self.path = path
    self.subject = subject
    UnfinishedFiles.add(path)  // before it is there, lest a signal falls in between
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let failure = errno
      UnfinishedFiles.remove(path)
      throw Refusal(.cannotWrite, OutputFile.reason(failure), subject: subject)
    }
  }

  /// Gives the file its whole length, for those who read it by its name.
  func complete() throws {
    guard ftruncate(descriptor, off_t(layout.byteCount)) == 0 else {
      throw Self.failure(errno, subject)
    }
  }

  /// Writes the samples of a window of a band (the first is 1); they are of the layout's type.
  public func write<Sample: BitwiseCopyable>(
    _ samples: Span<Sample>, band: Int, window: PixelWindow
  ) throws {
    check(samples.count, MemoryLayout<Sample>.stride, window)
    try samples.withUnsafeBytes { bytes in
      try forEachRow(of: window, band) { part, place in
        try write(UnsafeRawBufferPointer(rebasing: bytes[part]), at: place)
      }
    }
  }

  /// Reads the samples of a window of a band (the first is 1) into `samples`.
  public func read<Sample: BitwiseCopyable>(
    band: Int, window: PixelWindow, into samples: inout MutableSpan<Sample>
  ) throws {
    check(samples.count, MemoryLayout<Sample>.stride, window)
    try samples.withUnsafeMutableBytes { bytes in
      try forEachRow(of: window, band) { part, place in
        try read(UnsafeMutableRawBufferPointer(rebasing: bytes[part]), at: place)
      }
    }
  }

  private func check(_ count: Int, _ stride: Int, _ window: PixelWindow) {
    precondition(count == window.area, "a sample a pixel")
    precondition(stride == layout.type.byteCount, "samples are \(layout.type)")
  }

  /// The bytes of each row of a window, and where they stand in the file.
  private func forEachRow(
    of window: PixelWindow, _ band: Int, _ body: (Range<Int>, Int) throws -> Void
  ) throws {
    let size = layout.type.byteCount
    for line in 0..<window.height {
      let row = (band - 1) * layout.height + window.row + line
      let place = (row * layout.width + window.column) * size
      try body(line * window.width * size..<(line + 1) * window.width * size, place)
    }
  }

  private func write(_ row: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < row.count {
      let written = pwrite(
        descriptor, row.baseAddress.map { $0 + done }, row.count - done, off_t(offset + done))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(errno, subject) }
      done += written
    }
  }

  private func read(_ row: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < row.count {
      let count = pread(
        descriptor, row.baseAddress.map { $0 + done }, row.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(errno, subject) }
      guard count > 0 else {
        // Beyond what was written so far.
        UnsafeMutableRawBufferPointer(rebasing: row[done...]).initializeMemory(
          as: UInt8.self, repeating: 0)
        return
      }
      done += count
    }
  }

  private static func failure(_ number: Int32, _ subject: String) -> Refusal {
    Refusal(
      .ioError, OutputFile.reason(number), subject: subject,
      advice: "free some space and run again")
  }

  deinit {
    close(descriptor)
    unlink(path)
    UnfinishedFiles.remove(path)
  }
}
