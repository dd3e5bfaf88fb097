import Foundation
import Testing

@testable import PixelKernels

@Suite("A Potts model")
struct PottsModelTests {
  /// A field of sizes with its levels.
  private struct Field {
    var width: Int
    var sizes: [Float]
    var labels: [UInt8]

    var levels: [UInt16] {
      var levels = [UInt16](repeating: 0, count: sizes.count)
      var span = levels.mutableSpan
      let squares = sizes.map { $0 * $0 }
      ChangeLevel.encode(squares.span, into: &span)
      return levels
    }

    /// A block of changes of 8 x 8 in noise, both with sizes that are strewn over their class.
    init(width: Int, height: Int) {
      self.width = width
      var state: UInt64 = 3
      func uniform() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(state >> 40) / Float(1 << 24)
      }
      sizes = (0..<width * height).map { i in
        let isInside = (4..<12).contains(i % width) && (4..<12).contains(i / width)
        return isInside ? 3 + 9 * uniform() : 1 + 4 * uniform()
      }
      labels = sizes.map { $0 > 4.5 ? 1 : 0 }
      sizes[0] = .nan
      labels[0] = ChangeLabel.unknown
    }

    func counts(of label: UInt8) -> LevelCounts {
      var counts = LevelCounts()
      for (level, own) in zip(levels, labels) where own == label { counts.move(level, by: 1) }
      return counts
    }
  }

  /// One sweep as the paper has it, in Double, pixel by pixel; nil where the class is a toss-up.
  private func twin(_ field: Field, beta: Double) -> [UInt8?] {
    let height = field.sizes.count / field.width
    func normal(_ label: UInt8) -> (mean: Double, deviation: Double) {
      let values = zip(field.sizes, field.labels).filter { $0.1 == label }.map {
        log(1 + Double($0.0))
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      return (mean, variance.squareRoot())
    }
    let classes = [normal(0), normal(1)]
    return field.labels.indices.map { i in
      guard field.labels[i] != ChangeLabel.unknown else { return ChangeLabel.unknown }
      var neighbours = [0.0, 0]
      for row in max(0, i / field.width - 1)...min(height - 1, i / field.width + 1) {
        for column in max(0, i % field.width - 1)...min(field.width - 1, i % field.width + 1) {
          let other = row * field.width + column
          guard other != i, field.labels[other] != ChangeLabel.unknown else { continue }
          neighbours[Int(field.labels[other])] += 1
        }
      }
      // Below the lower mean, and above the place where the parabola of the odds turns, they stay.
      let precision = classes.map { 1 / ($0.deviation * $0.deviation) }
      let turn =
        (precision[1] * classes[1].mean - precision[0] * classes[0].mean)
        / (precision[1] - precision[0])
      let highest = precision[1] > precision[0] ? turn : .infinity
      let value = min(max(log(1 + Double(field.sizes[i])), classes[0].mean), highest)
      let own = zip(classes, neighbours).map { normal, same in
        let z = (value - normal.mean) / normal.deviation
        return -z * z / 2 - log(normal.deviation) + beta * same / 2
      }
      return abs(own[0] - own[1]) < 0.05 ? nil : own[1] > own[0] ? 1 : 0
    }
  }

  private func swept(_ field: Field, by sweep: PottsSweep, _ rows: Range<Int>)
    -> PottsSweep.Result
  {
    let (levels, labels) = (field.levels, field.labels)
    return sweep.labels(
      of: rows, width: field.width, levels: levels.span, labels: labels.span)
  }

  @Test("gives each pixel the label that it is likelier to have", arguments: [0.5, 1, 2])
  func oneSweep(beta: Double) throws {
    let field = Field(width: 20, height: 17)
    let evidence = try #require(
      ChangeEvidence(changed: field.counts(of: 1), unchanged: field.counts(of: 0)))
    let sweep = PottsSweep(evidence: evidence, beta: Float(beta))
    let found = swept(field, by: sweep, 0..<17)
    var compared = 0
    for (ours, theirs) in zip(found.labels, twin(field, beta: beta)) {
      guard let theirs else { continue }
      compared += 1
      #expect(ours == theirs)
    }
    #expect(compared > 300)
    #expect(found.flips.count == zip(found.labels, field.labels).count { $0 != $1 })
  }

  @Test("gives the same whether rows come at once or in pieces")
  func pieces() throws {
    let field = Field(width: 20, height: 17)
    let evidence = try #require(
      ChangeEvidence(changed: field.counts(of: 1), unchanged: field.counts(of: 0)))
    let sweep = PottsSweep(evidence: evidence, beta: 1)
    let parts = [0..<5, 5..<6, 6..<17].flatMap { swept(field, by: sweep, $0).labels }
    #expect(swept(field, by: sweep, 0..<17).labels == parts)
  }

  @Test("never takes a larger change for less likely")
  func monotone() throws {
    let field = Field(width: 20, height: 17)
    let evidence = try #require(
      ChangeEvidence(changed: field.counts(of: 1), unchanged: field.counts(of: 0)))
    let known = evidence.nats.dropFirst()
    #expect(zip(known, known.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("has no evidence where a class is empty, or the changed one is the smaller")
  func noEvidence() {
    let field = Field(width: 20, height: 17)
    let (changed, unchanged) = (field.counts(of: 1), field.counts(of: 0))
    #expect(ChangeEvidence(changed: LevelCounts(), unchanged: unchanged) == nil)
    #expect(ChangeEvidence(changed: changed, unchanged: LevelCounts()) == nil)
    #expect(ChangeEvidence(changed: unchanged, unchanged: changed) == nil)
  }
}
