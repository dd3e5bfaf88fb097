import RasterGrid

@testable import SceneAnalysis

extension LabelMap {
  /// A label drawn with `#` for changed, `.` for not changed and a space for not labelled; pixels of
  /// one degree whose lower left corner is at 0, 0.
  init(drawn rows: [String]) {
    let states = rows.joined().map { character -> State in
      switch character {
      case "#": .changed
      case ".": .unchanged
      default: .unlabelled
      }
    }
    let width = rows[0].count
    self.init(
      width: width, height: rows.count,
      grid: Grid(
        width: width, height: rows.count,
        affine: Affine(originX: 0, originY: Double(rows.count), pixel: 1), crs: .wgs84),
      states: states)
  }
}

extension SiteProposal {
  /// A rectangle of pixels.
  init(score: Double, columns: Range<Int>, rows: Range<Int>) {
    self.init(score: score, runs: rows.map { PixelRun(row: $0, columns: columns) })
  }
}
