import RasterGrid

/// Polygons as GeoPackage keeps them: a header with the bounding box, then well-known binary (OGC
/// 12-128r18, clause 2.1.3; OGC 06-103r4, clause 8.2). Longitude and latitude on WGS 84.
public enum GeoPackageBlob {
  /// `GP`, version 0, little-endian with an envelope of x and y.
  private static let head: [UInt8] = [0x47, 0x50, 0, 0b0000_0011]
  private static let wgs84: UInt32 = 4326
  private static let headerBytes = 8 + 4 * 8
  private static let polygonType: UInt32 = 3
  private static let multiPolygonType: UInt32 = 6

  /// A multipolygon of closed rings, each polygon's exterior first; there must be a point.
  public static func encode(_ polygons: [[[MapPoint]]]) -> [UInt8] {
    let points = polygons.joined().joined()
    let (x, y) = (points.map(\.x), points.map(\.y))
    guard let west = x.min(), let east = x.max(), let south = y.min(), let north = y.max() else {
      preconditionFailure("a geometry has points")
    }
    var writer = LittleEndianWriter(bytes: head)
    writer.append(wgs84)
    for bound in [west, east, south, north] { writer.append(bound) }
    writer.append(type: multiPolygonType, count: polygons.count)
    for polygon in polygons {
      writer.append(type: polygonType, count: polygon.count)
      for ring in polygon {
        writer.append(UInt32(ring.count))
        for point in ring {
          writer.append(point.x)
          writer.append(point.y)
        }
      }
    }
    return writer.bytes
  }

  /// The polygons again; nil for bytes that are something else.
  public static func decode(_ bytes: [UInt8]) -> [[[MapPoint]]]? {
    guard bytes.count >= headerBytes, bytes.starts(with: head) else { return nil }
    return bytes.withUnsafeBytes { all in
      var reader = LittleEndianReader(bytes: all, at: headerBytes)
      return reader.multiPolygon()
    }
  }

  /// Smallest and largest x, smallest and largest y by the header; nil where it has none.
  static func envelope(_ bytes: UnsafeRawBufferPointer) -> [Double]? {
    guard bytes.count >= headerBytes, bytes[0] == head[0], bytes[1] == head[1], bytes[2] == 0
    else { return nil }
    let flags = bytes[3]
    // Bits 1 to 3: 0 is no envelope, 1 to 4 begin with x and y.
    guard (1...4).contains(flags >> 1 & 0b111) else { return nil }
    return (0..<4).map { index in
      let bits = bytes.loadUnaligned(fromByteOffset: 8 + index * 8, as: UInt64.self)
      return Double(bitPattern: flags & 1 == 1 ? bits.littleEndian : bits.bigEndian)
    }
  }

  /// Whether the header says that there is no point.
  static func isEmpty(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    guard bytes.count >= 8, bytes[0] == head[0], bytes[1] == head[1] else { return nil }
    return bytes[3] & 0b0001_0000 != 0
  }
}

/// Bytes of well-known binary as they are written.
private struct LittleEndianWriter {
  var bytes: [UInt8]

  mutating func append(_ number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(type: UInt32, count: Int) {
    bytes.append(1)  // little-endian
    append(type)
    append(UInt32(count))
  }
}

/// Bytes of well-known binary as they are read; every count is checked against what is left.
private struct LittleEndianReader {
  let bytes: UnsafeRawBufferPointer
  /// What is read next.
  var at: Int

  private static let pointBytes = 16

  private var left: Int { bytes.count - at }

  mutating func multiPolygon() -> [[[MapPoint]]]? {
    guard let count = header(type: 6, least: 9) else { return nil }
    var polygons: [[[MapPoint]]] = []
    for _ in 0..<count {
      guard let rings = header(type: 3, least: 4) else { return nil }
      var polygon: [[MapPoint]] = []
      for _ in 0..<rings {
        guard let ring = ring() else { return nil }
        polygon.append(ring)
      }
      polygons.append(polygon)
    }
    return left == 0 ? polygons : nil
  }

  private mutating func ring() -> [MapPoint]? {
    guard let points = number(), Int(points) * Self.pointBytes <= left else { return nil }
    return (0..<points).map { _ in MapPoint(x: double(), y: double()) }
  }

  /// The count of a geometry of a type, whose members take at least so many bytes each.
  private mutating func header(type: UInt32, least: Int) -> Int? {
    guard left > 0, bytes[at] == 1 else { return nil }
    at += 1
    guard number() == type, let count = number(), Int(count) * least <= left else { return nil }
    return Int(count)
  }

  private mutating func number() -> UInt32? {
    guard left >= 4 else { return nil }
    defer { at += 4 }
    return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
  }

  /// The next eight bytes, which must be there.
  private mutating func double() -> Double {
    defer { at += 8 }
    return Double(
      bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
  }
}
