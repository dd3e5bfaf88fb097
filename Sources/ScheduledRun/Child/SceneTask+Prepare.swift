import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue

extension SceneTask {
  /// Makes the layer of an overpass and says what became of it. An overpass with nothing to judge in the
  /// region is an answer, not a failure.
  func prepare(_ products: [String], layer: String) async throws -> PreparedScene {
    let scenes = try products.map {
      try Scene(opening: try InputPath($0, allowRemote: allowRemote))
    }
    let region = try Region(reading: try InputPath(region))
    var prepared = PreparedScene(
      id: "", product: ProductIdentity(scenes), acquired: scenes.firstAcquired, inputs: [],
      mask: "", considered: 0, measured: 0, clear: 0, notes: [])
    do {
      let plan = try LayerPlan(LayerRequest(scenes: scenes, region: region))
      let file = try LayerFile(for: plan, at: layer)
      let summary = try await LayerMaking.run(plan, into: file, threads: threads)
      (prepared.considered, prepared.measured) = (summary.considered, summary.measured)
      prepared.clear = summary.clear
      prepared.notes = plan.origin.calibrations + plan.origin.notes
      guard summary.measured > 0 else {
        prepared.obstacle = "holds no data inside the region \(region.name)"
        return prepared
      }
      let used = plan.parts.map(\.scene)
      prepared.id = plan.origin.scene
      prepared.mask = plan.origin.masks ?? ""
      prepared.product = ProductIdentity(used)
      prepared.acquired = used.firstAcquired
      prepared.inputs = try used.flatMap { try InputRecord.all(of: $0) }
      try file.publish(threads: threads)
      prepared.layer = layer.dropHome(state)
    } catch let refusal as Refusal where refusal.reason == .nothingToJudge {
      prepared.obstacle = "\(refusal)"
    }
    return prepared
  }
}

extension [Scene] {
  /// When the first of them was taken.
  fileprivate var firstAcquired: String {
    compactMap(\.acquired).min { $0.seconds < $1.seconds }?.text ?? ""
  }
}

extension ProductIdentity {
  /// What the products of one overpass are together.
  init(_ scenes: [Scene]) {
    func joined(_ value: (Scene) -> String?) -> String? {
      let all = Set(scenes.compactMap(value)).sorted()
      return all.isEmpty ? nil : all.joined(separator: "+")
    }
    let products = scenes.compactMap { ArrivedProduct($0, at: $0.path, fingerprint: .remote) }
    self.init(
      name: Set(scenes.map { $0.facts.name ?? $0.id }).sorted().joined(separator: "+"),
      acquisition: Set(products.map { $0.acquisition.joined(separator: " ") }).sorted()
        .joined(separator: "+"))
    sensor = joined(\.sensor)
    satellite = sensor
    level = joined(\.level)
    baseline = joined(\.facts.baseline)
    processed = Set(products.compactMap(\.made)).sorted().last
  }
}

extension InputRecord {
  /// Every file that a scene was read from, with its checksum; an archive as a whole.
  static func all(of scene: Scene) throws -> [InputRecord] {
    let name = scene.facts.name ?? scene.id
    var records: [InputRecord] = []
    for file in Set(scene.files).sorted(by: { $0.shown < $1.shown }) where !file.isFolder {
      // What lies in an archive is covered by the archive, which is one of the files.
      guard !file.isVirtual || file.shown == scene.path else { continue }
      let inside =
        file.shown.dropHome(scene.path) ?? String(file.shown.split(separator: "/").last ?? "")
      let (digest, bytes) = try FileDigest.sha256(of: file)
      records.append(
        InputRecord(
          path: inside.isEmpty ? name : name + "/" + inside, bytes: bytes, sha256: digest))
    }
    return records
  }
}

extension String {
  /// What follows a folder's path; empty for the folder itself, nil for what does not lie in it.
  func dropHome(_ home: String) -> String? {
    guard self != home else { return "" }
    return hasPrefix(home + "/") ? String(dropFirst(home.count + 1)) : nil
  }
}
