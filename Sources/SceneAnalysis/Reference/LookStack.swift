import GeoFiles
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// The looks of several layers at the pixels of a window, and their medians. One belongs to each
/// worker, which opened its files.
final class LookStack {
  private let request: ReferenceRequest
  private let reader: [TileReader]
  private let statistics: StackStatistics
  private var window = PixelWindow(column: 0, row: 0, width: 0, height: 0)
  /// The layers whose looks are taken, for each pixel `request.looks` places of which `counts` are used.
  private var chosen: [UInt16] = []
  private var counts: [Int] = []
  /// What speaks against the looks that were taken; where there is none, no data.
  private(set) var reasons: [UInt16] = []

  init(_ request: ReferenceRequest) throws {
    self.request = request
    statistics = StackStatistics(dates: request.looks)
    reader = try request.layers.map { layer in
      TileReader(
        try ReadPlan(
          layer.measuredRoles.map { BandReference(date: .only, role: $0) }, of: [.only: layer],
          on: layer.grid, resampling: .nearest, isPlain: false))
    }
  }

  /// Chooses the looks at each pixel of a window: the latest that nothing speaks against; where there is
  /// none, the latest that are not certainly hidden, with their reasons.
  func choose(in window: PixelWindow) throws {
    self.window = window
    reader.forEach { $0.move(to: window) }
    chosen = [UInt16](repeating: 0, count: window.area * request.looks)
    counts = [Int](repeating: 0, count: window.area)
    reasons = [UInt16](repeating: 0, count: window.area)
    try take(where: { bits, _ in bits == 0 })
    let found = counts
    try take(where: { bits, pixel in
      found[pixel] == 0 && bits & MaskReasons.blocking.rawValue == 0
    })
    for pixel in counts.indices where counts[pixel] == 0 {
      reasons[pixel] = MaskReasons.nodata.rawValue
    }
  }

  private func take(where isTaken: (_ bits: UInt16, _ pixel: Int) -> Bool) throws {
    for layer in reader.indices.reversed() {
      let known = try reasonsOrData(of: layer)
      for pixel in counts.indices where counts[pixel] < request.looks {
        guard isTaken(known[pixel], pixel) else { continue }
        chosen[pixel * request.looks + counts[pixel]] = UInt16(layer)
        counts[pixel] += 1
        reasons[pixel] |= known[pixel]
      }
    }
  }

  /// The reasons of a layer; of one without a mask, where its first band holds nothing.
  private func reasonsOrData(of layer: Int) throws -> [UInt16] {
    if !request.layers[layer].masks.isEmpty, let plane = try reader[layer].reasons(.only) {
      return Array(plane.samples(as: UInt16.self))
    }
    guard let role = request.layers[layer].measuredRoles.min() else { return [] }
    let samples = try reader[layer].band(BandReference(date: .only, role: role)).samples
    return samples.samples(as: UInt16.self).map { $0 == 0 ? MaskReasons.nodata.rawValue : 0 }
  }

  /// The medians of a band at the pixels of the window, as a layer stores them; 0 where no look has it.
  func median(of role: BandRole) throws -> [UInt16] {
    let bands = try reader.indices.map { layer in
      request.layers[layer].bands[role] == nil
        ? nil : try reader[layer].band(BandReference(date: .only, role: role))
    }
    let encodings = bands.map { band in
      band.map { $0.calibration.stored(by: request.calibration(of: role)) }
    }
    let samples = bands.map { $0?.samples.samples(as: UInt16.self) }
    var stack = [Float](repeating: .nan, count: request.looks * window.area)
    for pixel in counts.indices {
      for look in 0..<counts[pixel] {
        let layer = Int(chosen[pixel * request.looks + look])
        guard let raw = samples[layer]?[pixel], raw != 0, let encoding = encodings[layer] else {
          continue
        }
        stack[look * window.area + pixel] = Float(
          Double(raw) * encoding.scale + encoding.offset)
      }
    }
    var medians = [Float](repeating: .nan, count: window.area)
    var places = medians.mutableSpan
    statistics.medians(of: stack.span, into: &places)
    var stored = [UInt16](repeating: 0, count: window.area)
    var room = stored.mutableSpan
    _ = SampleStore.store(medians.span, into: &room)
    return stored
  }
}
