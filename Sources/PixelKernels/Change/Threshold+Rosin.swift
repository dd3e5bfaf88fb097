extension Threshold {
  /// The corner of a histogram of one large peak and a long tail above it: the bin that lies deepest
  /// below the line from the peak to the end of the tail (Rosin 2001,
  /// doi 10.1016/S0031-3203(00)00136-9); its upper edge.
  public static func rosin(_ histogram: Histogram) throws(NoThreshold) -> Double {
    let counts = histogram.counts
    guard let highest = counts.max(), highest > 0,
      let peak = counts.firstIndex(of: highest),
      let end = counts.lastIndex(where: { $0 > 0 })
    else { throw .tooFewBins }
    let tail = end - peak
    guard tail >= leastTail else { throw .noTail }
    // Along one line, the vertical distance to it is largest where the perpendicular one is.
    let slope = Double(counts[end] - highest) / Double(tail)
    var deepest = (bin: peak, depth: 0.0)
    for bin in peak...end {
      let depth = Double(highest) + slope * Double(bin - peak) - Double(counts[bin])
      if depth > deepest.depth { deepest = (bin, depth) }
    }
    guard deepest.depth > leastDepth * Double(highest) else { throw .noTail }
    return histogram.upperEdge(of: deepest.bin)
  }

  /// A tail of fewer bins has no corner.
  private static let leastTail = 3
  /// By how much of the peak a corner has to lie below the line: straight and flat falls of a thousand
  /// values and more stay below half of it, a normal peak alone reaches 0.4.
  private static let leastDepth = 0.2
}
