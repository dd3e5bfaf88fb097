internal import CGDAL

/// The bytes of a file, on disk or in one of GDAL's virtual file systems, read in pieces.
public struct FileBytes: ~Copyable {
  private let file: UnsafeMutablePointer<VSILFILE>
  /// How many bytes it holds.
  public let count: Int
  /// The path for messages.
  public let path: String

  /// Opens a file to read.
  public init(opening path: InputPath) throws {
    guard let opened = VSIFOpenL(path.gdalName, "rb") else {
      throw Refusal(.noInput, "may not be read", subject: path.shown, advice: "check permissions")
    }
    file = opened
    self.path = path.shown
    VSIFSeekL(opened, 0, SEEK_END)
    count = Int(VSIFTellL(opened))
  }

  /// `length` bytes from `offset`; fewer only at the end. A device that fails is an I/O error.
  public func read(from offset: Int, count length: Int) throws -> [UInt8] {
    let wanted = max(0, min(length, count - offset))
    var bytes = [UInt8](repeating: 0, count: wanted)
    guard wanted > 0 else { return bytes }
    VSIFSeekL(file, vsi_l_offset(offset), SEEK_SET)
    let got = VSIFReadL(&bytes, 1, wanted, file)
    guard got == wanted else { throw Refusal(.ioError, "reading failed", subject: path) }
    return bytes
  }

  /// The whole of a text file of at most `limit` bytes.
  public static func text(of path: InputPath, limit: Int) throws -> String {
    let file = try FileBytes(opening: path)
    guard file.count <= limit else {
      throw Refusal(
        .badInput, "is \(file.count) bytes long, more than the \(limit) such a file may have",
        subject: path.shown)
    }
    guard let text = String(validating: try file.read(from: 0, count: file.count), as: UTF8.self)
    else { throw Refusal(.badInput, "is not UTF-8 text", subject: path.shown) }
    return text
  }

  deinit { VSIFCloseL(file) }
}
