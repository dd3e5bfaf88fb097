import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites

/// Where evidence comes from: what is the same for all sites that two scenes show, with the digest of every file that
/// was read.
public struct EvidenceSources: Sendable {
  /// What a catalogue adds to what the files tell.
  public struct Record: Sendable {
    /// What it keeps of scenes, by id: the products that layers were made of, and how.
    public var scenes: [String: JSONValue]
    /// What the later scene was compared with, where that was not the earlier one alone.
    public var reference: JSONValue

    /// A record from its parts.
    public init(scenes: [String: JSONValue] = [:], reference: JSONValue = .null) {
      self.scenes = scenes
      self.reference = reference
    }
  }

  /// The members of a manifest that tell of it, in order.
  let members: [(String, JSONValue)]

  /// Describes the files of a result and its scenes.
  ///
  /// - Parameters:
  ///   - result: the file that the sites were read from; nil where they come from a catalogue.
  ///   - digests: what is known of files already.
  ///   - record: what the catalogue adds; nothing for a result.
  public init(
    result: InputPath?, provenance: JSONValue?, pair: PairViewer,
    digests: InputDigests = InputDigests(), record: Record = Record()
  ) throws {
    func described(_ scene: Scene) throws -> JSONValue {
      let files = try Self.originals(of: scene).map { try digests.described($0) }
      var members = Self.facts(of: scene) + [("files", JSONValue.array(files))]
      if let known = record.scenes[scene.id] { members.append(("record", known)) }
      return .object(members)
    }
    members = [
      ("software", try Self.software(digests)),
      ("result", try result.map(digests.described) ?? .null),
      ("before", try described(pair.before.scene)),
      ("after", try described(pair.after.scene)),
      ("reference", record.reference),
      ("others", .array(try pair.others.map { try described($0.scene) })),
      ("analysis", provenance ?? .null),
      ("adjustments", pair.adjustments.trace),
    ]
  }

  /// This program: its name and version, and the digest of the very file that ran.
  private static func software(_ digests: InputDigests) throws -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", "tianyan"), ("version", .string(Software.version)),
      ("gdal", .string(GDALRuntime.version)),
    ]
    if let path = Bundle.main.executablePath {
      let digest = try digests.described(InputPath(path))["sha256"]
      members.append(("executable_sha256", digest ?? .null))
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
