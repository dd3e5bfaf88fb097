import RasterGrid

/// Adds what the mask sources of a date say of a tile into one plane of `MaskReasons` bits.
enum ReasonBits {
  /// The reasons that raw codes stand for, by a table of all of them, and those of the rims.
  static func reasons(codes: SamplePlane, table: [UInt16], nodata: UInt16, rims: [RimPlan])
    -> [UInt16]
  {
    var reasons: [UInt16] =
      switch codes.type {
      case .uint8: codes.samples(as: UInt8.self).map { table[Int($0)] }
      case .uint16: codes.samples(as: UInt16.self).map { table[Int($0)] }
      case .int16: codes.samples(as: Int16.self).map { table[Int(UInt16(bitPattern: $0))] }
      case .float32:
        codes.samples(as: Float.self).map { table[Int(UInt16(exactly: $0) ?? nodata)] }
      }
    for rim in rims {
      guard let marks = rim.marks(reasons, width: codes.width) else { continue }
      // What the rim surrounds has its reason already.
      for i in reasons.indices where marks[i] != 0 && reasons[i] & rim.rim.around.rawValue == 0 {
        reasons[i] |= rim.rim.adds.rawValue
      }
    }
    return reasons
  }

  /// Adds the reasons of `area` to the pixels of `window`, which lies in it.
  static func add(
    _ found: [UInt16], of area: PixelWindow, in window: PixelWindow,
    to reasons: UnsafeMutableBufferPointer<UInt16>
  ) {
    for row in 0..<window.height {
      let from = (row + window.row - area.row) * area.width + window.column - area.column
      for column in 0..<window.width {
        reasons[row * window.width + column] |= found[from + column]
      }
    }
  }

  /// Adds `added` to the pixels of `window` inside the spans, or to those outside.
  static func add(
    _ spans: RowSpans, _ added: MaskReasons, areOutside: Bool, in window: PixelWindow,
    to reasons: UnsafeMutableBufferPointer<UInt16>
  ) {
    for row in window.rows {
      let start = (row - window.row) * window.width - window.column
      func mark(_ columns: Range<Int>) {
        for column in columns { reasons[start + column] |= added.rawValue }
      }
      let inside = spans.ranges(row: row, columns: window.columns)
      guard areOutside else {
        inside.forEach(mark)
        continue
      }
      var next = window.column
      for range in inside {
        mark(next..<range.lowerBound)
        next = range.upperBound
      }
      mark(next..<window.columns.upperBound)
    }
  }

  /// Adds the reasons of the map's pixels in which the middles of the window's pixels lie; a pixel
  /// beyond the map has none.
  static func add(
    _ map: ReasonMap, in window: PixelWindow, of grid: Grid,
    to reasons: UnsafeMutableBufferPointer<UInt16>
  ) {
    // Both grids are axis-aligned, so that columns and rows can be placed once.
    func place(_ column: Int, _ row: Int) -> (column: Double, row: Double) {
      map.grid.affine.pixel(
        grid.affine.map(column: Double(column) + 0.5, row: Double(row) + 0.5))
    }
    let columns = window.columns.map { Int(place($0, window.row).column.rounded(.down)) }
    for (r, row) in window.rows.enumerated() {
      let mapRow = Int(place(window.column, row).row.rounded(.down))
      guard (0..<map.grid.height).contains(mapRow) else { continue }
      let start = mapRow * map.grid.width
      for (c, column) in columns.enumerated() where (0..<map.grid.width).contains(column) {
        reasons[r * window.width + c] |= map.bits[start + column]
      }
    }
  }
}
