import RasterGrid

/// The border of a set of runs as a linked list of vertical edges, ready to be walked.
///
/// Every run has two vertical edges: number 2i on its left and 2i + 1 on its right. Left edges are
/// walked down and right edges up, so that pixels always lie to the left hand. On each grid line
/// the edges that end there from above and from below, sorted by column, are joined in pairs:
/// between the two of a pair runs a horizontal edge, or, where both are in one column, nothing.
///
/// Where four edges meet (two pixels touch at a corner) the right end of a run comes first, which
/// makes the border turn round each pixel by itself: pixels hang together by edges only. Such a
/// corner is a pinch. A walk that comes to a pinch twice is cut there into simple rings.
struct RunOutline {
  private let runs: [PixelRun]
  /// The edge that follows an edge on the border; -1 once it has been walked.
  private var next: [Int32]
  /// The pinch where an edge ends or begins, numbered by the upper edge that meets it; -1 for none.
  private var pinchAtEnd: [Int32]
  private var pinchAtStart: [Int32]
  /// Where a walk has last seen a pinch in its list of corners.
  private var seenAt: [Int32]
  /// Which runs hang together by pixel edges.
  private var parts: UnionFind

  /// The outline of runs in reading order that neither overlap nor touch in their row.
  init(of runs: [PixelRun]) {
    precondition(runs.count < Int(Int32.max) / 2, "a region has at most 2^30 - 1 runs")
    self.runs = runs
    next = [Int32](repeating: -1, count: 2 * runs.count)
    pinchAtEnd = next
    pinchAtStart = next
    seenAt = [Int32](repeating: 0, count: 2 * runs.count)
    parts = UnionFind(count: runs.count)
    joinRows()
  }

  /// One polygon for each part.
  mutating func polygons() -> [PixelPolygon] {
    var polygons: [PixelPolygon] = []
    var polygonOfPart = [Int32](repeating: -1, count: runs.count)
    for edge in next.indices where next[edge] >= 0 {
      let part = parts.find(edge / 2)
      var rings = walk(from: edge)
      // The left edge of a part's first run comes before its other edges, and is on the exterior.
      if polygonOfPart[part] < 0 {
        guard let outer = rings.firstIndex(where: { PixelPolygon.signedArea(of: $0) > 0 }) else {
          preconditionFailure("the border of a region has an exterior")
        }
        polygonOfPart[part] = Int32(polygons.count)
        polygons.append(PixelPolygon(exterior: rings.remove(at: outer)))
      }
      polygons[Int(polygonOfPart[part])].holes += rings
    }
    return polygons
  }

  // MARK: Joining

  private mutating func joinRows() {
    var above = 0..<0
    while above.upperBound < runs.count {
      let row = runs[above.upperBound].row
      var end = above.upperBound
      while end < runs.count, runs[end].row == row { end += 1 }
      let below = above.upperBound..<end
      if let last = above.last, runs[last].row + 1 == row {
        joinEdges(above: above, below: below)
        joinParts(above: above, below: below)
      } else {
        joinEdges(above: above, below: below.lowerBound..<below.lowerBound)
        joinEdges(above: 0..<0, below: below)
      }
      above = below
    }
    joinEdges(above: above, below: 0..<0)
  }

  /// Joins in pairs the edges that end on the line between two rows.
  private mutating func joinEdges(above: Range<Int>, below: Range<Int>) {
    var upper = 2 * above.lowerBound
    var lower = 2 * below.lowerBound
    let upperEnd = 2 * above.upperBound
    let lowerEnd = 2 * below.upperBound
    var waiting = -1
    var waitingGoesOut = false
    while upper < upperEnd || lower < lowerEnd {
      let upperColumn = upper < upperEnd ? column(upper) : Int.max
      let lowerColumn = lower < lowerEnd ? column(lower) : Int.max
      let takesUpper =
        upperColumn < lowerColumn || (upperColumn == lowerColumn && !isLeft(upper))
      if upperColumn == lowerColumn, waiting >= 0, isLeft(upper) != isLeft(lower) {
        markPinch(upper: upper, lower: lower)
      }
      let edge = takesUpper ? upper : lower
      // A left edge of the row above ends here, and so does a right edge of the row below.
      let goesOut = takesUpper == isLeft(edge)
      if takesUpper { upper += 1 } else { lower += 1 }
      if waiting < 0 {
        waiting = edge
        waitingGoesOut = goesOut
      } else {
        next[waitingGoesOut ? waiting : edge] = Int32(waitingGoesOut ? edge : waiting)
        waiting = -1
      }
    }
  }

  private mutating func markPinch(upper: Int, lower: Int) {
    let pinch = Int32(upper)
    if isLeft(upper) {
      pinchAtEnd[upper] = pinch
      pinchAtEnd[lower] = pinch
    } else {
      pinchAtStart[upper] = pinch
      pinchAtStart[lower] = pinch
    }
  }

  /// Makes one part of runs that share a piece of the line between two rows.
  private mutating func joinParts(above: Range<Int>, below: Range<Int>) {
    var upper = above.lowerBound
    var lower = below.lowerBound
    while upper < above.upperBound, lower < below.upperBound {
      let a = runs[upper].columns
      let b = runs[lower].columns
      if a.overlaps(b) { parts.union(upper, lower) }
      if a.upperBound < b.upperBound { upper += 1 } else { lower += 1 }
    }
  }

  // MARK: Walking

  /// The border from an edge round to it again, as simple rings.
  private mutating func walk(from first: Int) -> [[PixelCorner]] {
    var rings: [[PixelCorner]] = []
    var path: [PixelCorner] = []
    var edge = first
    repeat {
      let following = Int(next[edge])
      next[edge] = -1
      let row = isLeft(edge) ? runs[edge / 2].row + 1 : runs[edge / 2].row
      let from = PixelCorner(column: column(edge), row: row)
      let to = PixelCorner(column: column(following), row: row)
      if from != to {
        step(to: from, pinch: pinchAtEnd[edge], path: &path, rings: &rings)
        step(to: to, pinch: pinchAtStart[following], path: &path, rings: &rings)
      }
      edge = following
    } while edge != first
    rings.append(Self.startingFirst(path[...]))
    return rings
  }

  /// Adds a corner to a path, or cuts off a ring where the path has been there before.
  private mutating func step(
    to corner: PixelCorner, pinch: Int32, path: inout [PixelCorner], rings: inout [[PixelCorner]]
  ) {
    if pinch >= 0 {
      // Another walk may have left its place here: only a place that holds this corner counts.
      let place = Int(seenAt[Int(pinch)])
      if place < path.count, path[place] == corner {
        rings.append(Self.startingFirst(path[place...]))
        path.removeSubrange((place + 1)...)
        return
      }
      seenAt[Int(pinch)] = Int32(path.count)
    }
    path.append(corner)
  }

  /// The ring turned so that it starts at its first corner in reading order.
  private static func startingFirst(_ ring: ArraySlice<PixelCorner>) -> [PixelCorner] {
    let first = ring.indices.min { a, b in
      (ring[a].row, ring[a].column) < (ring[b].row, ring[b].column)
    }
    guard let first else { return [] }
    return Array(ring[first...] + ring[..<first])
  }

  private func isLeft(_ edge: Int) -> Bool { edge & 1 == 0 }

  private func column(_ edge: Int) -> Int {
    isLeft(edge) ? runs[edge / 2].columns.lowerBound : runs[edge / 2].columns.upperBound
  }
}
