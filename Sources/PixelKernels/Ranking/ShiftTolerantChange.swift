/// The size of a change that no shift by a pixel explains.
public enum ShiftTolerantChange {
  /// How far it looks on every side, in pixels.
  public static let reach = 1

  /// The root mean square over the bands of what is left of the change of each pixel when the other date
  /// may lie up to a pixel aside: an edge that is seen a little beside itself leaves nothing. It is
  /// looked for from both dates, and the larger remainder counts.
  ///
  /// - Parameters:
  ///   - before, after: planes of known values, one a band, each band in units of its own noise.
  public static func size(before: [[Float]], after: [[Float]], width: Int) -> [Float] {
    precondition(before.count == after.count && !before.isEmpty, "the same bands on both dates")
    let count = before[0].count
    precondition(width > 0 && count % width == 0, "planes of whole rows")
    let height = count / width
    var forward = [Float](repeating: .infinity, count: count)
    var backward = forward
    var ahead = [Float](repeating: 0, count: width)
    var back = ahead
    for row in 0..<height {
      for down in -reach...reach {
        let other = min(max(row + down, 0), height - 1)
        for aside in -reach...reach {
          for column in 0..<width { (ahead[column], back[column]) = (0, 0) }
          // Columns whose neighbour lies on the plane; at its edge the pixel itself stands in.
          for band in before.indices {
            before[band].withUnsafeBufferPointer { a in
              after[band].withUnsafeBufferPointer { b in
                let (here, there) = (row * width, other * width)
                func add(_ column: Int, _ neighbour: Int) {
                  let f = a[here + column] - b[there + neighbour]
                  let g = b[here + column] - a[there + neighbour]
                  ahead[column] += f * f
                  back[column] += g * g
                }
                let inner = max(0, -aside)..<max(max(0, -aside), width - max(0, aside))
                for column in inner { add(column, column + aside) }
                for column in 0..<inner.lowerBound { add(column, column) }
                for column in inner.upperBound..<width { add(column, column) }
              }
            }
          }
          for column in 0..<width {
            let i = row * width + column
            forward[i] = min(forward[i], ahead[column])
            backward[i] = min(backward[i], back[column])
          }
        }
      }
    }
    let share = 1 / Float(before.count)
    for i in 0..<count { forward[i] = (max(forward[i], backward[i]) * share).squareRoot() }
    return forward
  }
}
