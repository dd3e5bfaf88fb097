import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites

/// Where evidence comes from: what is the same for every site of a run, with the digest of every file that
/// was read, made once.
public struct EvidenceSources: Sendable {
  /// The members of a manifest that tell of it, in order.
  let members: [(String, JSONValue)]

  /// Reads every file of the scenes once for its digest.
  ///
  /// - Parameter result: the file that the sites were read from; nil where they come from a catalogue.
  public init(result: InputPath?, provenance: JSONValue?, pair: PairViewer) throws {
    var known: [InputPath: JSONValue] = [:]
    func files(of scene: Scene) throws -> JSONValue {
      .array(
        try Self.originals(of: scene).map { path in
          if let known = known[path] { return known }
          let made = try Self.described(path)
          known[path] = made
          return made
        })
    }
    func described(_ scene: Scene) throws -> JSONValue {
      .object(Self.facts(of: scene) + [("files", try files(of: scene))])
    }
    members = [
      ("software", try Self.software()),
      ("result", try result.map(Self.described) ?? .null),
      ("before", try described(pair.before.scene)),
      ("after", try described(pair.after.scene)),
      ("others", .array(try pair.others.map { try described($0.scene) })),
      ("analysis", provenance ?? .null),
      ("adjustments", pair.adjustments.trace),
    ]
  }

  /// This program: its name and version, and the digest of the very file that ran.
  private static func software() throws -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", "tianyan"), ("version", .string(Software.version)),
      ("gdal", .string(GDALRuntime.version)),
    ]
    if let path = Bundle.main.executablePath {
      members.append(
        ("executable_sha256", .string(try FileDigest.sha256(of: InputPath(path)).digest)))
    }
    return .object(members)
  }

  /// The files to be digested: of an archive itself, not what is in it.
  private static func originals(of scene: Scene) -> [InputPath] {
    let all = Set(scene.files.filter { !$0.isFolder })
    let plain = all.filter { !$0.isVirtual }
    let inside = all.filter { file in
      file.isVirtual && !plain.contains { file.gdalName.contains($0.gdalName) }
    }
    return plain.union(inside).sorted { $0.shown < $1.shown }
  }

  private static func described(_ path: InputPath) throws -> JSONValue {
    let (digest, bytes) = try FileDigest.sha256(of: path)
    return .object([
      ("name", .string(String(path.shown.split(separator: "/").last ?? ""))),
      ("bytes", .int(bytes)), ("sha256", .string(digest)),
    ])
  }

  private static func facts(of scene: Scene) -> [(String, JSONValue)] {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    let bands = scene.bands.sorted { $0.key < $1.key }.map { role, source in
      JSONValue.object([
        ("band", .string(role.rawValue)),
        ("file", .string(String(source.file.shown.split(separator: "/").last ?? ""))),
        ("number", .int(source.band)), ("scale", .number(source.calibration.scale)),
        ("offset", .number(source.calibration.offset)),
        ("nodata", source.calibration.nodata.map { .number($0) } ?? .null),
        ("because", .string(source.calibrationReason)),
      ])
    }
    return [
      ("scene", .string(scene.id)), ("product", text(scene.facts.name)),
      ("family", .string(scene.facts.family.rawValue)), ("sensor", text(scene.sensor)),
      ("level", text(scene.level)), ("acquired", text(scene.acquired?.text)),
      ("processing_baseline", text(scene.facts.baseline)), ("tile", text(scene.facts.tile)),
      ("quantity", .string(scene.quantity.rawValue)),
      ("mask", scene.masks.isEmpty ? .null : .string(scene.maskNames)),
      ("grid", .string("\(scene.grid)")), ("bands", .array(bands)),
    ]
  }
}

extension PairAdjustments {
  /// What was done to AFTER for the pictures.
  fileprivate var trace: JSONValue {
    .object([
      (
        "moved_pixels",
        move.map { .array([.number($0.columns), .number($0.rows)]) } ?? .null
      ),
      (
        "lines",
        .array(
          lines.sorted { $0.key < $1.key }.map { role, line in
            .object([
              ("band", .string(role.rawValue)), ("gain", .number(line.gain)),
              ("offset", .number(line.offset)),
            ])
          })
      ),
    ])
  }
}
