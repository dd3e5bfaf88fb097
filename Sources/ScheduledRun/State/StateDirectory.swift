import Foundation
import GeoFiles

/// The folder that scheduled runs keep everything in; nothing is written anywhere else.
///
/// What is final stands in its place under its own name, put there by a rename; what is being made
/// lies in `work` or under a hidden name beside its place. So whoever holds the lock may delete all
/// of the latter: it belongs to a run that is dead.
public struct StateDirectory: Sendable {
  /// Where it is.
  public let path: String

  /// The catalogue of sites, a GeoPackage.
  public var catalogue: String { path + "/catalogue.gpkg" }
  /// Analysis-ready layers, one an overpass.
  public var layers: String { path + "/layers" }
  /// What scenes were compared with.
  public var baselines: String { path + "/baselines" }
  /// What each run hands on, a folder a run.
  public var outbox: String { path + "/outbox" }
  /// Products that could not be read, each with its reason.
  public var quarantine: String { path + "/quarantine" }
  /// What each run decided and did, a file a run.
  public var runs: String { path + "/runs" }
  /// The lock.
  public var lock: String { path + "/lock" }
  /// When a run last came to its end.
  public var heartbeat: String { path + "/heartbeat.json" }
  /// What is known of every product that was accepted.
  public var products: String { path + "/products.json" }
  /// What the run in progress is making.
  public var work: String { path + "/work" }

  private var folders: [String] { [layers, baselines, outbox, quarantine, runs, work] }

  /// The state directory at `path`, made where it is not there yet.
  public static func prepared(at path: String) throws -> StateDirectory {
    let state = StateDirectory(absolute: path)
    for folder in [state.path] + state.folders {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw Refusal(
          .cannotWrite, "cannot be made: \(error.localizedDescription)", subject: folder,
          advice: "--state names the folder that runs keep everything in")
      }
    }
    guard access(state.path, W_OK) == 0 else {
      throw Refusal(
        .cannotWrite, "may not be written", subject: path, advice: "check its permissions")
    }
    return state
  }

  /// The state directory at `path`, which must be one.
  public static func existing(at path: String) throws -> StateDirectory {
    let state = StateDirectory(absolute: path)
    guard FileManager.default.fileExists(atPath: state.runs) else {
      throw Refusal(
        .noInput, "is no state directory", subject: path,
        advice: "tianyan run --state \(path) makes one")
    }
    return state
  }

  /// The state directory that keeps a file; nil for one that lies in none, or in what is handed on.
  public static func holding(_ path: String) -> String? {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    while folder.path != "/" {
      let state = StateDirectory(absolute: folder.path)
      let isState = [state.catalogue, state.runs, state.layers].allSatisfy(
        FileManager.default.fileExists)
      if isState { return path.hasPrefix(state.outbox + "/") ? nil : state.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  private init(absolute path: String) {
    self.path = URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Removes what dead runs left unfinished. Only for who holds the lock.
  func removeLeftovers() throws {
    for name in try names(in: work) { try remove(work + "/" + name) }
    for folder in [path, layers, baselines, runs] {
      for name in try names(in: folder) where Self.isUnfinished(name) {
        try remove(folder + "/" + name)
      }
    }
    for name in try names(in: outbox) where name.hasPrefix(".") { try remove(outbox + "/" + name) }
  }

  /// Whether a name is one that an `OutputFile` has until it is whole.
  private static func isUnfinished(_ name: String) -> Bool {
    name.hasPrefix(".") && name.contains(".part")
  }

  /// The names in one of the folders, sorted.
  func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw Refusal(
        .cannotWrite, "cannot be listed: \(error.localizedDescription)", subject: folder)
    }
  }

  func remove(_ file: String) throws {
    do {
      try FileManager.default.removeItem(atPath: file)
    } catch {
      throw Refusal(.cannotWrite, "cannot be removed: \(error.localizedDescription)", subject: file)
    }
  }

  /// Bytes that are free where a state directory is, or will be.
  public static func freeBytes(near path: String) -> Int {
    var place = URL(fileURLWithPath: path).standardizedFileURL
    while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
      place.deleteLastPathComponent()
    }
    var system = statvfs()
    guard statvfs(place.path, &system) == 0 else { return 0 }
    let (bytes, overflow) = Int(system.f_bavail).multipliedReportingOverflow(
      by: Int(system.f_frsize))
    return overflow ? Int.max : bytes
  }
}
