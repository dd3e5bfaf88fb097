import RasterGrid

extension Array where Element == PixelRun {
  /// The same pixels as runs in reading order that neither overlap nor touch in their row.
  ///
  /// Runs that come from different tiles may meet at the seam: there one row of pixels is two runs.
  public func merged() -> [PixelRun] {
    let isMerged = zip(self, dropFirst()).allSatisfy { before, after in
      before.row < after.row
        || (before.row == after.row && before.columns.upperBound < after.columns.lowerBound)
    }
    if isMerged { return self }
    var merged: [PixelRun] = []
    merged.reserveCapacity(count)
    for run in sorted() {
      if let last = merged.last, last.row == run.row,
        last.columns.upperBound >= run.columns.lowerBound
      {
        let end = Swift.max(last.columns.upperBound, run.columns.upperBound)
        merged[merged.count - 1].columns = last.columns.lowerBound..<end
      } else {
        merged.append(run)
      }
    }
    return merged
  }
}
