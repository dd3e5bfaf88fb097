import PixelKernels
import RasterGrid

/// The connected regions of a field's changed pixels.
enum ChangeSieve {
  /// The regions, pixels that touch at corners too in one, in reading order; as runs of a grid whose
  /// pixel `corner` is the field's first.
  static func regions(
    of labels: [UInt8], width: Int, corner: (column: Int, row: Int) = (0, 0)
  ) -> [[PixelRun]] {
    var runs: [PixelRun] = []
    guard width > 0 else { return [] }
    for row in 0..<labels.count / width {
      var column = 0
      let line = labels[row * width..<(row + 1) * width]
      while let start = line[(line.startIndex + column)...].firstIndex(of: ChangeLabel.changed) {
        let end = line[start...].firstIndex { $0 != ChangeLabel.changed } ?? line.endIndex
        let first = start - line.startIndex
        column = end - line.startIndex
        runs.append(
          PixelRun(
            row: corner.row + row, columns: corner.column + first..<corner.column + column))
        if column == width { break }
      }
    }
    var sets = RunLabels.join(runs)
    return RunLabels.groups(of: &sets).map { $0.map { runs[$0] } }
  }

  /// Calls unchanged what is changed in a region of fewer than `least` pixels.
  static func sieve(_ labels: inout [UInt8], width: Int, least: Int) -> Int {
    guard least > 1 else { return 0 }
    var dropped = 0
    for region in regions(of: labels, width: width)
    where region.reduce(0, { $0 + $1.count }) < least {
      for run in region {
        for column in run.columns { labels[run.row * width + column] = ChangeLabel.unchanged }
      }
      dropped += 1
    }
    return dropped
  }
}
