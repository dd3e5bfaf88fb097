import RasterGrid
import Sites

/// The places that changed by a label: its pixels of "changed" that touch, also at corners.
struct LabelSites {
  /// Runs of changed pixels in reading order.
  private let runs: [PixelRun]
  /// The site of each run; nil where its place is too small to be one.
  private let siteOfRun: [Int?]
  /// The first run of each row, and one more entry for their end.
  private let firstRun: [Int]
  /// Pixels of each site.
  let areas: [Int]

  /// The places of at least `minimumPixels` pixels.
  init(of label: LabelMap, minimumPixels: Int) {
    var runs: [PixelRun] = []
    var firstRun = [0]
    for row in 0..<label.height {
      var column = 0
      while column < label.width {
        let start = column
        while column < label.width, label.states[label.index(row: row, column: column)] == .changed
        {
          column += 1
        }
        if column > start { runs.append(PixelRun(row: row, columns: start..<column)) }
        column += 1
      }
      firstRun.append(runs.count)
    }
    var sets = RunLabels.join(runs)
    var siteOfRun = [Int?](repeating: nil, count: runs.count)
    var areas: [Int] = []
    for group in RunLabels.groups(of: &sets) {
      let area = group.reduce(0) { $0 + runs[$1].count }
      guard area >= minimumPixels else { continue }
      for run in group { siteOfRun[run] = areas.count }
      areas.append(area)
    }
    self.runs = runs
    self.siteOfRun = siteOfRun
    self.firstRun = firstRun
    self.areas = areas
  }

  /// What a run of pixels shares with the changed ones, each with its site.
  func overlaps(of run: PixelRun) -> [(columns: Range<Int>, site: Int?)] {
    (firstRun[run.row]..<firstRun[run.row + 1]).compactMap { i in
      let shared = runs[i].columns.clamped(to: run.columns)
      return shared.isEmpty ? nil : (shared, siteOfRun[i])
    }
  }
}
