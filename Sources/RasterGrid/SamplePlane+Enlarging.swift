extension SamplePlane {
  /// Fills the plane with the pixels of a coarser one, each repeated `factor` times along both axes.
  ///
  /// The plane's first pixel lies `column` and `row` fine pixels into the coarse plane's first.
  public func fill(enlarging coarse: SamplePlane, factor: Int, column: Int, row: Int) {
    precondition((0..<factor).contains(column) && (0..<factor).contains(row), "within a pixel")
    precondition(
      coarse.type == type && (column + width + factor - 1) / factor <= coarse.width
        && (row + height + factor - 1) / factor <= coarse.height, "the coarse plane covers it")
    let place = EnlargedPlace(factor: factor, column: column, row: row)
    switch type.byteCount {
    case 1: repeatPixels(of: coarse, as: UInt8.self, place)
    case 2: repeatPixels(of: coarse, as: UInt16.self, place)
    default: repeatPixels(of: coarse, as: UInt32.self, place)
    }
  }

  private struct EnlargedPlace {
    var factor, column, row: Int
  }

  private func repeatPixels<Sample: BitwiseCopyable>(
    of coarse: SamplePlane, as sample: Sample.Type, _ place: EnlargedPlace
  ) {
    let from = coarse.samples(as: sample)
    let (width, height) = (width, height)
    withMutableBytes { bytes in
      let to = bytes.bindMemory(to: sample)
      for line in 0..<height {
        let target = to[(line * width)..<((line + 1) * width)]
        if line > 0, (place.row + line) % place.factor != 0 {
          // The same coarse row as the line above.
          _ = UnsafeMutableBufferPointer(rebasing: target)
            .update(from: to[((line - 1) * width)..<(line * width)])
          continue
        }
        var source = (place.row + line) / place.factor * coarse.width
        var left = place.factor - place.column
        for i in target.indices {
          to[i] = from[source]
          left -= 1
          if left == 0 {
            source += 1
            left = place.factor
          }
        }
      }
    }
  }
}
