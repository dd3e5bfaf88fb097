import Foundation
import SceneBuilding
import Testing

@Suite("The change command")
struct ChangeCommandTests {
  private let scenes: ChangeScenes
  init() throws { scenes = try ChangeScenes() }

  private var pixels: [(column: Int, row: Int)] {
    (0..<ChangeScenes.height).flatMap { row in (0..<ChangeScenes.width).map { ($0, row) } }
  }

  @Test(
    "finds the field by every method, and nothing under the cloud",
    arguments: ["irmad", "mad", "isfa", "mahalanobis", "cva", "sam"])
  func methods(method: String) throws {
    let outcome = try scenes.change("--method", method, "--mask", scenes.mask, "-o", scenes.map)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(outcome.output == "")
    #expect(outcome.error.contains("threshold"))
    let (labels, sizes) = (try scenes.numbers(scenes.mask), try scenes.numbers(scenes.map))
    for (i, (column, row)) in pixels.enumerated() {
      let isClouded = ChangeScenes.isClouded(column, row)
      #expect((labels[i] == 255) == isClouded && sizes[i].isNaN == isClouded)
    }
    let found = zip(pixels, labels).filter { $0.1 == 1 }.map(\.0)
    let inside = found.count { ChangeScenes.isChanged($0.column, $0.row) }
    #expect(inside >= 95 && found.count - inside <= 5)
  }

  @Test("maps the difference of an index, with its sign")
  func difference() throws {
    let outcome = try scenes.change(
      "--method", "difference", "--index", "NDVI", "-o", scenes.map, "--plain", "--json")
    #expect(try scenes.report(outcome)["observed"] as? Int == pixels.count)
    let found = try scenes.numbers(scenes.map)
    for (i, (column, row)) in pixels.enumerated() {
      let values = [0, 1].map { date -> Double in
        let (red, nir) = (
          Double(ChangeScenes.sample(1, column, row, date: date)),
          Double(ChangeScenes.sample(2, column, row, date: date))
        )
        return (nir - red) / (nir + red)
      }
      #expect(abs(found[i] - (values[1] - values[0])) < 1e-5)
    }
    let same = try scenes.change(
      "--method", "difference", "--expr", "after.NDVI - before.NDVI", "-o",
      scenes.home.file("results/again.tif"), "--plain")
    #expect(same.code == 0)
    #expect(
      zip(try scenes.numbers(scenes.home.file("results/again.tif")), found).allSatisfy {
        abs($0 - $1) < 1e-5
      })
  }

  @Test("maps the length and direction of the change vector")
  func vector() throws {
    let outcome = try scenes.change(
      "--method", "cva", "--no-standardise", "--plain", "-o", scenes.map)
    #expect(outcome.code == 0, "\(outcome.error)")
    let (sizes, angles) = (
      try scenes.numbers(scenes.map), try scenes.numbers(scenes.map, band: 2)
    )
    for (i, (column, row)) in pixels.enumerated() {
      let steps = (0..<3).map { band in
        (Double(ChangeScenes.sample(band, column, row, date: 1))
          - Double(ChangeScenes.sample(band, column, row, date: 0))) / 10_000
      }
      let length = steps.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(abs(sizes[i] - length) < 1e-6)
      guard length > 1e-3 else { continue }
      let cosine = steps.reduce(0, +) / (length * 3.0.squareRoot())
      #expect(abs(angles[i] - acos(cosine) * 180 / Double.pi) < 0.2)
    }
  }

  @Test("writes the same bytes with any number of threads")
  func threads() throws {
    func bytes(_ threads: String) throws -> [[UInt8]] {
      let names = ["results/c\(threads).tif", "results/m\(threads).tif"]
      let outcome = try scenes.change(
        "--threads", threads, "-o", scenes.home.file(names[0]), "--mask",
        scenes.home.file(names[1]))
      #expect(outcome.code == 0)
      return try names.map { try scenes.home.bytes(of: $0) }
    }
    #expect(try bytes("1") == bytes("5"))
  }

  @Test("leaves out what is smaller than the least, in pixels and by area")
  func minimum() throws {
    let wanted = ["--method", "cva", "--beta", "0", "--json", "--mask", scenes.mask]
    let lone = ChangeScenes.lone.row * ChangeScenes.width + ChangeScenes.lone.column
    for (more, isThere) in [
      ([], true), (["--minimum-pixels", "2"], false), (["--minimum-area", "150"], false),
      (["--minimum-area", "50"], true),
    ] {
      let outcome = try Program.run(["change", scenes.before, scenes.after] + wanted + more)
      #expect(outcome.code == 0, "\(outcome.error)")
      #expect(try scenes.numbers(scenes.mask)[lone] == (isThere ? 1 : 0))
    }
  }

  @Test("looks only where the region is")
  func region() throws {
    let square = """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":
      {"type":"Polygon","coordinates":[[\(try scenes.corners(4, 4, 24, 28))]]}}]}
      """
    try scenes.home.write(square, to: "part.geojson")
    let outcome = try scenes.change(
      "--region", scenes.home.file("part.geojson"), "--json", "--mask", scenes.mask, "-o",
      scenes.map)
    #expect(try scenes.report(outcome)["observed"] as? Int == 20 * 24)
  }

  @Test("takes uncalibrated counts by methods that do not mind, and says why others do")
  func counts() throws {
    try scenes.write("before", date: 0, quantity: "dn")
    #expect(try scenes.change("--mask", scenes.mask).code == 0)
    try FileManager.default.removeItem(atPath: scenes.mask)
    for more in [
      ["--method", "sam"], ["--method", "cva", "--no-standardise"],
      ["--method", "difference", "--index", "NDVI"],
    ] {
      let outcome = try Program.run(
        ["change", scenes.before, scenes.after, "--mask", scenes.mask] + more)
      #expect(outcome.code == 69)
      #expect(outcome.error.contains("uncalibrated counts") && outcome.error.contains("irmad"))
      #expect(try scenes.home.names().contains("results"))
      #expect(!FileManager.default.fileExists(atPath: scenes.mask))
    }
  }

  @Test("calls nothing changed between a scene and itself")
  func same() throws {
    let outcome = try Program.run(
      ["change", scenes.before, scenes.before, "--mask", scenes.mask, "--json"])
    #expect(try scenes.report(outcome)["changed"] as? Int == 0)
    #expect(outcome.error.contains("no pixel changed at all"))
    #expect(try scenes.numbers(scenes.mask).allSatisfy { $0 == 0 })
  }

  @Test("falls back as told where a threshold has no basis, and says so")
  func fallback() throws {
    // On the first pixels of the region nothing changed: one class.
    let square = """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":
      {"type":"Polygon","coordinates":[[\(try scenes.corners(20, 5, 40, 24))]]}}]}
      """
    try scenes.home.write(square, to: "quiet.geojson")
    let wanted = [
      "change", scenes.before, scenes.after, "--region", scenes.home.file("quiet.geojson"),
      "--mask", scenes.mask, "--json",
    ]
    let none = try Program.run(wanted + ["--fallback", "none"])
    #expect(none.code == 69)
    #expect(none.error.contains("otsu: two classes describe the sizes no better than one"))
    #expect(!FileManager.default.fileExists(atPath: scenes.mask))
    let told = try scenes.report(try Program.run(wanted + ["--fallback", "percentile:99"]))
    let threshold = try #require(told["threshold"] as? [String: Any])
    #expect(threshold["method"] as? String == "percentile:99.0")
    #expect((threshold["refused"] as? [String])?.count == 1)
  }

  @Test("refuses a percentile above which no pixel lies, where fields were ploughed everywhere")
  func saturated() throws {
    let pair = ["2024-09-14", "2025-04-12"].map { Project.file("scenes/yongkang/simulated/" + $0) }
    let outcome = try Program.run(
      ["change"] + pair + ["--method", "built-up", "--mask", scenes.mask])
    #expect(outcome.code == 69)
    #expect(outcome.error.contains("percentile:96.5: too many pixels have the largest size"))
    #expect(!FileManager.default.fileExists(atPath: scenes.mask))
  }

  @Test("is not written over the ranking that it reads")
  func ranking() throws {
    let file = Project.file("Sources/SceneAnalysis/Ranking/built-up.json")
    let ranking = scenes.home.file("ranking.json")
    try FileManager.default.copyItem(atPath: file, toPath: ranking)
    let pair = ["2024-09-14", "2025-04-12"].map { Project.file("scenes/yongkang/simulated/" + $0) }
    let outcome = try Program.run(
      ["change"] + pair + ["--method", "built-up", "--ranking", ranking, "--sites", ranking])
    #expect(outcome.code == 64)
    #expect(outcome.error.contains("is one of the inputs"))
    #expect(FileManager.default.contentsEqual(atPath: ranking, andPath: file))
  }

  @Test("gives the regions as candidates whose outlines are the changed pixels")
  func sites() throws {
    let path = scenes.home.file("results/sites.geojson")
    let outcome = try scenes.change(
      "--beta", "0", "--plain", "--mask", scenes.mask, "--sites", path, "--minimum-pixels", "4")
    #expect(outcome.code == 0, "\(outcome.error)")
    let collection = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        as? [String: Any])
    let features = try #require(collection["features"] as? [[String: Any]])
    let properties = features.compactMap { $0["properties"] as? [String: Any] }
    #expect(properties.count == features.count && !features.isEmpty)
    let pixels = properties.reduce(0) { $0 + ($1["pixels"] as? Int ?? 0) }
    #expect(try scenes.numbers(scenes.mask).count { $0 == 1 } == pixels)
    #expect(properties.allSatisfy { $0["kind"] as? String == "change" })
    let scores = properties.compactMap { $0["score"] as? Double }
    #expect(scores == scores.sorted(by: >) && scores.allSatisfy { $0 > 0 && $0 < 1 })
    let judged = try Program.run(["evaluate", scenes.mask, path, "--json"])
    #expect(try scenes.report(judged)["precision"] as? Double == 1)
  }

  @Test("takes a threshold as a number")
  func fixed() throws {
    let outcome = try scenes.change(
      "--threshold", "1e5", "--beta", "0", "--mask", scenes.mask, "--json")
    #expect(try scenes.report(outcome)["changed"] as? Int == 0)
  }

  @Test(
    "refuses what makes no sense: 64",
    arguments: [
      ["--threshold", "many"], ["--threshold", "percentile:100"], ["--beta", "-1"],
      ["--fallback", "otsu,nothing"], ["--index", "NDVI"], ["--method", "difference"],
      ["--method", "difference", "--expr", "NDVI >"], ["--minimum-pixels", "0"],
      ["--method", "difference", "--index", "NDVl"], ["--bands", "violet"],
      ["--minimum-pixels", "2", "--minimum-area", "9"], ["--method", "sam", "--no-standardise"],
      ["--method", "difference", "--expr", "NDVI > 2"],
    ])
  func usage(more: [String]) throws {
    let outcome = try Program.run(
      ["change", scenes.before, scenes.after, "--mask", scenes.mask] + more)
    #expect(outcome.code == 64, "\(outcome.error)")
    #expect(!FileManager.default.fileExists(atPath: scenes.mask))
  }

  @Test("refuses bands that a scene lacks: 69, and scenes that are not there: 66")
  func missing() throws {
    let lacking = try scenes.change("--bands", "green,swir16", "--mask", scenes.mask)
    #expect(lacking.code == 69 && lacking.error.contains("BEFORE lacks swir16"))
    let nowhere = try Program.run(["change", scenes.before, scenes.home.file("none")])
    #expect(nowhere.code == 66)
  }

  @Test("refuses names that promise other files than maps are: 64", arguments: ["-o", "--mask"])
  func mapName(option: String) throws {
    let outcome = try scenes.change(option, scenes.home.file("change.png"))
    #expect(outcome.code == 64 && outcome.error.contains("name it .tif"), "\(outcome.error)")
    #expect(!FileManager.default.fileExists(atPath: scenes.home.file("change.png")))
  }

  @Test("refuses to write over an input: 64")
  func overwriting() throws {
    let outcome = try scenes.change("-o", scenes.before + "/green.tif")
    #expect(outcome.code == 64, "\(outcome.error)")
  }

  @Test(
    "reaches kappa 0.95 on the labelled pair of Taizhou with its defaults",
    .enabled(if: SharedData.isThere))
  func taizhou() throws {
    let folder = SharedData.file("data/landsat/taizhou")
    let outcome = try Program.run([
      "change", folder + "/2000-03-17", folder + "/2003-02-06", "--mask", scenes.mask,
    ])
    #expect(outcome.code == 0, "\(outcome.error)")
    let judged = try Program.run(["evaluate", folder + "/label.tif", scenes.mask, "--json"])
    let kappa = try #require(try scenes.report(judged)["kappa"] as? Double)
    #expect(kappa >= 0.95)
  }
}
