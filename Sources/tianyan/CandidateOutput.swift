import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Sites

/// Where candidates go, and in what form.
struct CandidateOutput: ParsableArguments {
  /// The forms in which candidates leave.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// One RFC 7946 FeatureCollection.
    case geojson
    /// One feature a line (newline-delimited GeoJSON).
    case geojsonseq
    /// The ranked list for people.
    case table
  }

  @Option(name: [.short, .long], help: "Write the candidates to this file.")
  var output: String?

  @Option(help: "The form of the candidates. (default: by the file's name, else geojson)")
  var format: Format?

  @Option(help: "Also draw the later scene with the outlines into this PNG file.")
  var picture: String?

  @Option(help: "The language of tables.")
  var lang: CandidateTable.Language = .en

  @Flag(help: "Print the table as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print no table and no progress beside the file.")
  var quiet = false

  /// Refuses to write over an input.
  func check(against inputs: [InputPath]) throws {
    try PromisedOutputs(output, picture).refuse(overwriting: inputs)
  }

  /// Refuses a place that cannot be written before any work is done.
  func check() throws {
    _ = try PromisedOutputs(output, picture)
    if let output, format == nil { _ = try Self.format(of: output) }
    if let picture { try Self.checkPNG(picture, option: "--picture") }
  }

  /// Writes what was promised.
  func deliver(_ result: ScanResult, of plan: AnalysisPlan) throws {
    if let picture {
      try ScenePicture(of: plan).drawn(with: result.candidates).write(to: picture)
    }
    try deliver(result.candidates, trace: plan.trace(of: result))
  }

  /// Writes candidates, and how they came to be.
  func deliver(_ candidates: [Candidate], trace: JSONValue) throws {
    guard let output else {
      let form = format ?? (isatty(STDOUT_FILENO) != 0 || json ? .table : .geojson)
      return try StandardOutput.write(bytes(of: candidates, trace, as: form))
    }
    let file = try OutputFile(output)
    try file.write(bytes(of: candidates, trace, as: try format ?? Self.format(of: output)))
    guard !quiet else { return }
    try StandardOutput.write(
      json ? table(candidates) : Array(summary(candidates, output).utf8))
  }

  /// How many rows a terminal takes without scrolling away.
  private static let rowsShown = 20

  private func summary(_ candidates: [Candidate], _ path: String) -> String {
    let written =
      lang == .en
      ? "\(candidates.count) candidates in \(path)\n" : "\(path): 疑似图斑 \(candidates.count) 处\n"
    guard !candidates.isEmpty else { return written }
    return CandidateTable.render(candidates, limit: Self.rowsShown, language: lang) + written
  }

  private func bytes(of candidates: [Candidate], _ trace: JSONValue, as format: Format) -> [UInt8] {
    switch format {
    case .geojson:
      GeoJSON.featureCollection(
        name: "candidates", candidates: candidates, members: [("tianyan", trace)])
    case .geojsonseq: GeoJSON.sequence(candidates)
    case .table: table(candidates)
    }
  }

  private func table(_ candidates: [Candidate]) -> [UInt8] {
    guard json else { return Array(CandidateTable.render(candidates, language: lang).utf8) }
    let indices = GeoJSON.indexNames(of: candidates)
    return JSONValue.array(
      candidates.map { .object([("id", .string($0.id))] + $0.properties(indices: indices)) }
    ).bytes + [UInt8(ascii: "\n")]
  }

  private static func format(of path: String) throws -> Format {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "geojson", "json", "": return .geojson
    case "geojsonl", "geojsons", "geojsonseq", "ndjson": return .geojsonseq
    case "txt": return .table
    case let other:
      throw Refusal(
        .usage, "its name promises \(other), which is not a form that candidates take",
        subject: path, advice: "name it .geojson, .geojsonl or .txt, or say --format")
    }
  }

  /// Refuses a picture whose name promises something else than PNG.
  static func checkPNG(_ path: String, option: String) throws {
    guard ["png", ""].contains(URL(fileURLWithPath: path).pathExtension.lowercased()) else {
      throw Refusal(
        .usage, "pictures are PNG files", subject: "\(option) \(path)", advice: "name it .png")
    }
  }
}

extension CandidateTable.Language: ExpressibleByArgument {}
