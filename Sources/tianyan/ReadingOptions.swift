import ArgumentParser
import Foundation
import GeoFiles
import Scenes

/// How scenes are read: the same for every command that reads them.
struct ReadingOptions: ParsableArguments {
  @Option(help: "How coarser bands and other grids are brought together.")
  var resampling: Resampling = .bilinear

  @Option(help: "How many threads work; the answer is the same for any number.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Allow scenes on the network (/vsicurl/, /vsis3/ and the like).")
  var allowRemote = false

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
  }

  /// The scene at a path.
  func scene(_ path: String) throws -> Scene {
    try Scene(opening: try InputPath(path, allowRemote: allowRemote))
  }
}

extension Resampling: ExpressibleByArgument {}
