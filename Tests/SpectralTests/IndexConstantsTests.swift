import Testing

@testable import Spectral

@Suite("Constants in formulas")
struct IndexConstantsTests {
  func constants(_ sensor: String?) -> IndexConstants {
    IndexConstants(sensor: SensorProfile(sensor: sensor))
  }

  @Test("have the usual values of Awesome Spectral Indices, whatever the sensor")
  func usual() {
    for sensor in [nil, "landsat-8"] {
      let constants = constants(sensor)
      #expect(constants["L"] == 1 && constants["g"] == 2.5 && constants["C2"] == 7.5)
      #expect(constants["sigma"] == 0.5 && constants["omega"] == 2 && constants["PAR"] == nil)
    }
    #expect(IndexConstant.all.map(\.name) == IndexConstant.all.map(\.name).sorted())
    #expect(IndexConstant.named("M") == nil && constants(nil)["M"] == nil)
    for constant in IndexConstant.all { #expect(BandRole(name: constant.name) == nil) }
  }

  @Test("take wavelengths and coefficients from the sensor")
  func sensors() throws {
    // Hu 2009 by hand: nir - (red + (swir16 - red) (lN - lR) / (lS1 - lR)).
    let pixel = Pixels.scene([.red: 0.05, .nir: 0.2, .swir16: 0.1])
    for (slug, wanted) in [
      ("sentinel-2a", 0.2 - (0.05 + 0.05 * 168.2 / 949.1)),
      ("sentinel-2b", 0.2 - (0.05 + 0.05 * 168 / 945.4)),
      ("landsat-5", 0.2 - (0.05 + 0.05 * 170 / 990)),
    ] {
      let found = try Pixels.numbers("FAI", constants: constants(slug), of: [pixel])[0]
      #expect(abs(Double(found) - wanted) < 1e-6, "\(slug)")
    }
    let water = Pixels.scene([.red: 0.1])
    let turbidity = try Pixels.numbers(
      "TUR_NECHAD_RED", constants: constants("landsat-9"), of: [water])[0]
    #expect(abs(turbidity - 378.46 * 0.1 / (1 - 0.1 / 0.19905)) < 1e-3)
  }

  @Test("of two scenes are each its own sensor's")
  func dates() throws {
    let red = BandRole.red
    var bands: [BandReference: Double?] = [:]
    for date in [SceneDate.before, .after] {
      for (role, value) in [(red, 0.05), (.nir, 0.2), (.swir16, 0.1)] {
        bands[BandReference(date: date, role: role)] = .some(value)
      }
    }
    var builder = ProgramBuilder(
      context: .twoDates,
      constantsByDate: [.before: constants("landsat-5"), .after: constants("sentinel-2b")])
    let change = try builder.number(Expression(parsing: "change.FAI"))
    let ratio = try builder.number(Expression(parsing: "before.lambdaR / after.lambdaR"))
    let runner = Pixels.run(builder.finish(), [bands])
    let wanted = 0.05 * (170.0 / 990 - 168 / 945.4)
    #expect(abs(Double(runner.withNumbers(change) { $0[0] }) - wanted) < 1e-6)
    #expect(abs(runner.withNumbers(ratio) { $0[0] } - 660.0 / 665) < 1e-6)
    let bare = try Expression(parsing: "before.red > L")
    _ = try builder.condition(bare)
    let error = try #require(throws: ExpressionError.self) {
      _ = try builder.number(Expression(parsing: "1 + lambdaR"))
    }
    #expect(error.message == "the scenes differ in lambdaR: say before.lambdaR or after.lambdaR")
    #expect(error.offset == 4)
  }

  @Test(
    "that are missing are asked for, and the message says by whom",
    arguments: [
      ("MCI", nil, "MCI needs the wavelengths of the sensor, which scene.yaml does not name"),
      (
        "TUR_NECHAD_RED", nil,
        "TUR_NECHAD_RED needs the coefficients of the sensor, which scene.yaml does not name"
      ),
      (
        "1 / lambdaR", nil,
        "this expression needs the wavelengths of the sensor, which scene.yaml does not name"
      ),
      (
        "FAI", "kompsat",
        "FAI needs the wavelengths of the sensor, and those of kompsat are not known"
      ),
      (
        "MCI", "landsat-8",
        "MCI needs lambdaRE1 (Central wavelength of rededge071, nm), which landsat-8 has not"
      ),
      (
        "PAR * NDVI", "landsat-8",
        "this expression needs PAR (Photosynthetically active radiation), which has no usual value: "
          + "set it, as in PAR=1"
      ),
    ] as [(String, String?, String)])
  func missing(_ source: String, _ sensor: String?, _ message: String) throws {
    var builder = ProgramBuilder(context: .singleScene, constants: constants(sensor))
    let error = try #require(throws: ExpressionError.self) {
      _ = try builder.number(Expression(parsing: source))
    }
    #expect(error.message == message)
  }

  @Test("can be set, also those of a sensor that nobody knows") func setting() throws {
    let set = try constants(nil).setting(["L=0.5", " lambdaR = 6.5e2 ", "L=-2"])
    #expect(set["L"] == -2 && set["lambdaR"] == 650 && set["g"] == 2.5)
    #expect(constants(nil)["L"] == 1)
    // Huete et al. 2002 with L = 0.5: 2.5 (0.4 - 0.1) / (0.4 + 0.6 - 0.375 + 0.5).
    let evi = try Pixels.numbers(
      "EVI", constants: constants(nil).setting(["L=0.5"]),
      of: [Pixels.scene([.nir: 0.4, .red: 0.1, .blue: 0.05])])[0]
    #expect(abs(evi - 0.6666667) < 1e-6)
  }

  @Test(
    "refuse what is no setting",
    arguments: [
      ("L", "write NAME=NUMBER, as in L=0.5", 0), ("", "write NAME=NUMBER, as in L=0.5", 0),
      ("lambdar=650", "unknown constant lambdar: did you mean lambdaR?", 0),
      ("MNDWI=2", "unknown constant MNDWI", 0), ("=2", "unknown constant ", 0),
      ("L=", "nothing is not a number", 2), ("L=half", "half is not a number", 2),
      ("L=nan", "nan is not a number", 2), ("L=1e999", "1e999 is not a number", 2),
      ("L=1e200", "1e200 is not a number", 2), ("L=1=2", "1=2 is not a number", 2),
    ])
  func refusals(_ assignment: String, _ message: String, _ offset: Int) throws {
    let error = try #require(throws: ExpressionError.self) {
      _ = try constants("landsat-8").setting([assignment])
    }
    #expect(error.message == message)
    #expect(error.offset == offset)
  }
}
