import Crypto
import GeoFiles
import Spectral

/// Makes the identity of a plain scene from what it holds.
///
/// A scene is the same where its sensor, level, time, calibration, bands and file contents are; the
/// names of files and folders do not enter. Large files are sampled, not read: the length, both ends
/// and evenly spaced pieces, so that a run over a county does not read a whole tile for an id. The
/// ends of a GeoTIFF hold its tables of tile sizes, which differ as soon as any tile does. It tells
/// scenes apart; it does not prove that nobody altered one, which is the work of full checksums.
enum SceneIdentity {
  /// Files up to this size are hashed whole.
  private static let wholeBytes = 1 << 20
  /// How much of either end of a larger file is hashed.
  private static let endBytes = 1 << 16
  /// How many pieces of what lies between, and how large.
  private static let pieces = 64
  private static let pieceBytes = 1 << 12
  /// Hex digits of the hash in an id: 48 bits, ample for the scenes of a county.
  private static let digits = 12

  static func make(for scene: Scene) throws -> String {
    var hash = SHA256()
    var digests: [InputPath: [UInt8]] = [:]
    func add(_ text: String) { hash.update(data: Array(text.utf8) + [0]) }
    func add(_ label: String, _ source: BandSource) throws {
      let digest = try digests[source.file] ?? fileDigest(source.file)
      digests[source.file] = digest
      let c = source.calibration
      add("\(label) \(source.band) \(c.scale) \(c.offset) \(c.nodata.map { "\($0)" } ?? "-")")
      if let planck = c.planck { add("\(planck.k1) \(planck.k2)") }
      hash.update(data: digest)
      if let model = source.sensorModel { try add(model) }
    }
    func add(_ model: SensorModel) throws {
      switch model.height {
      case .mean(let metres): add("through \(metres)")
      case .dem: add("through an elevation model")
      }
      for file in [model.file, model.dem].compactMap({ $0 }) {
        let digest = try digests[file] ?? fileDigest(file)
        digests[file] = digest
        hash.update(data: digest)
      }
    }
    add("tianyan scene 1")
    add([scene.sensor, scene.level, scene.acquired?.text].map { $0 ?? "-" }.joined(separator: " "))
    add(scene.quantity.rawValue)
    for (role, source) in scene.bands.sorted(by: { $0.key < $1.key }) {
      try add(role.rawValue, source)
    }
    for mask in scene.masks {
      if case .band(let source, let coding) = mask.content { try add(coding.rawValue, source) }
    }
    return text(hash.finalize(), of: scene)
  }

  /// The identity of what several scenes of one overpass make up in a region; their order does not
  /// matter. One alone stays what it is.
  static func make(joining scenes: [Scene], region: String) -> String {
    guard scenes.count > 1, let first = scenes.min(by: { $0.id < $1.id }) else {
      return scenes.first?.id ?? ""
    }
    var hash = SHA256()
    for part in ["tianyan layer 1", region] + scenes.map(\.id).sorted() {
      hash.update(data: Array(part.utf8) + [0])
    }
    return text(hash.finalize(), of: first)
  }

  /// An id that people can read: what is known of the scene, then the hash of all of it.
  private static func text(_ digest: SHA256.Digest, of scene: Scene) -> String {
    let hex = digest.map { byte in
      let digit = String(byte, radix: 16)
      return digit.count == 2 ? digit : "0" + digit
    }.joined()
    let names = [scene.sensor, scene.level?.lowercased(), scene.acquired?.compactDate]
    return (names.compactMap { $0 } + [String(hex.prefix(digits))]).joined(separator: "-")
  }

  private static func fileDigest(_ path: InputPath) throws -> [UInt8] {
    let file = try FileBytes(opening: path)
    var hash = SHA256()
    hash.update(data: Array("\(file.count) ".utf8))
    if file.count <= wholeBytes {
      hash.update(data: try file.read(from: 0, count: file.count))
      return Array(hash.finalize())
    }
    hash.update(data: try file.read(from: 0, count: endBytes))
    let between = file.count - 2 * endBytes
    for piece in 0..<pieces {
      let offset = endBytes + between / pieces * piece
      hash.update(data: try file.read(from: offset, count: pieceBytes))
    }
    hash.update(data: try file.read(from: file.count - endBytes, count: endBytes))
    return Array(hash.finalize())
  }
}
