import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes

/// Writes the evidence of a pair for and against changes of built-up land, to fit a ranking to.
@main
struct RankingEvidence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ranking-evidence",
    abstract: "Write the evidence of a pair: planes of float32, row by row, one after the other.",
    discussion: "The names of the planes and the size of the map are printed as JSON.")

  @Argument(help: "The earlier scene.")
  var before: String

  @Argument(help: "The later scene.")
  var after: String

  @Argument(help: "The file for the planes.")
  var output: String

  func run() async throws {
    GDALRuntime.start()
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let request = try ChangeRequest(
      ChangeRequest.Pair(
        before: try Scene(opening: try InputPath(before)),
        after: try Scene(opening: try InputPath(after))),
      method: .builtUp(try BuiltUpModel.builtIn()))
    let plan = try ChangePlan(try await request.prepared(threads: threads))
    let planes = try await BuiltUpEvidenceMap.planes(of: plan, threads: threads)
    let data = planes.reduce(into: Data()) { data, plane in
      plane.withUnsafeBytes { data.append(contentsOf: $0) }
    }
    try data.write(to: URL(fileURLWithPath: output))
    let names = BuiltUpModel.Evidence.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    print(
      "{\"width\": \(plan.grid.width), \"height\": \(plan.grid.height), \"evidence\": [\(names)]}")
  }
}
