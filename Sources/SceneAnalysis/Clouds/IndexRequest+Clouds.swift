import RasterGrid
import Scenes
import Spectral

extension IndexRequest {
  /// The request with clouds sought where the product brings no mask, as scans seek them, and what was
  /// found, a sentence; nil where there was nothing to seek. One date alone shows less than two:
  /// nothing tells that what is bright stays so.
  public func withCloudsSought(threads: Int) async throws -> (
    request: IndexRequest, finding: String?
  ) {
    guard scene.masks.isEmpty, !plain else { return (self, nil) }
    if let obstacle = CloudSurvey.obstacle(in: scene) {
      return (
        self, "clouds are not left out, since they cannot be told by their spectrum: \(obstacle)"
      )
    }
    let plan = try IndexPlan(self)
    let survey = CloudSurvey(
      of: [.only: scene], on: plan.reading.grid, window: plan.spans?.bounds, resampling: resampling)
    guard let finding = try await survey.run(threads: threads)[.only] else { return (self, nil) }
    var request = self
    request.scene.masks.append(
      MaskSource(name: CloudSurvey.maskName, content: .map(finding.map)))
    return (request, finding.sentence)
  }
}
