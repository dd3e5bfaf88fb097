import GeoFiles

extension RunReport {
  /// The word for the last run that came to its end.
  public static let latest = "latest"

  /// What a run that came to its end decided and did, by its name or `latest`.
  public init(of run: String, in state: StateDirectory) throws {
    let suffix = ".json"
    let names = try state.names(in: state.runs)
      .filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.map { $0.dropLast(suffix.count) }
    let wanted = run == Self.latest ? names.last : names.first { $0 == run }
    guard let wanted,
      let report = try StateFile.read(RunReport.self, from: "\(state.runs)/\(wanted)\(suffix)")
    else {
      let last = names.last.map { ", the last is \($0)" } ?? ""
      throw Refusal(
        .noInput, "holds no run \(run)", subject: state.runs,
        advice: "its files are named after the runs that came to their end\(last)")
    }
    self = report
  }
}
