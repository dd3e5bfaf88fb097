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
  ///
  /// libpng's simplified API keeps its `longjmp` inside `png_image_write_to_file`; a jump over Swift
  /// frames would be undefined.
  public func write(to path: String) throws {
    let output = try OutputFile(path)
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
    let stride = png_int_32(width * 4)
    let written = png_image_write_to_file(&image, output.temporaryPath, 0, bytes, stride, nil)
    let message = withUnsafeBytes(of: image.message) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    png_image_free(&image)
    guard written != 0 else {
      output.discard()
      throw Refusal(.ioError, message, subject: path)
    }
    try output.publish()
  }
}
