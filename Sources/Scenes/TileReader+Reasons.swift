import RasterGrid

/// Adds what the mask sources of a date say of a tile into one plane of `MaskReasons` bits.
enum ReasonBits {
  /// Adds the reasons that raw codes stand for, by a table of all of them.
  static func add(
    codes: SamplePlane, table: [UInt16], nodata: UInt16,
    to reasons: UnsafeMutableBufferPointer<UInt16>
  ) {
    switch codes.type {
    case .uint8:
      for (i, value) in codes.samples(as: UInt8.self).enumerated() {
        reasons[i] |= table[Int(value)]
      }
    case .uint16:
      for (i, value) in codes.samples(as: UInt16.self).enumerated() {
        reasons[i] |= table[Int(value)]
      }
    case .int16:
      for (i, value) in codes.samples(as: Int16.self).enumerated() {
        reasons[i] |= table[Int(UInt16(bitPattern: value))]
      }
    case .float32:
      for (i, value) in codes.samples(as: Float.self).enumerated() {
        reasons[i] |= table[Int(UInt16(exactly: value) ?? nodata)]
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
