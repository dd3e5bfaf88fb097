import ArgumentParser
import Delivery
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites
import Spectral

/// A scene in, index maps out.
struct Index: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Map an index or an expression over a scene.",
    usage:
      "tianyan index <names> <scene> [<options>]\n       tianyan index --expr <e> <scene> [<options>]",
    discussion: """
      Names are those of tianyan indices, several separated by commas: the scene is read once and \
      each becomes a band of the map. Without -o only the values' range and mean are shown.

      Over water the surface mirrors the sun and the haze. Indices of water quality therefore have \
      the short-wave infrared (swir16), where water itself is black, subtracted from their other \
      bands first; --no-glint-correction leaves that out, --glint-correction does it for the rest. An \
      expression that is more than the name of an index is computed as it is written, unless \
      --glint-correction.

      Pixels under certain cloud are left out. Where a product brings no mask, clouds are sought by \
      their spectrum, as in scans; a single date cannot tell a bright roof from one for certain.
      """)

  @Argument(help: "The names, unless --expr says what to map; then the scene.")
  var namesAndScene: [String]

  @Option(name: .customLong("expr"), help: "An expression over roles and indices; may be repeated.")
  var expressions: [String] = []

  @Option(name: [.short, .long], help: "Write the map to this file (Cloud Optimized GeoTIFF).")
  var output: String?

  @Option(help: "Draw the map into this PNG file; with several indices, the first.")
  var png: String?

  @Option(help: "Sample at the lon and lat of this CSV file, on its rows of the scene's date.")
  var at: String?

  @Option(help: "The side, in pixels, of the square that a sample is the mean of.")
  var average = 3

  @Flag(
    inversion: .prefixedNo,
    help: "Subtract swir16 from the other bands. (default: for indices of water quality)")
  var glintCorrection: Bool?

  @Flag(help: "Store 16-bit steps with scale and offset: a smaller file.")
  var scaled = false

  @Option(help: "A region.yaml, its folder, or a boundary (GeoJSON): only what lies inside counts.")
  var region: String?

  @Flag(help: "Every pixel that has a value, also under certain cloud.")
  var plain = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var formulas: CatalogueOptions

  @Flag(help: "Print the summary, or the samples of --at, as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print no summary and no progress.")
  var quiet = false

  func validate() throws {
    guard namesAndScene.count == (expressions.isEmpty ? 2 : 1) else {
      throw ValidationError(
        expressions.isEmpty
          ? "Name an index and a scene, as in: tianyan index MNDWI SCENE"
          : "With --expr, name the scene only.")
    }
    guard !expressions.isEmpty || namesAndScene[0].contains(where: { $0 != "," }) else {
      throw ValidationError("Name an index, as in: tianyan index MNDWI SCENE")
    }
    guard at == nil || png == nil else {
      throw ValidationError("--at samples places; it draws no --png.")
    }
    guard at == nil || !scaled else {
      throw ValidationError("--at writes a table; only a map has --scaled values.")
    }
    guard average > 0, average % 2 == 1 else {
      throw ValidationError("--average takes an odd number of pixels.")
    }
  }

  func run() async throws {
    let places = try PromisedOutputs(output, png)
    if let png { try CandidateOutput.checkPNG(png, option: "--png") }
    if let output, at == nil {
      try RasterOutput.check(output, option: "-o", picture: "--png draws a picture")
    }
    GDALRuntime.start()
    let request = try request()
    let inputs =
      request.scene.files + (request.region?.files ?? [])
      + [try at.map { try InputPath($0) }, try formulas.file].compactMap { $0 }
    try places.refuse(overwriting: inputs)
    let sought = try await request.withCloudsSought(threads: reading.threads)
    let plan = try IndexPlan(sought.request)
    let corrected = plan.request.layers.filter { $0.glint != nil }.map(\.name)
    if !corrected.isEmpty, !quiet {
      Verbosity(level: 0).logger().notice(
        "\(corrected.joined(separator: ", ")): swir16 is subtracted first (glint and haze over water)"
      )
    }
    if let finding = sought.finding, !quiet {
      Verbosity(level: 0).logger().notice("\(plan.request.scene.path) has no mask: \(finding)")
    }
    if let at { return try sample(plan, at) }
    let file = try output.map {
      try IndexFile(for: plan, storage: scaled ? .scaled : .float, at: $0)
    }
    let picture = png.map { _ in IndexPicture(of: plan) }
    let sample = output.map { _ in ValueSample() }
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    let summaries = try await IndexMap.run(
      plan, threads: reading.threads, progress: { line.show($0) },
      into: { values, layer, window in
        try file?.write(values, layer: layer, window: window)
        guard layer == 0 else { return }
        picture?.add(values, window: window)
        sample?.add(values)
      })
    if let png, let picture { try draw(try picture.image(), of: plan, to: png) }
    try file?.publish(threads: reading.threads)
    if let output, let sample {
      _ = try StyleFile.write(RasterStyle.qml(of: scale(of: sample.values, plan)), beside: output)
    }
    if !quiet { try StandardOutput.write(json ? jsonText(summaries) : table(summaries)) }
  }

  private func request() throws -> IndexRequest {
    let settings = try formulas.settings()
    let scene = try reading.scene(namesAndScene[namesAndScene.count - 1])
    return IndexRequest(
      scene: scene, layers: try layers(settings.catalogue),
      region: try region.map { try Region(reading: try InputPath($0)) }, plain: plain,
      resampling: reading.resampling, formulas: settings)
  }

  private func layers(_ catalogue: IndexCatalogue) throws -> [IndexRequest.Layer] {
    if !expressions.isEmpty {
      return try expressions.map { source in
        // A name alone is that index, however it is asked for.
        if catalogue[source] != nil { return layer(try catalogue.index(named: source)) }
        do {
          return IndexRequest.Layer(
            try Expression(parsing: source), glint: glintCorrection == true ? .swir16 : nil)
        } catch {
          throw Refusal(.usage, "\(error)", subject: "--expr")
        }
      }
    }
    return try namesAndScene[0].split(separator: ",").map { name in
      layer(try catalogue.index(named: String(name)))
    }
  }

  private func layer(_ definition: IndexDefinition) -> IndexRequest.Layer {
    let corrects = glintCorrection ?? (definition.domain == .quality)
    return IndexRequest.Layer(definition, glint: corrects ? .swir16 : nil)
  }

  private func sample(_ plan: IndexPlan, _ path: String) throws {
    let whole = try PointTable(reading: try InputPath(path))
    let table = whole.only(on: plan.request.scene.acquired)
    let left = whole.count - table.count
    if left > 0 {
      let day = plan.request.scene.acquired?.text.prefix(10) ?? ""
      guard table.count > 0 else {
        throw Refusal(
          .nothingToJudge, "has no row of the scene's date, \(day)", subject: path,
          advice: "its column date holds days as YYYY-MM-DD; leave it out to sample every row")
      }
      Verbosity(level: 0).logger().notice(
        "\(left) of \(whole.count) rows of \(path) are of other days than \(day): left out")
    }
    let samples = try IndexSampling.samples(plan, at: table, side: average)
    let names = plan.request.layers.map(\.name)
    let text: [UInt8]
    if json {
      text = table.json(adding: names, samples.map(\.means)).bytes + [UInt8(ascii: "\n")]
    } else {
      let cells = samples.map { $0.means.map { $0.map { String(format: "%.6g", $0) } ?? "" } }
      text = Array(table.text(adding: names, cells).utf8)
    }
    guard let output else { return try StandardOutput.write(text) }
    try OutputFile(output).write(text)
  }

  /// The range of the first layer, and whether its zero means something.
  private func scale(of values: [Float], _ plan: IndexPlan) -> IndexMapImage.Scale {
    let range = plan.request.layers[0].definition?.range
    let isDiverging = range.map { $0.lowerBound < 0 && $0.upperBound > 0 } ?? false
    return IndexMapImage.Scale(
      range: MapRange(of: values, isDiverging: isDiverging).bounds, isDiverging: isDiverging)
  }

  private func draw(_ image: IndexPicture.Image, of plan: IndexPlan, to path: String) throws {
    let layer = plan.request.layers[0]
    let scene = plan.request.scene
    let caption = [
      [scene.sensor, scene.level, scene.acquired?.text].compactMap { $0 }.joined(separator: " "),
      layer.formula.source,
    ]
    let map = IndexMapImage(
      grid: image.grid, values: image.values,
      scale: scale(of: image.values, plan),
      text: IndexMapImage.Text(
        title: layer.name, unit: layer.definition?.unit ?? "", caption: caption),
      groundPixelMetres: image.groundPixelMetres)
    try MapPicture(of: map).drawn().write(to: path)
  }

  private func table(_ summaries: [IndexMap.Summary]) -> [UInt8] {
    let width = max(18, (summaries.map(\.name.count).max() ?? 0) + 1)
    func padded(_ name: String) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
    }
    var lines = [padded("index") + "    minimum       mean    maximum   observed\n"]
    for summary in summaries {
      let numbers = [
        summary.range.map { Double($0.lowerBound) }, summary.mean,
        summary.range.map { Double($0.upperBound) },
      ].map { $0.map { String(format: "%11.4f", $0) } ?? "          -" }
      let share = 100 * Double(summary.observed) / Double(max(1, summary.considered))
      lines.append(
        padded(summary.name) + numbers.joined()
          + String(format: "%9.1f %%\n", share))
    }
    return Array(lines.joined().utf8)
  }

  private func jsonText(_ summaries: [IndexMap.Summary]) -> [UInt8] {
    JSONValue.array(
      summaries.map { summary in
        .object([
          ("index", .string(summary.name)),
          ("minimum", summary.range.map { .number(Double($0.lowerBound)) } ?? .null),
          ("mean", summary.mean.map { .number($0) } ?? .null),
          ("maximum", summary.range.map { .number(Double($0.upperBound)) } ?? .null),
          ("observed_pixels", .int(summary.observed)),
          ("considered_pixels", .int(summary.considered)),
        ])
      }
    ).bytes + [UInt8(ascii: "\n")]
  }
}
