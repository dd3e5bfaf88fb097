import GeoFiles
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// The values of both dates at the pixels that a fit sees, in pieces of a size that no number of
/// workers changes.
struct ChangeSample: Sendable {
  /// Pixels that are known on both dates, some tens of thousands a piece.
  let pieces: [PairBlock]
  /// How many pixels.
  let count: Int
  let bands: Int

  private static let pieceLength = 1 << 15

  /// Reads what the plan takes.
  init(of plan: ChangePlan, threads: Int) async throws {
    let windows = plan.windows
    let found = try await forEachPiece(
      of: WorkDivision(count: windows.count, workers: threads),
      start: { ChangeSampler(plan) },
      generate: { sampler, tile in try sampler.values(in: windows[tile]) })
    let variables = plan.request.references.count
    bands = variables / 2
    let all = (0..<variables).map { variable in found.flatMap { $0[variable] } }
    let count = all.first?.count ?? 0
    self.count = count
    let bands = self.bands
    pieces = stride(from: 0, to: count, by: Self.pieceLength).map { start in
      let pixels = start..<min(start + Self.pieceLength, count)
      return PairBlock(
        before: all[..<bands].map { Array($0[pixels]) },
        after: all[bands...].map { Array($0[pixels]) })
    }
  }

  /// The moments of all pixels, joined in the order of the pieces.
  func moments(weightedBy measure: ChangeMeasure?, threads: Int) async throws -> PairMoments {
    let (pieces, bands) = (self.pieces, self.bands)
    let parts = try await forEachPiece(
      of: WorkDivision(count: pieces.count, workers: threads), start: { () },
      generate: { _, piece in
        var moments = PairMoments(bands: bands)
        moments.add(pieces[piece], weightedBy: measure)
        return moments
      })
    return parts.reduce(into: PairMoments(bands: bands)) { $0.merge($1) }
  }
}

/// Reads the pixels of a fit; one belongs to each worker.
private final class ChangeSampler {
  private let plan: ChangePlan
  private let reader: PairReader
  /// Whether every band can be read row by row, so that rows between are not read at all.
  private let readsRows: Bool

  init(_ plan: ChangePlan) {
    self.plan = plan
    reader = PairReader(plan)
    readsRows =
      plan.step > 1
      && plan.analysis.reading.allBands.allSatisfy {
        if case .shifted = $0.alignment { true } else { false }
      }
  }

  /// The values at the taken pixels of a tile that are known, a list a variable.
  func values(in tile: PixelWindow) throws -> [[Float]] {
    var values = [[Float]](repeating: [], count: plan.request.references.count)
    let rows = tile.rows.filter { $0 % plan.step == plan.step / 2 }
    if !readsRows { try reader.move(to: tile) }
    for row in rows {
      if readsRows {
        try reader.move(
          to: PixelWindow(column: tile.column, row: row, width: tile.width, height: 1))
      }
      for range in plan.analysis.spans?.ranges(row: row, columns: tile.columns) ?? [tile.columns] {
        try take(PixelRun(row: row, columns: range), into: &values)
      }
    }
    return values
  }

  private func take(_ run: PixelRun, into values: inout [[Float]]) throws {
    let line = try reader.values(of: run)
    let first = run.columns.lowerBound
    for column in run.columns where column % plan.step == plan.step / 2 {
      guard line.allSatisfy({ !$0[column - first].isNaN }) else { continue }
      for variable in line.indices { values[variable].append(line[variable][column - first]) }
    }
  }
}
