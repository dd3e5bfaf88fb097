import RasterGrid

/// Potential cloud pixels that touch, and what is known of them together.
struct CloudObject: Sendable {
  /// Its pixels.
  var runs: [PixelRun]
  /// How many there are.
  var pixels = 0
  /// How many are bright enough to be certain.
  var strong = 0
  /// How many were as bright on the other date.
  var lasting = 0

  /// The groups of the pixels that may be cloud.
  ///
  /// - Parameter isLasting: whether a pixel was as bright on the other date.
  static func all(of planes: CloudPlanes, isLasting: (Int) -> Bool) -> [CloudObject] {
    let width = planes.grid.width
    var runs: [PixelRun] = []
    planes.flags.withUnsafeBufferPointer { flags in
      for row in 0..<planes.grid.height {
        var column = 0
        while column < width {
          let start = column
          while column < width, flags[row * width + column] & CloudPlanes.Flag.potential != 0 {
            column += 1
          }
          if column > start { runs.append(PixelRun(row: row, columns: start..<column)) }
          column += 1
        }
      }
    }
    var sets = RunLabels.join(runs)
    return RunLabels.groups(of: &sets).map { members in
      var object = CloudObject(runs: members.map { runs[$0] })
      object.forEachPixel(width: width) { pixel in
        object.pixels += 1
        if planes.flags[pixel] & CloudPlanes.Flag.strong != 0 { object.strong += 1 }
        if isLasting(pixel) { object.lasting += 1 }
      }
      return object
    }
  }

  /// Calls `body` with the position of every pixel in a plane of `width` columns.
  func forEachPixel(width: Int, _ body: (Int) -> Void) {
    for run in runs {
      for column in run.columns { body(run.row * width + column) }
    }
  }

  /// At most `count` of its pixels, evenly spread.
  func sample(_ count: Int) -> [(column: Int, row: Int)] {
    let stride = max(1, pixels / count)
    var skipped = 0
    var sample: [(column: Int, row: Int)] = []
    for run in runs {
      for column in run.columns {
        if skipped % stride == 0 { sample.append((column, run.row)) }
        skipped += 1
      }
    }
    return sample
  }
}
