import Foundation
import GeoFiles
import Scenes
import SiteCatalogue

extension InboxRun {
  /// The scenes that the readable products make up, each with its layer. A product whose pixels cannot be
  /// read goes into quarantine, and what is left is planned anew: another one may count in its place.
  func prepare(_ arrived: [ArrivedProduct], _ known: ProductLedger) throws -> [PreparedScene] {
    var ledger = known
    try ledger.remember(arrived)
    var present = Set(arrived.map(\.path))
    while true {
      let usable = ledger.products.filter { product in
        quarantine.reason(product.path, product.fingerprint) == nil
      }
      let plan = ArrivalPlan(usable.filter(isRecent))
      var scenes: [PreparedScene] = []
      var lost: Set<String> = []
      for overpass in plan.overpasses {
        let (scene, unreadable) = try prepare(overpass, present)
        if let scene { scenes.append(scene) }
        lost.formUnion(unreadable)
      }
      guard !lost.isEmpty else {
        for aside in plan.setAside where present.contains(aside.product.path) {
          report.setAside.append(
            RunReport.Line(subject: aside.product.path, reason: aside.reason))
        }
        return scenes
      }
      try ledger.forget(lost)
      present.subtract(lost)
    }
  }

  /// Whether a product was taken late enough.
  func isRecent(_ product: ArrivedProduct) -> Bool {
    request.since.map { product.time.seconds >= $0.seconds } ?? true
  }

  /// Where it stands what is known of an overpass once it was prepared.
  func sidecar(of overpass: ArrivalPlan.Overpass, in folder: String) -> String {
    "\(folder)/\(overpass.key)-\(regionKey.prefix(6)).json"
  }

  /// The scene of one overpass, and the paths of what of it cannot be read.
  private func prepare(
    _ overpass: ArrivalPlan.Overpass, _ present: Set<String>
  ) throws -> (PreparedScene?, unreadable: Set<String>) {
    let sidecar = sidecar(of: overpass, in: state.layers)
    if let scene = try StateFile.read(PreparedScene.self, from: sidecar) {
      if scene.layer.map({ FileManager.default.fileExists(atPath: "\(state.path)/\($0)") }) ?? true
      {
        return (told(scene, overpass), [])
      }
      // Somebody deleted the layer; what can be made again is.
      try state.remove(sidecar)
    }
    let gone = overpass.products.filter { !present.contains($0.path) }
    guard gone.isEmpty else {
      for product in overpass.products where present.contains(product.path) {
        report.setAside.append(
          RunReport.Line(
            subject: product.path,
            reason: "\(gone[0].path), of the same overpass, is not there any more"))
      }
      return (nil, [])
    }
    let paths = overpass.products.map(\.path)
    switch try attempt(
      .prepare(products: paths, layer: sidecar.dropLast(".json".count) + ".tif"),
      as: PreparedScene.self, answer: sidecar)
    {
    case .answered(let scene):
      tell(.info, "scene.prepared", scene.id, "\(scene.product.name) is prepared")
      return (told(scene, overpass), [])
    case .failed(let reason):
      return (nil, try findUnreadable(overpass, reason))
    }
  }

  /// Tells of an overpass that has nothing of the region, which is no scene then.
  private func told(_ scene: PreparedScene, _ overpass: ArrivalPlan.Overpass) -> PreparedScene? {
    guard scene.id.isEmpty, let obstacle = scene.obstacle else { return scene }
    for product in overpass.products {
      report.setAside.append(RunReport.Line(subject: product.path, reason: obstacle))
    }
    return nil
  }

  /// Which products of an overpass that could not be prepared are to blame: each is tried alone. They go
  /// into quarantine; all of them, where none fails alone.
  private func findUnreadable(
    _ overpass: ArrivalPlan.Overpass, _ reason: String
  ) throws -> Set<String> {
    var blamed: [(product: ArrivedProduct, reason: String)] = []
    if overpass.products.count > 1 {
      for product in overpass.products {
        let trial = try attempt(
          .prepare(products: [product.path], layer: state.work + "/trial.tif"),
          as: PreparedScene.self)
        if case .failed(let reason) = trial { blamed.append((product, reason)) }
      }
    }
    if blamed.isEmpty { blamed = overpass.products.map { ($0, reason) } }
    for (product, reason) in blamed {
      try hold(product.path, product.fingerprint, "prepare", reason)
    }
    return Set(blamed.map(\.product.path))
  }
}
