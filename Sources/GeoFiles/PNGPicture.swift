internal import CPNG

/// A picture for people: 8-bit red, green, blue and opacity. Never a container of measurements.
public struct PNGPicture: Sendable {
  /// How hard the encoder works.
  public enum Effort: Sendable {
    /// For small files.
    case small
    /// For many files: larger ones, some times as fast.
    case fast
  }

  /// Columns and rows.
  public let width, height: Int
  /// Four bytes a pixel, row by row: red, green, blue, opacity.
  public var bytes: [UInt8]

  /// A transparent picture.
  public init(width: Int, height: Int) {
    precondition(width > 0 && height > 0, "a picture has a size")
    self.width = width
    self.height = height
    bytes = [UInt8](repeating: 0, count: width * height * 4)
  }

  /// Writes it beside `path` and renames it.
  public func write(to path: String) throws {
    let output = try OutputFile(path)
    try output.write(try encoded(for: path))
  }

  /// The bytes of the file; `path` is for messages. With `fast`, a picture that is opaque everywhere is
  /// stored without its opacity.
  ///
  /// libpng's simplified API keeps its `longjmp` inside `png_image_write_to_memory`; a jump over Swift
  /// frames would be undefined. Its sister that writes files removes what it could not write, were
  /// it a device.
  public func encoded(for path: String, effort: Effort = .small) throws -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    let opaque = effort == .fast ? withoutOpacity() : nil
    image.format = png_uint_32(
      PNG_FORMAT_FLAG_COLOR | (opaque == nil ? PNG_FORMAT_FLAG_ALPHA : 0))
    if effort == .fast { image.flags = png_uint_32(PNG_IMAGE_FLAG_FAST) }
    defer { png_image_free(&image) }
    let pixels = opaque ?? bytes
    let stride = png_int_32(pixels.count / height)
    // What cannot be packed grows by the filter byte of each row and by headers of blocks and chunks;
    // libpng allows for an eighth and a sixty-fourth (`PNG_ZLIB_MAX_SIZE`).
    let raw = pixels.count + height
    let headers = 1_024
    var size = png_alloc_size_t(raw + raw / 8 + raw / 64 + headers)
    var file = [UInt8](repeating: 0, count: Int(size))
    guard png_image_write_to_memory(&image, &file, &size, 0, pixels, stride, nil) != 0 else {
      throw Refusal(.bug, "the picture cannot be encoded: \(message(image))", subject: path)
    }
    return Array(file.prefix(Int(size)))
  }

  /// The picture in the bytes of a PNG file, for programs that check what was drawn.
  ///
  /// libpng keeps the address of the bytes from its first call to its second, so they are held over both.
  public init(decoding file: [UInt8], from path: String) throws {
    self = try file.withUnsafeBytes { try Self.decoded($0, from: path) }
  }

  private static func decoded(_ file: UnsafeRawBufferPointer, from path: String) throws -> Self {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard let start = file.baseAddress,
      png_image_begin_read_from_memory(&image, start, file.count) != 0
    else { throw Refusal(.badInput, "is no PNG picture", subject: path) }
    image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
    guard (1...largestSide).contains(Int(image.width)),
      (1...largestSide).contains(Int(image.height))
    else { throw Refusal(.badInput, "is larger than a picture for people", subject: path) }
    var picture = Self(width: Int(image.width), height: Int(image.height))
    guard
      png_image_finish_read(&image, nil, &picture.bytes, png_int_32(picture.width * 4), nil) != 0
    else { throw Refusal(.badInput, "is damaged or cut off", subject: path) }
    return picture
  }

  /// Pixels a side: a header beyond it is a trap.
  private static let largestSide = 1 << 14

  /// Three bytes a pixel; nil where some pixel is not opaque.
  private func withoutOpacity() -> [UInt8]? {
    var colours = [UInt8](repeating: 0, count: width * height * 3)
    var to = 0
    for from in stride(from: 0, to: bytes.count, by: 4) {
      guard bytes[from + 3] == .max else { return nil }
      colours[to] = bytes[from]
      colours[to + 1] = bytes[from + 1]
      colours[to + 2] = bytes[from + 2]
      to += 3
    }
    return colours
  }
}

private func message(_ image: png_image) -> String {
  withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
