/// A line on the ground with a way of counting along it.
struct Polyline {
  /// Its corners.
  let points: [Ground]
  /// Metres along the line to each corner.
  let stations: [Double]

  init(_ points: [Ground]) {
    precondition(points.count >= 2, "a line has two ends")
    self.points = points
    var sum = 0.0
    stations =
      [0]
      + zip(points, points.dropFirst()).map { a, b in
        sum += (b - a).length
        return sum
      }
  }

  /// Metres from end to end.
  var length: Double { stations[stations.count - 1] }

  /// The point of the line nearest to a place: how far along, and how far the place is to the
  /// right of it (negative to the left), in metres.
  func nearest(to place: Ground) -> (station: Double, offset: Double) {
    var best = (station: 0.0, offset: Double.infinity)
    for i in 0..<(points.count - 1) {
      let step = points[i + 1] - points[i]
      let toPlace = place - points[i]
      let squared = max(step.dot(step), 1e-9)
      let t = min(max(step.dot(toPlace) / squared, 0), 1)
      let distance = (toPlace - step * t).length
      if distance < abs(best.offset) {
        let right = step.turnedRight.dot(toPlace)
        best = (stations[i] + t * squared.squareRoot(), right < 0 ? -distance : distance)
      }
    }
    return best
  }

  /// The place at so many metres along the line.
  func place(at station: Double) -> Ground {
    let i = segment(at: station)
    let t = (station - stations[i]) / max(stations[i + 1] - stations[i], 1e-9)
    return points[i] + (points[i + 1] - points[i]) * t
  }

  /// The unit direction of the line at so many metres along it, smoothed over 80 m.
  func direction(at station: Double) -> Ground {
    let way = place(at: min(station + 40, length)) - place(at: max(station - 40, 0))
    return way * (1 / max(way.length, 1e-9))
  }

  private func segment(at station: Double) -> Int {
    let above = stations.firstIndex { $0 > station } ?? stations.count - 1
    return min(max(above - 1, 0), points.count - 2)
  }

  /// The line with its corners rounded: a moving mean over `reach` corners each way.
  func smoothed(reach: Int) -> Polyline {
    Polyline(
      points.indices.map { i in
        // The window shrinks towards the ends, so that the ends stay where they are.
        let n = min(reach, i, points.count - 1 - i)
        let sum = points[(i - n)...(i + n)].reduce(Ground(east: 0, south: 0), +)
        return sum * (1 / Double(2 * n + 1))
      })
  }
}
