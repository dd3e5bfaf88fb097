import Foundation
import GeoFiles
import Scenes
import SiteCatalogue

/// What can be removed from a state directory without taking away the evidence of any site.
///
/// Layers stay while they are younger than what is kept, while a candidate was found on them, and while
/// they take part in the median that a scene of either sort was compared with. Medians go all but those
/// that candidates were found against; they can be made again from layers.
public final class Pruning {
  /// What can go, by path.
  public let files: [String]
  /// How many bytes that is.
  public let bytes: Int
  private let scenes: [(path: String, scene: PreparedScene)]
  private let lock: RunLock
  private let state: StateDirectory

  /// Finds out what can go at the time `now`; takes the lock.
  public init(of state: StateDirectory, keeping seconds: Double, now: Date) throws {
    lock = try RunLock(of: state)
    self.state = state
    let catalogue = try Catalogue(state: state.path, for: .read)
    let limit = now.timeIntervalSince1970 - seconds
    var needed: Set<String> = []
    var medians: Set<String> = []
    for record in try catalogue.scenes() {
      let isYoung = AcquisitionTime(record.acquired).map { $0.seconds >= limit } ?? true
      let hasCandidates = try !catalogue.candidates(of: record.id).isEmpty
      guard isYoung || hasCandidates else { continue }
      needed.formUnion([record.id] + record.treatment.references)
      if hasCandidates, let median = record.treatment.parameters["reference"] {
        medians.insert("\(state.baselines)/\(median).tif")
      }
    }
    scenes = try state.names(in: state.layers).filter { $0.hasSuffix(".json") }.compactMap { name in
      let path = state.layers + "/" + name
      guard let scene = try StateFile.read(PreparedScene.self, from: path), scene.layer != nil,
        !needed.contains(scene.id), scene.time.seconds < limit
      else { return nil }
      return (path, scene)
    }
    let old = try state.names(in: state.baselines).map { state.baselines + "/" + $0 }
      .filter { !medians.contains($0) }
    files = scenes.compactMap { $0.scene.layer.map { "\(state.path)/\($0)" } } + old
    bytes = files.reduce(0) { $0 + (Fingerprint(of: $1)?.bytes ?? 0) }
  }

  /// Removes them. That a layer is gone is noted in the journal and beside its place first, so that it is not made
  /// anew.
  public func carryOut() throws {
    guard !files.isEmpty else { return }
    let names = files.compactMap { $0.dropHome(state.path) }
    try Catalogue(state: state.path, for: .write).note(
      "layers.pruned", of: "layers", detail: ["files": names.joined(separator: "\n")])
    for (path, scene) in scenes {
      var pruned = scene
      pruned.layer = nil
      pruned.obstacle = "its layer was pruned"
      try StateFile.write(pruned, to: path)
    }
    for file in files where FileManager.default.fileExists(atPath: file) {
      do {
        try FileManager.default.removeItem(atPath: file)
      } catch {
        throw Refusal(.cannotWrite, error.localizedDescription, subject: file)
      }
    }
  }
}
