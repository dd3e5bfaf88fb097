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
  private var window = PixelWindow(column: 0, row: 0, width: 0, height: 0)
  /// The layers whose looks are taken, for each pixel `request.looks` places of which `counts` are used.
  private var chosen: [UInt16] = []
  private var counts: [Int] = []
  /// What speaks against the looks that were taken; where there is none, no data.
  private(set) var reasons: [UInt16] = []

  init(_ request: ReferenceRequest) throws {
    self.request = request
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
    var medians = [Float](repeating: .nan, count: window.area)
    var values = [Float](repeating: 0, count: request.looks)
    for pixel in counts.indices {
      var found = 0
      for look in 0..<counts[pixel] {
        let layer = Int(chosen[pixel * request.looks + look])
        guard let raw = samples[layer]?[pixel], raw != 0, let encoding = encodings[layer] else {
          continue
        }
        Self.insert(
          Float(Double(raw) * encoding.scale + encoding.offset), after: found, into: &values)
        found += 1
      }
      guard found > 0 else { continue }
      medians[pixel] = (values[(found - 1) / 2] + values[found / 2]) / 2
    }
    var stored = [UInt16](repeating: 0, count: window.area)
    var room = stored.mutableSpan
    _ = SampleStore.store(medians.span, into: &room)
    return stored
  }

  /// Puts a value among the first `count`, which ascend.
  private static func insert(_ value: Float, after count: Int, into values: inout [Float]) {
    var place = count
    while place > 0, values[place - 1] > value {
      values[place] = values[place - 1]
      place -= 1
    }
    values[place] = value
  }
}
