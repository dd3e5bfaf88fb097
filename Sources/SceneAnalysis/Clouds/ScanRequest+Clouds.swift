import RasterGrid
import Scenes
import Spectral

extension ScanRequest {
  /// The request with clouds and shadows sought on every date whose product brings no mask; they
  /// become one more mask of that scene.
  func withCloudsSought(threads: Int) async throws -> ScanRequest {
    guard before.masks.isEmpty || after.masks.isEmpty else { return self }
    var request = self
    for (date, scene) in scenes.sorted(by: { $0.key < $1.key }) where scene.masks.isEmpty {
      if let obstacle = CloudSurvey.obstacle(in: scene) {
        request.preparation.reasons.append(
          "\(date.rawValue): clouds cannot be told by their spectrum: \(obstacle)")
      }
    }
    guard scenes.values.contains(where: { $0.masks.isEmpty && CloudSurvey.obstacle(in: $0) == nil })
    else { return request }
    try request.settleGrid()
    let plan = try AnalysisPlan(request)
    let survey = CloudSurvey(
      of: scenes, on: plan.reading.grid, window: plan.spans?.bounds,
      resampling: options.resampling)
    for (date, finding) in try await survey.run(threads: threads).sorted(by: { $0.key < $1.key }) {
      request.preparation.reasons.append("\(date.rawValue): \(finding.sentence)")
      request.add(MaskSource(name: CloudSurvey.maskName, content: .map(finding.map)), to: date)
    }
    return request
  }

  /// The request with the shadows of terrain as one more mask of either date, where a model of heights
  /// is given and it is known where the sun stood.
  func withTerrainShadows() throws -> ScanRequest {
    guard let heights = options.heights else { return self }
    var request = self
    try request.settleGrid()
    let plan = try AnalysisPlan(request)
    let grid = try SurveyGrid.make(
      of: plan.reading.grid, around: plan.spans?.bounds ?? plan.reading.grid.window, reach: 0)
    for (date, scene) in scenes.sorted(by: { $0.key < $1.key }) {
      let known = try SunKnowledge(over: grid, of: scene)
      guard let sun = known.directions.first, known.directions.count == 1 else {
        request.preparation.warnings.append(
          "\(date.rawValue): no shadows of terrain: nothing says where the sun stood")
        continue
      }
      let map = try TerrainShadow(heights: heights, sun: sun).reasonMap(on: grid)
      let share = Double(map.bits.reduce(0) { $0 + ($1 == 0 ? 0 : 1) }) / Double(map.bits.count)
      request.preparation.reasons.append(
        "\(date.rawValue): \((share * 1000).rounded() / 10) % lie in the shadow of terrain, "
          + "by \(known.reason)")
      request.add(MaskSource(name: TerrainShadow.maskName, content: .map(map)), to: date)
    }
    return request
  }

  /// Chooses the grid that both scenes are compared on, once: maps of reasons lie on it, so whatever is
  /// measured after them must not choose another.
  private mutating func settleGrid() throws {
    guard grid == nil else { return }
    let common = try CommonGrid(self)
    grid = common.grid
    preparation.reasons += common.reasons
  }

  private mutating func add(_ mask: MaskSource, to date: SceneDate) {
    if date == .before {
      before.masks.append(mask)
    } else {
      after.masks.append(mask)
    }
  }
}
