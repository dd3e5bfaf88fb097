import RasterGrid
import Scenes

/// What was measured on the pixels of a suspicious region.
struct Measures: Sendable {
  /// How many pixels.
  var pixels = 0
  /// How many of them have a reason for doubt on either date.
  var doubtful = 0
  /// How many of them a shift between the dates explains.
  var explained = 0
  /// All reasons together.
  var reasons: MaskReasons = []
  /// The score by the rule.
  var score = ExactSum()
  /// The chance that it is real, where a model gives one: no score lowers or raises that.
  var chance: Double?
  /// The magnitude of the change.
  var change = ExactSum()
  /// How much of it each date of a stack shows; empty where two dates are compared.
  var looks: [LookCount] = []
  /// Each index of the rules, before and after.
  var indices: [(before: ExactSum, after: ExactSum)]

  init(indexCount: Int) { indices = Array(repeating: (ExactSum(), ExactSum()), count: indexCount) }

  /// Takes in what was measured on more pixels.
  mutating func add(_ other: Measures) {
    pixels += other.pixels
    doubtful += other.doubtful
    explained += other.explained
    reasons.formUnion(other.reasons)
    score.add(other.score)
    change.add(other.change)
    for i in looks.indices {
      looks[i].observed += other.looks[i].observed
      looks[i].anomalous += other.looks[i].anomalous
    }
    for i in indices.indices {
      indices[i].before.add(other.indices[i].before)
      indices[i].after.add(other.indices[i].after)
    }
  }
}

/// The part of a suspicious region that lies in one tile; or, once joined, the whole of it.
struct RegionPart: Sendable {
  /// The rule, as its place in the compiled rules.
  var rule: Int
  /// The pixels, in coordinates of the analysis grid.
  var runs: [PixelRun]
  /// What was measured on them.
  var measures: Measures
}

/// What a worker found in one tile.
struct TileFindings: Sendable {
  /// Regions that touch no edge of the tile: complete, and large enough to be kept.
  var whole: [RegionPart] = []
  /// Parts that may go on in the next tile.
  var open: [RegionPart] = []
  /// The tile.
  var window: PixelWindow
  /// How many pixels inside the region each rule could judge.
  var observed: [Int]
  /// How many pixels of the tile lie inside the region.
  var considered = 0
}
