import PixelKernels
import RasterGrid

/// Overviews of plain numbers: each half as wide and high as what it is made of, down to the first that
/// fits into one block.
///
/// GDAL makes its own value by value, which takes as long as compressing all of them.
struct OverviewPyramid {
  /// The overviews, the largest first.
  let levels: [PlainRaster]

  /// Halves `numbers` again and again; every level is a file of its own that `room` opens.
  init(
    of numbers: PlainRaster, by overviews: CloudOptimizedGeoTIFF.Making.Overviews, nodata: Double?,
    room: (Int, PlainRaster.Layout) throws -> PlainRaster
  ) throws {
    var levels: [PlainRaster] = []
    var from = numbers
    while max(from.layout.width, from.layout.height) > CloudOptimizedGeoTIFF.blockSide {
      var layout = from.layout
      layout.width = Halving.length(of: layout.width)
      layout.height = Halving.length(of: layout.height)
      let half = try room(levels.count, layout)
      try Self.halve(from, into: half, overviews, nodata)
      try half.complete()
      levels.append(half)
      from = half
    }
    self.levels = levels
  }

  private static func halve(
    _ from: PlainRaster, into half: PlainRaster,
    _ overviews: CloudOptimizedGeoTIFF.Making.Overviews, _ nodata: Double?
  ) throws {
    switch (from.layout.type, overviews) {
    case (.float32, .average):
      // Measured numbers are never infinite, and NaN is the only nodata that they have.
      try rows(from, half, Float(0)) { upper, lower, out in Halving.mean(upper, lower, into: &out) }
    case (.float32, .nearest): try nearest(from, half, Float(0))
    case (.uint8, .nearest): try nearest(from, half, UInt8(0))
    case (.uint16, .nearest): try nearest(from, half, UInt16(0))
    case (.int16, .nearest): try nearest(from, half, Int16(0))
    case (.uint8, .average): try mean(from, half, UInt8(0), nodata)
    case (.uint16, .average): try mean(from, half, UInt16(0), nodata)
    case (.int16, .average): try mean(from, half, Int16(0), nodata)
    }
  }

  private static func nearest<Sample: BitwiseCopyable>(
    _ from: PlainRaster, _ half: PlainRaster, _ zero: Sample
  ) throws {
    try rows(from, half, zero) { upper, _, out in Halving.nearest(upper, into: &out) }
  }

  private static func mean<Sample: FixedWidthInteger & BitwiseCopyable>(
    _ from: PlainRaster, _ half: PlainRaster, _ zero: Sample, _ nodata: Double?
  ) throws {
    let nodata = nodata.flatMap { Sample(exactly: $0) }
    try rows(from, half, zero) { upper, lower, out in
      Halving.mean(upper, lower, nodata: nodata, into: &out)
    }
  }

  /// Goes through the rows of all bands, two by two; the last of an odd number meets itself.
  private static func rows<Sample: BitwiseCopyable>(
    _ from: PlainRaster, _ half: PlainRaster, _ zero: Sample,
    _ halve: (Span<Sample>, Span<Sample>, inout MutableSpan<Sample>) -> Void
  ) throws {
    let (whole, small) = (from.layout, half.layout)
    var upper = [Sample](repeating: zero, count: whole.width)
    var lower = upper
    var out = [Sample](repeating: zero, count: small.width)
    func row(_ number: Int, _ width: Int) -> PixelWindow {
      PixelWindow(column: 0, row: number, width: width, height: 1)
    }
    for band in 1...whole.bands {
      for line in 0..<small.height {
        var span = upper.mutableSpan
        try from.read(band: band, window: row(2 * line, whole.width), into: &span)
        span = lower.mutableSpan
        let next = min(2 * line + 1, whole.height - 1)
        try from.read(band: band, window: row(next, whole.width), into: &span)
        span = out.mutableSpan
        halve(upper.span, lower.span, &span)
        try half.write(out.span, band: band, window: row(line, small.width))
      }
    }
  }
}
