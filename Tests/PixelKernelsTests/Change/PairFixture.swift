@testable import PixelKernels

/// Small pairs whose bands hang together, of which a share changed; the same for the same seed.
struct PairFixture {
  var before: [[Float]]
  var after: [[Float]]

  var block: PairBlock { PairBlock(before: before, after: after) }

  init(count: Int, bands: Int, offset: Float = 0) {
    var state: UInt64 = 7
    func uniform() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24)
    }
    before = [[Float]](repeating: [], count: bands)
    after = before
    for i in 0..<count {
      let ground = uniform()
      let isChanged = i % 10 == 0
      for band in 0..<bands {
        let value = ground * Float(band + 1) + 0.3 * uniform()
        before[band].append(offset + value)
        after[band].append(offset + (isChanged ? 2 * uniform() : value + 0.1 * uniform()))
      }
    }
  }

  /// Means and covariances of all variables, by the definition, in Double; pixels of no weight are
  /// left out.
  func definition(weights: [Double]) -> (means: [Double], covariances: [[Double]]) {
    let variables = (before + after).map { $0.map(Double.init) }
    let pixels = weights.indices.filter { weights[$0] > 0 }
    let total = pixels.reduce(0) { $0 + weights[$1] }
    let means = variables.map { numbers in
      pixels.reduce(0) { $0 + weights[$1] * numbers[$1] } / total
    }
    let covariances = variables.indices.map { i in
      variables.indices.map { j in
        pixels.reduce(0) { sum, v in
          sum + weights[v] * (variables[i][v] - means[i]) * (variables[j][v] - means[j])
        } / total
      }
    }
    return (means, covariances)
  }
}
