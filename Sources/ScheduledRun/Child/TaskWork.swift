import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue
import Sites

/// What a child process does: reads its task, binds itself to the limits, works, writes its answer.
public enum TaskWork {
  /// The most bytes a task may have.
  private static let sizeLimit = 1 << 28

  /// Carries out the task in a file.
  public static func run(_ file: String) async throws {
    let text = try FileBytes.text(of: try InputPath(file), limit: sizeLimit)
    let task: SceneTask
    do {
      task = try JSONDecoder().decode(SceneTask.self, from: Data(text.utf8))
    } catch {
      throw Refusal(
        .usage, "is no task of tianyan run: \(error)", subject: file,
        advice: "this command is for tianyan run alone")
    }
    ParentWatch.start()
    try task.limits.apply(threads: task.threads)
    GDALRuntime.start()
    switch task.work {
    case .describe(let path, let fingerprint):
      try StateFile.write(
        try Description.make(of: path, fingerprint, allowRemote: task.allowRemote), to: task.answer)
    case .prepare(let products, let layer):
      try StateFile.write(try await task.prepare(products, layer: layer), to: task.answer)
    case .observe(let observing):
      try StateFile.write(try await task.observe(observing), to: task.answer)
    case .look(let looking):
      try StateFile.write(try await task.look(looking), to: task.answer)
    }
  }
}

/// Ends this process when the one that started it is gone.
private enum ParentWatch {
  static func start() {
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count == 0 || count < 0 && errno != EINTR { break }
      }
      UnfinishedFiles.discardAll()
      _exit(Refusal.Reason.locked.rawValue)
    }
  }
}

/// What a product says of itself.
struct Description: Codable {
  /// The product; nil where it does not say when it was taken.
  var product: ArrivedProduct?
  /// What it lacks of what its own manifest lists; a product that is on its way.
  var missing: [String]

  static func make(
    of path: String, _ fingerprint: Fingerprint, allowRemote: Bool
  ) throws -> Description {
    let input = try InputPath(path, allowRemote: allowRemote)
    var missing = try ProductManifest.missing(in: input)
    let scene: Scene
    do {
      scene = try Scene(opening: input)
    } catch let refusal as Refusal where !missing.isEmpty && refusal.reason != .ioError {
      return Description(product: nil, missing: missing)
    }
    guard var product = ArrivedProduct(scene, at: path, fingerprint: fingerprint) else {
      throw Refusal(
        .badInput, "does not say when it was taken", subject: path,
        advice: "say acquired in a scene.yaml beside it")
    }
    guard scene.quantity == .reflectance else {
      throw Refusal(
        .badInput, "holds counts that are not calibrated; a layer holds reflectances",
        subject: path, advice: "say scale and offset in its scene.yaml")
    }
    // A Landsat bundle has no manifest but its metadata, which names every band.
    if scene.facts.family == .landsat { missing += scene.facts.missing }
    product.missing = missing
    return Description(product: product, missing: missing)
  }
}
