import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Sites

/// How good a result is by labels.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say how well a result agrees with labels.",
    discussion: """
      A GeoJSON file is judged by sites. A label site is a place of changed pixels that touch, also at \
      corners. A candidate is a hit where a fifth of its labelled pixels changed; a label site is \
      found once hits cover a fifth of it. AP is the area under the precision against the share \
      found, from the best score down. A raster is judged pixel by pixel over the labelled ones.
      """)

  @Argument(help: "A raster with 1 changed, 0 not changed, 255 or nodata not labelled.")
  var label: String

  @Argument(
    help:
      "Candidates with a score (.geojson or .json), or a raster on LABEL's grid: 0, and 1 or 255.")
  var result: String

  @Flag(help: "Add how many of the candidates are real in each tenth of the score.")
  var calibration = false

  @Option(help: "The fewest pixels of a label site.")
  var minSitePixels = SiteAccuracy.Criteria().minimumPixels

  @Flag(help: "Print as JSON.")
  var json = false

  func validate() throws {
    guard minSitePixels > 0 else { throw ValidationError("--min-site-pixels is at least 1.") }
  }

  func run() throws {
    GDALRuntime.start()
    let (labelPath, resultPath) = (try InputPath(label), try InputPath(result))
    let isCollection = ["geojson", "json"].contains(resultPath.fileExtension)
    guard isCollection || !calibration else {
      throw ValidationError("--calibration wants candidates with a score (.geojson or .json).")
    }
    let label = try LabelMap(reading: labelPath)
    let text: EvaluationText
    if isCollection {
      let sites = try siteAccuracy(of: resultPath, against: label)
      text = EvaluationText(sites, reliability: calibration ? try reliability(of: sites) : nil)
    } else {
      let changed = try ChangeMask.read(resultPath, onto: label)
      text = EvaluationText(PixelAccuracy(of: changed, against: label))
    }
    try StandardOutput.write(json ? text.json : text.table)
  }

  private func siteAccuracy(of path: InputPath, against label: LabelMap) throws -> SiteAccuracy {
    guard let grid = label.grid else {
      throw Refusal(
        .badInput, "does not say where its pixels are, so no candidate can be put on it",
        subject: self.label, advice: "gdal_edit.py -a_srs ... -a_ullr ... gives it its place")
    }
    var criteria = SiteAccuracy.Criteria()
    criteria.minimumPixels = minSitePixels
    let proposals = try SiteProposal.read(path, onto: grid)
    return SiteAccuracy(of: proposals, against: label, criteria: criteria)
  }

  private func reliability(of sites: SiteAccuracy) throws -> Reliability {
    guard let reliability = Reliability(of: sites.judgements) else {
      throw Refusal(
        .badInput, "holds a score that is not from 0 to 1, so it is no probability to calibrate",
        subject: result)
    }
    return reliability
  }
}
