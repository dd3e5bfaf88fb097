/// What a sample of a raster file is, as far as pixels are read in their own type.
/// Other types are read as `float32`.
public enum SampleType: String, Hashable, Sendable, CaseIterable {
  case uint8, uint16, int16, float32

  /// Bytes a sample.
  public var byteCount: Int {
    switch self {
    case .uint8: 1
    case .uint16, .int16: 2
    case .float32: 4
    }
  }
}

/// The samples of one window of one band, row by row, as the file has them.
///
/// One buffer is reused from tile to tile; it belongs to one worker, which is why it is a class
/// and not `Sendable`.
public final class SamplePlane {
  /// What its bytes are.
  public private(set) var type: SampleType
  /// How many columns.
  public private(set) var width = 0
  /// How many rows.
  public private(set) var height = 0
  @usableFromInline internal private(set) var storage: UnsafeMutableRawBufferPointer

  /// An empty plane.
  public init(type: SampleType = .float32) {
    self.type = type
    storage = .allocate(byteCount: 0, alignment: 64)
  }

  deinit { storage.deallocate() }

  /// How many samples.
  public var count: Int { width * height }

  /// Makes room for `width` x `height` samples; what was in it is undefined afterwards.
  public func resize(type: SampleType, width: Int, height: Int) {
    precondition(width >= 0 && height >= 0, "a plane cannot have a negative size")
    self.type = type
    self.width = width
    self.height = height
    let needed = width * height * type.byteCount
    guard needed > storage.count else { return }
    storage.deallocate()
    storage = .allocate(byteCount: needed, alignment: 64)
  }

  /// The bytes of all samples, to be filled.
  public func withMutableBytes<R, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try body(UnsafeMutableRawBufferPointer(rebasing: storage[..<(count * type.byteCount)]))
  }

  /// The samples as `Sample`, which must be what `type` says.
  ///
  /// Inlinable, so that a loop over it knows the type: it is called for every run of pixels.
  @inlinable
  public func samples<Sample: BitwiseCopyable>(as sample: Sample.Type) -> UnsafeBufferPointer<
    Sample
  > {
    precondition(MemoryLayout<Sample>.stride == type.byteCount, "samples are \(type)")
    return UnsafeBufferPointer(rebasing: storage.bindMemory(to: sample)[..<count])
  }
}
