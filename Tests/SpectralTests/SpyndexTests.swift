import Foundation
import Testing

@testable import Spectral

/// Every formula of the public catalogue and its values for random spectra, by spyndex, the Python
/// package of the catalogue's authors.
struct Spyndex: Decodable {
  var catalogue: String
  /// By short code, one number a spectrum.
  var bands: [String: [Double]]
  /// By name, one number a spectrum; nil where it has none.
  var values: [String: [Double?]]

  /// Needs Python and PyPI, and half a minute: only where TIANYAN_PYPI_TESTS=1 says so.
  static let isWanted = ProcessInfo.processInfo.environment["TIANYAN_PYPI_TESTS"] == "1"

  static let version = "0.12.0"

  /// Kernels are radial, for which spyndex has a function; sigma is the default one.
  static let script = """
    import json, math, os, sys
    import numpy, spyndex
    here = os.path.dirname(spyndex.__file__)
    path = os.path.join(here, "data", "spectral-indices-dict.json")
    codes = "A B G Y R RE1 RE2 RE3 N N2 S1 S2".split()
    dice = numpy.random.default_rng(20230708)
    single = lambda values: values.astype("float32").astype("float64")
    bands = {c: single(dice.uniform(0.01, 0.7, 200)) for c in codes}
    bands["T"] = single(dice.uniform(270, 320, 200))
    bands["T1"] = bands["T"]
    lambdas = dict(lambdaG=559.8, lambdaN=832.8, lambdaN2=864.7, lambdaR=664.6,
                   lambdaS1=1613.7, lambdaS2=2202.4)
    known = dict(bands, **lambdas, PAR=2.0)
    for name, constant in spyndex.constants.items():
        if constant.default is not None:
            known[name] = float(constant.default)
    for name in "kNN kNR kNB kNL kGG kGR kGB".split():
        known[name] = spyndex.computeKernel("RBF", a=known[name[1]], b=known[name[2]], sigma=0.5)
    values = {}
    for name, index in spyndex.indices.items():
        if not all(band in known for band in index.bands):
            continue
        with numpy.errstate(all="ignore"):
            found = spyndex.computeIndex(name, {band: known[band] for band in index.bands})
        values[name] = [v if math.isfinite(v) else None
                        for v in (found + 0 * bands["N"]).tolist()]
    json.dump(dict(catalogue=open(path).read(), values=values,
                   bands={c: b.tolist() for c, b in bands.items()}), sys.stdout)
    """

  static func read() throws -> Spyndex {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "spyndex-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try output(of: "python3", "-m", "venv", folder.path)
    let python = folder.appending(path: "bin/python").path
    _ = try output(of: python, "-m", "pip", "install", "--quiet", "numpy", "spyndex==\(version)")
    return try JSONDecoder().decode(Spyndex.self, from: output(of: python, "-c", script))
  }

  private static func output(of command: String...) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command.prefix(4)) failed")
    return data
  }
}

@Suite("Public catalogue")
struct SpyndexTests {
  /// Where the built-in index of the same name differs, and why: mistakes of the other side.
  static let mistakes = [
    "AWEInsh": "+ 2.75 S2, where Feyisa et al. 2014 subtract it",
    "BAIM": "the second square is outside of the quotient",
  ]
  /// Where the other side uses another value of a constant under the same name.
  static let otherConstants = ["SAVI": "L is 1 there, 0.5 here", "IBI": "uses SAVI"]

  @Test(
    "all formulas agree with spyndex on 200 random spectra",
    .enabled(if: Spyndex.isWanted, "needs PyPI: set TIANYAN_PYPI_TESTS=1"))
  func formulas() throws {
    let spyndex = try Spyndex.read()
    let theirs = try IndexCatalogue(awesomeSpectralIndices: [UInt8](spyndex.catalogue.utf8))
    let constants = try IndexConstants.sentinel2A.setting(["PAR=2"])
    let computable = theirs.names.filter {
      theirs[$0]?.obstacle == nil && KernelName($0) == nil
    }
    #expect(Set(computable) == Set(spyndex.values.keys))
    #expect(computable.count > 250)

    let pixels = (0..<200).map { i in
      Pixels.scene(
        Dictionary(
          spyndex.bands.compactMap { code, numbers in
            BandRole(name: code).map { ($0, Double?.some(numbers[i])) }
          }, uniquingKeysWith: { $1 }))
    }
    var compared = 0
    var illConditioned = 0
    for name in computable {
      let found = try Pixels.numbers(
        name, minimumSum: 0, catalogue: theirs, constants: constants, of: pixels)
      for (i, wanted) in (spyndex.values[name] ?? []).enumerated() {
        guard let wanted else {
          #expect(found[i].isNaN, "\(name) of spectrum \(i)")
          continue
        }
        compared += 1
        if near(found[i], wanted) { continue }
        // Differences of nearly equal numbers lose the digits of Float: there Double must agree.
        illConditioned += 1
        var evaluator = PixelEvaluator(bands: pixels[i])
        (evaluator.catalogue, evaluator.constants) = (theirs, constants)
        let root = try #require(theirs[name]).formula.root
        let exact = try #require(evaluator.number(root), "\(name) of spectrum \(i)")
        #expect(
          abs(exact - wanted) <= 1e-9 * max(1, abs(wanted)), "\(name) \(i): \(exact), \(wanted)")
      }
    }
    #expect(compared > 250 * 190)
    #expect(illConditioned * 200 < compared, "\(illConditioned) of \(compared)")
    try compareBuiltIn(with: spyndex, pixels)
  }

  /// Ours of the same name agree too, but for their mistakes.
  func compareBuiltIn(with spyndex: Spyndex, _ pixels: [[BandReference: Double?]]) throws {
    var differing: Set<String> = []
    var shared = 0
    for name in IndexCatalogue.builtIn.names {
      guard let wanted = spyndex.values[name] else { continue }
      shared += 1
      let found = try Pixels.numbers(name, minimumSum: 0, of: pixels)
      let agreeing = zip(found, wanted).filter { found, wanted in
        wanted.map { near(found, $0) } ?? found.isNaN
      }
      if agreeing.count < 195 { differing.insert(name) }
    }
    #expect(shared > 30)
    #expect(differing == Set(Self.mistakes.keys).union(Self.otherConstants.keys))
  }

  func near(_ found: Float, _ wanted: Double) -> Bool {
    abs(Double(found) - wanted) <= 1e-4 * max(1, abs(wanted))
  }
}
