/// Weighted means, variances and covariance of pairs.
struct Moments {
  var x = 0.0
  var y = 0.0
  var xx = 0.0
  var yy = 0.0
  var xy = 0.0

  init(_ pairs: [(x: Double, y: Double, weight: Double)]) {
    let total = pairs.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return }
    for pair in pairs {
      x += pair.weight / total * pair.x
      y += pair.weight / total * pair.y
    }
    for pair in pairs {
      let (dx, dy) = (pair.x - x, pair.y - y)
      xx += pair.weight / total * dx * dx
      yy += pair.weight / total * dy * dy
      xy += pair.weight / total * dx * dy
    }
  }

  /// Pearson's r; 0 where one of the two does not vary.
  var correlation: Double { xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0 }
}

extension NoChangeRegression.Line {
  /// The line that makes median and median absolute deviation agree; nil where one is flat.
  init?(robustlyFrom x: [Double], to y: [Double]) {
    func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let (centreX, centreY) = (middle(x), middle(y))
    let spreadX = middle(x.map { abs($0 - centreX) })
    let spreadY = middle(y.map { abs($0 - centreY) })
    guard spreadX > 0, spreadY > 0 else { return nil }
    gain = spreadY / spreadX
    offset = centreY - gain * centreX
    correlation = 0
  }

  /// The line from which the weighted squares of the distances at right angles are least; nil where the
  /// two do not rise together.
  init?(orthogonallyFrom x: [Double], to y: [Double], weights: [Double]) {
    let moments = Moments(x.indices.map { (x[$0], y[$0], weights[$0]) })
    guard moments.xy > 0 else { return nil }
    let difference = moments.yy - moments.xx
    let root = (difference * difference + 4 * moments.xy * moments.xy).squareRoot()
    gain = (difference + root) / (2 * moments.xy)
    offset = moments.y - gain * moments.x
    correlation = moments.correlation
  }
}
