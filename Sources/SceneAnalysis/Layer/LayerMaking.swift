import GeoFiles
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Carries out layer plans: products in, a layer out.
///
/// First every band of every product is read as a whole by one worker, so that no block of it is
/// decoded twice however the grids lie; then windows of all bands are merged.
public enum LayerMaking {
  /// What a layer is like.
  public struct Summary: Hashable, Sendable {
    /// Pixels inside the region.
    public var considered = 0
    /// Those of them where something was measured.
    public var measured = 0
    /// Those of them that no reason speaks against.
    public var clear = 0
    /// Values that lay beyond what a band can store, over all bands and products.
    public var clipped = 0

    static func + (a: Summary, b: Summary) -> Summary {
      Summary(
        considered: a.considered + b.considered, measured: a.measured + b.measured,
        clear: a.clear + b.clear, clipped: a.clipped + b.clipped)
    }
  }

  /// Fills `file` with `threads` workers, which never change a byte of it.
  public static func run(
    _ plan: LayerPlan, into file: LayerFile, threads: Int,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Summary {
    let pieces = LayerPiece.all(of: plan, threads: threads)
    let windows = LayerMerge.windows(of: plan)
    let steps = Double(pieces.count + windows.count)
    let clipped = try await forEachPiece(
      of: WorkDivision(
        count: pieces.count, workers: threads, progress: { progress(Double($0) / steps) }),
      start: { LayerReading(plan, file) },
      generate: { reading, number in try reading.read(pieces[number]) })
    let merged = try await forEachPiece(
      of: WorkDivision(
        count: windows.count, workers: threads,
        progress: { progress(Double(pieces.count + $0) / steps) }),
      start: { LayerMerge(plan, file) },
      generate: { merge, number in try merge.merge(windows[number]) })
    return merged.reduce(Summary(clipped: clipped.reduce(0, +)), +)
  }
}

/// A band of a product, or its reasons, on some of its windows: what a worker reads in one go.
struct LayerPiece: Sendable {
  var part: Int
  /// The role; nil for the reasons.
  var role: BandRole?
  var windows: [PixelWindow]

  /// All pieces, those that take longest first, so that no worker is left with one at the end.
  static func all(of plan: LayerPlan, threads: Int) -> [LayerPiece] {
    let layers = plan.roles.map { $0 as BandRole? } + [nil]
    // More workers than bands: each takes some rows of one.
    let split = max(1, 2 * threads / (layers.count * plan.parts.count))
    var pieces: [(step: Double, piece: LayerPiece)] = []
    for (number, part) in plan.parts.enumerated() {
      for role in layers {
        let reading = part.reading(of: role)
        let step = reading.allBands.map(\.source.grid.affine.columnStepX.magnitude).min()
        let windows = part.windows(of: reading, inside: plan.spans)
        let length = max(1, (windows.count + split - 1) / split)
        for start in stride(from: 0, to: windows.count, by: length) {
          let some = Array(windows[start..<min(start + length, windows.count)])
          pieces.append((step ?? .infinity, LayerPiece(part: number, role: role, windows: some)))
        }
      }
    }
    // Sorting is not stable, so equal steps are told apart by their places.
    return pieces.enumerated().sorted {
      ($0.element.step, $0.offset) < ($1.element.step, $1.offset)
    }.map(\.element.piece)
  }
}

extension LayerPart {
  /// The plan to read one band of it, or its reasons.
  func reading(of role: BandRole?) -> ReadPlan {
    guard let role else { return ReadPlan(grid: reading.grid, bands: [:], masks: reading.masks) }
    let reference = BandReference(date: .only, role: role)
    return ReadPlan(
      grid: reading.grid, bands: reading.bands.filter { $0.key == reference }, masks: [:])
  }

  /// The windows that it fills, in an order that keeps to rows of blocks.
  fileprivate func windows(of reading: ReadPlan, inside spans: RowSpans) -> [PixelWindow] {
    guard !reading.allBands.isEmpty || !reading.masks.isEmpty else { return [] }
    return reading.grid.tiles(reading.tileShape()).compactMap { tile in
      tile.intersection(window).flatMap(spans.shrunk)
    }
  }
}

/// Reads pieces and stores them; one belongs to each worker.
final class LayerReading {
  private let plan: LayerPlan
  private let file: LayerFile
  private var values: [Float] = []
  private var stored: [UInt16] = []

  init(_ plan: LayerPlan, _ file: LayerFile) {
    self.plan = plan
    self.file = file
  }

  /// Reads a piece and says how many values were clipped.
  func read(_ piece: LayerPiece) throws -> Int {
    // A reader of its own: the files of the last piece are closed and their blocks let go.
    let reader = TileReader(plan.parts[piece.part].reading(of: piece.role))
    var clipped = 0
    for window in piece.windows {
      reader.move(to: window)
      if let role = piece.role {
        clipped += try store(reader.band(BandReference(date: .only, role: role)), as: role)
      } else {
        stored = try reader.reasons(.only).map { Array($0.samples(as: UInt16.self)) } ?? []
      }
      clearOutside(window)
      let band = piece.role.flatMap(plan.roles.firstIndex(of:)).map { $0 + 1 }
      try file.write(stored, part: piece.part, band: band ?? file.reasonsBand, window: window)
    }
    return clipped
  }

  private func store(
    _ band: (samples: SamplePlane, calibration: Calibration), as role: BandRole
  ) -> Int {
    let encoding = band.calibration.stored(by: plan.calibration(of: role))
    return Self.convert(band.samples, encoding, by: &values, into: &stored)
  }

  /// Raw samples to stored ones, with room for the numbers between.
  private static func convert(
    _ samples: SamplePlane, _ encoding: Calibration, by values: inout [Float],
    into stored: inout [UInt16]
  ) -> Int {
    let count = samples.count
    if values.count != count { values = [Float](repeating: 0, count: count) }
    if stored.count != count { stored = [UInt16](repeating: 0, count: count) }
    var numbers = values.mutableSpan
    _ = samples.load(0..<count, encoding, into: &numbers)
    var room = stored.mutableSpan
    return SampleStore.store(values.span, into: &room)
  }

  /// Outside the region nothing is told of any pixel.
  private func clearOutside(_ window: PixelWindow) {
    for row in window.rows {
      let start = (row - window.row) * window.width - window.column
      var next = window.column
      for range in plan.spans.ranges(row: row, columns: window.columns) {
        for column in next..<range.lowerBound { stored[start + column] = 0 }
        next = range.upperBound
      }
      for column in next..<window.columns.upperBound { stored[start + column] = 0 }
    }
  }
}
