import PixelKernels
import RasterGrid

/// The sizes of change of a whole map, as levels.
struct ChangeField: Sendable {
  let width, height: Int
  /// Row by row; 0 is unknown.
  private(set) var levels: [UInt16]

  /// A field from tiles, which are let go of one by one.
  init(_ tiles: consuming [ChangeTile], windows: [PixelWindow], area: PixelWindow) {
    (width, height) = (area.width, area.height)
    levels = [UInt16](repeating: ChangeLevel.unknown, count: area.area)
    for (i, window) in windows.enumerated() {
      let tile = tiles[i].levels
      tiles[i].levels = []
      levels.withUnsafeMutableBufferPointer { field in
        tile.withUnsafeBufferPointer { tile in
          for row in 0..<window.height {
            let start = (window.row - area.row + row) * area.width + window.column - area.column
            let line = tile[row * window.width..<(row + 1) * window.width]
            _ = UnsafeMutableBufferPointer(rebasing: field[start..<start + window.width])
              .update(from: line)
          }
        }
      }
    }
  }

  /// The labels that a size makes: larger ones are changed.
  func labels(above size: Double) -> [UInt8] {
    let table = (0..<ChangeLevel.count).map { level -> UInt8 in
      guard level > 0 else { return ChangeLabel.unknown }
      return ChangeLevel.size(of: level) > size ? ChangeLabel.changed : ChangeLabel.unchanged
    }
    return levels.map { table[Int($0)] }
  }
}

/// The labels of a field after they were smoothed.
struct SmoothedLabels: Sendable {
  var labels: [UInt8]
  /// How many sweeps it took; 0 where nothing was to be smoothed.
  var sweeps = 0
  /// How many labels the last sweep changed.
  var unsettled = 0

  /// Rows that a worker takes at a time.
  private static let rowsPerPiece = 128

  /// Smooths labels by iterated conditional modes of a Potts model (Besag 1986,
  /// doi 10.1111/j.2517-6161.1986.tb01412.x), the classes anew from the labels before each sweep. All
  /// pixels of a sweep look at the labels before it, so that no order and no number of workers matters.
  init(_ labels: [UInt8], of field: ChangeField, by labelling: ChangeLabelling, threads: Int)
    async throws
  {
    self.labels = labels
    guard labelling.beta > 0 else { return }
    var counts = LevelCounts()
    counts.add(field.levels.span)
    var changed = LevelCounts()
    for (label, level) in zip(labels, field.levels) where label == ChangeLabel.changed {
      changed.move(level, by: 1)
    }
    let pieces = (field.height + Self.rowsPerPiece - 1) / Self.rowsPerPiece
    while sweeps < labelling.mostSweeps {
      var unchanged = counts
      unchanged.subtract(changed)
      guard let evidence = ChangeEvidence(changed: changed, unchanged: unchanged) else { break }
      let sweep = PottsSweep(evidence: evidence, beta: Float(labelling.beta))
      let old = self.labels
      let parts = try await forEachPiece(
        of: WorkDivision(count: pieces, workers: threads), start: { () },
        generate: { _, piece in
          let rows =
            piece * Self.rowsPerPiece..<min((piece + 1) * Self.rowsPerPiece, field.height)
          return sweep.labels(
            of: rows, width: field.width, levels: field.levels.span, labels: old.span)
        })
      self.labels = parts.flatMap(\.labels)
      for part in parts { part.flips.forEach { changed.move($0.level, by: $0.step) } }
      sweeps += 1
      unsettled = parts.reduce(0) { $0 + $1.flips.count }
      if unsettled == 0 { break }
    }
  }
}
