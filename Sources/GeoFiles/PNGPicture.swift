internal import CPNG

/// A picture for people: 8-bit red, green, blue and opacity. Never a container of measurements.
public struct PNGPicture: Sendable {
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

  /// The bytes of the file.
  ///
  /// libpng's simplified API keeps its `longjmp` inside `png_image_write_to_memory`; a jump over Swift
  /// frames would be undefined. Its sister that writes files removes what it could not write, were
  /// it a device.
  private func encoded(for path: String) throws -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
    defer { png_image_free(&image) }
    let stride = png_int_32(width * 4)
    // What cannot be packed grows by the filter byte of each row and by headers of blocks and chunks;
    // libpng allows for an eighth and a sixty-fourth (`PNG_ZLIB_MAX_SIZE`).
    let raw = bytes.count + height
    let headers = 1_024
    var size = png_alloc_size_t(raw + raw / 8 + raw / 64 + headers)
    var file = [UInt8](repeating: 0, count: Int(size))
    guard png_image_write_to_memory(&image, &file, &size, 0, bytes, stride, nil) != 0 else {
      let message = withUnsafeBytes(of: image.message) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw Refusal(.bug, "the picture cannot be encoded: \(message)", subject: path)
    }
    return Array(file.prefix(Int(size)))
  }
}
