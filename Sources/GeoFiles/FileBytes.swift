internal import CGDAL

/// The bytes of a file, on disk or in one of GDAL's virtual file systems, read in pieces.
public struct FileBytes: ~Copyable {
  private let file: UnsafeMutablePointer<VSILFILE>
  /// How many bytes it holds.
  public let count: Int
  /// The path for messages.
  public let path: String
  /// Whether what fails is the archive's fault and not the device's.
  private let isInArchive: Bool
  /// The checksum that its archive states of it; nil where none does.
  private let stated: UInt32?

  /// Opens a file to read; of a compressed one, this reads all of it once, to know its length.
  public init(opening path: InputPath) throws {
    guard let opened = VSIFOpenL(path.gdalName, "rb") else {
      throw Refusal(.noInput, "may not be read", subject: path.shown, advice: "check permissions")
    }
    var end = 0
    do {
      try reportingEveryFailure("read", path.shown) { () -> Void? in
        VSIFSeekL(opened, 0, SEEK_END)
        end = Int(VSIFTellL(opened))
        return ()
      }
    } catch {
      VSIFCloseL(opened)
      throw Self.failure(error, path.shown, isInArchive: path.isVirtual)
    }
    file = opened
    self.path = path.shown
    isInArchive = path.isVirtual
    stated = path.checksum
    count = end
  }

  private static func failure(_ error: GDALError, _ path: String, isInArchive: Bool) -> Refusal {
    let text = error.messages.joined(separator: "; ")
    return isInArchive
      ? Refusal(
        .badInput, "is damaged or cut off: \(text)", subject: path,
        advice: "fetch it again and compare its size with the provider's")
      : Refusal(.ioError, "reading failed: \(text)", subject: path)
  }

  /// `length` bytes from `offset`; fewer only at the end. A device that fails is an I/O error.
  public func read(from offset: Int, count length: Int) throws -> [UInt8] {
    let wanted = max(0, min(length, count - offset))
    var bytes = [UInt8](repeating: 0, count: wanted)
    guard wanted > 0 else { return bytes }
    VSIFSeekL(file, vsi_l_offset(offset), SEEK_SET)
    var got = 0
    do {
      try reportingEveryFailure("read", path) { () -> Void? in
        got = VSIFReadL(&bytes, 1, wanted, file)
        return got == wanted ? () : nil
      }
    } catch {
      throw Self.failure(error, path, isInArchive: isInArchive)
    }
    return bytes
  }

  /// Reads all of it once; refuses what breaks off or does not agree with its checksum.
  public func check() throws {
    var piece = [UInt8](repeating: 0, count: 1 << 22)
    var checksum = CyclicChecksum()
    var got = 0
    VSIFSeekL(file, 0, SEEK_SET)
    repeat {
      do {
        try reportingEveryFailure("read", path) { () -> Void? in
          got = VSIFReadL(&piece, 1, piece.count, file)
          return ()
        }
      } catch {
        throw Self.failure(error, path, isInArchive: isInArchive)
      }
      piece.withUnsafeBytes { checksum.add(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
    } while got == piece.count
    try compare(checksum)
  }

  private func compare(_ checksum: CyclicChecksum) throws {
    guard let stated, stated != checksum.value else { return }
    throw Refusal(
      .badInput, "is damaged: its checksum is not the one that the archive states",
      subject: path, advice: "fetch the product again; unzip -t checks all of it")
  }

  /// The whole of a text file of at most `limit` bytes.
  public static func text(of path: InputPath, limit: Int) throws -> String {
    let file = try FileBytes(opening: path)
    guard file.count <= limit else {
      throw Refusal(
        .badInput, "is \(file.count) bytes long, more than the \(limit) such a file may have",
        subject: path.shown)
    }
    let bytes = try file.read(from: 0, count: file.count)
    var checksum = CyclicChecksum()
    bytes.withUnsafeBytes { checksum.add($0) }
    try file.compare(checksum)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Refusal(.badInput, "is not UTF-8 text", subject: path.shown)
    }
    return text
  }

  deinit { VSIFCloseL(file) }
}
