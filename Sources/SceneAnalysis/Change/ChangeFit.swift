import GeoFiles
import PixelKernels
import RasterGrid
import Spectral

/// What measures the change of a pixel, fitted to the pair where the method wants that.
public struct ChangeFit: Sendable {
  /// How a pixel's numbers become a change.
  enum Gauge: Sendable {
    /// The root of a sum of squares; with its direction where there are that many combinations.
    case measure(ChangeMeasure, directionOf: Int?)
    /// The angle between the spectra.
    case angle
    /// A number over both dates.
    case number(Program, NumberOutput)
    /// Evidence in units of the pair.
    case evidence(BuiltUpModel, BuiltUpScales)
  }

  let gauge: Gauge
  /// What the fit says of the pair, ascending: canonical correlations, or the slow features' variances;
  /// none for other methods.
  public internal(set) var figures: [Double] = []
  /// How many pixels it was fitted to; 0 for methods without a fit.
  public internal(set) var pixels = 0
  /// How many times it was fitted.
  public internal(set) var rounds = 0
  /// Whether the figures stopped moving.
  public internal(set) var isSettled = true
  /// Whether the rounds ended because hardly a pixel was left that could have stayed the same.
  public internal(set) var isExhausted = false

  /// Fits the method of a plan.
  public init(_ plan: ChangePlan, threads: Int) async throws {
    let bands = plan.request.roles.count
    switch plan.request.method {
    case .difference(let expression):
      let analysis = plan.analysis.request
      var builder = ProgramBuilder(
        catalogue: analysis.formulas.catalogue, context: .twoDates,
        constantsByDate: try analysis.scenes.mapValues { try analysis.formulas.constants(of: $0) })
      do {
        let output = try builder.number(expression)
        gauge = .number(builder.finish(), output)
      } catch {
        throw Refusal(.usage, "\(error)", subject: "--method difference")
      }
    case .spectralAngle: gauge = .angle
    case .builtUp(let model):
      gauge = .evidence(model, try await BuiltUpSurvey.scales(of: plan, threads: threads))
    case .vector(isStandardised: false):
      gauge = .measure(.differences(bands: bands), directionOf: bands)
    default:
      let sample = try await ChangeSample(of: plan, threads: threads)
      do {
        self = try await Self(plan.request.method, sample, threads: threads)
      } catch let error as ChangeFitError {
        throw Refusal(
          .nothingToJudge, error.clause,
          subject: "\(plan.request.scan.before.path) and \(plan.request.scan.after.path)",
          advice: "try other dates, other --bands, or --plain to ignore masks")
      }
    }
  }

  private init(_ method: ChangeMethod, _ sample: ChangeSample, threads: Int) async throws {
    pixels = sample.count
    let variables = 2 * sample.bands
    guard
      Double(sample.count) >= ReweightingLimits.standard.leastPixelsPerVariable * Double(variables)
    else { throw ChangeFitError.tooFewPixels }
    let plain = try await sample.moments(weightedBy: nil, threads: threads)
    let distance = ChangeMeasure.mahalanobis(plain)
    if distance.degrees == 0, !plain.varyingBands.isEmpty {
      // The dates are alike but for gains and offsets. Noise of no size is no unit to measure in.
      gauge = .measure(distance, directionOf: nil)
      rounds = 1
      return
    }
    switch method {
    case .alteration, .reweightedAlteration, .reweightedSlowFeatures:
      var limits = ReweightingLimits.standard
      if method == .alteration { limits.mostRounds = 1 }
      let fit = try await ReweightedChange(
        method == .reweightedSlowFeatures ? .slowFeatures : .alteration, limits: limits
      ) { try await sample.moments(weightedBy: $0, threads: threads) }
      gauge = .measure(fit.measure, directionOf: nil)
      figures = fit.figures
      rounds = fit.rounds
      isSettled = fit.isSettled || method == .alteration
      isExhausted = fit.isExhausted
    default:
      guard !plain.varyingBands.isEmpty else { throw ChangeFitError.noBand }
      rounds = 1
      if case .vector = method {
        gauge = .measure(
          .standardisedVector(plain), directionOf: plain.varyingBands.count)
      } else {
        gauge = .measure(distance, directionOf: nil)
      }
    }
  }
}

extension ChangeFitError {
  /// The reason as a clause.
  fileprivate var clause: String {
    switch self {
    case .noBand: "no band varies on both dates"
    case .tooFewPixels: "too few pixels are known on both dates, or are left that can have stayed"
    case .unsolvable: "the covariances of the pair have no solution"
    }
  }
}
