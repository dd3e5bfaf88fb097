import GeoFiles

/// What one scene showed: its record, its candidates, and how clear each part of the region was.
///
/// It travels between processes as JSON and is checked where it comes in.
public struct SceneObservation: Codable, Hashable, Sendable {
  /// The scene.
  public var scene: SceneRecord
  /// What was suspicious on it, in any order; empty is an answer too.
  public var candidates: [ObservedCandidate]
  /// How clear each cell of the region was, in any order; cells that it does not cover may be left out.
  public var cells: [CellClarity]

  /// An observation from its parts.
  public init(scene: SceneRecord, candidates: [ObservedCandidate], cells: [CellClarity] = []) {
    self.scene = scene
    self.candidates = candidates
    self.cells = cells
  }

  /// The same in the one order in which it is stored and hashed.
  var canonical: SceneObservation {
    var sorted = self
    sorted.scene.inputs.sort { $0.path < $1.path }
    sorted.scene.treatment.references.sort()
    sorted.candidates.sort { $0.id < $1.id }
    sorted.cells.sort { $0.cell < $1.cell }
    return sorted
  }

  /// Refuses what cannot be true, and outlines that cannot be united with others.
  func check() throws {
    try scene.check()
    for candidate in candidates {
      try candidate.check()
      guard try PolygonSimplifier.isValid(candidate.place.geometry.closedRings) else {
        throw Refusal(
          .badInput, "its outline crosses itself", subject: "candidate \(candidate.id)")
      }
    }
    guard Set(candidates.map(\.id)).count == candidates.count,
      Set(cells.map(\.cell)).count == cells.count
    else {
      throw Refusal(
        .badInput, "tells of one candidate or cell twice", subject: "scene \(scene.id)")
    }
    guard cells.allSatisfy({ (0...1).contains($0.clearShare) }) else {
      throw Refusal(
        .badInput, "a clear share is not within 0 to 1", subject: "scene \(scene.id)")
    }
  }
}

/// A cell of the grid on which the catalogue counts how long nobody has seen the ground: a hundredth of a degree
/// each way, about 1 km2 in a county of China.
public struct Cell: Codable, Hashable, Sendable, Comparable {
  /// Cells east of Greenwich.
  public var column: Int
  /// Cells north of the equator.
  public var row: Int

  /// Cells in a degree.
  public static let perDegree = 100.0

  /// The cell of a column and a row.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// The cell that holds a point in degrees of WGS 84; both must be finite.
  public init(longitude: Double, latitude: Double) {
    column = Int((longitude * Self.perDegree).rounded(.down))
    row = Int((latitude * Self.perDegree).rounded(.down))
  }

  /// Row by row from the south-west.
  public static func < (a: Cell, b: Cell) -> Bool { (a.row, a.column) < (b.row, b.column) }
}

/// How clear a scene was over one cell.
public struct CellClarity: Codable, Hashable, Sendable {
  /// The cell.
  public var cell: Cell
  /// The share of the region's pixels in it, from 0 to 1, that were seen clear.
  public var clearShare: Double

  /// A cell's share.
  public init(cell: Cell, clearShare: Double) {
    self.cell = cell
    self.clearShare = clearShare
  }
}

/// What another scene says of the pixels of a candidate, measured against the candidate's own reference.
public struct CandidateLook: Codable, Hashable, Sendable {
  /// The candidate.
  public var candidate: String
  /// The scene that looked.
  public var scene: String
  /// The share of the candidate's pixels, from 0 to 1, that the scene saw clear.
  public var clearShare: Double
  /// The share of those, from 0 to 1, that were still suspicious by the candidate's rule.
  public var anomalousShare: Double
  /// The mean of the rule's first index over the clear pixels; nil where it was not measured.
  public var value: Double?

  /// A look from what it measured.
  public init(
    candidate: String, scene: String, clearShare: Double, anomalousShare: Double,
    value: Double? = nil
  ) {
    self.candidate = candidate
    self.scene = scene
    self.clearShare = clearShare
    self.anomalousShare = anomalousShare
    self.value = value
  }

  /// Refuses shares that are none.
  func check() throws {
    guard (0...1).contains(clearShare), (0...1).contains(anomalousShare), value?.isFinite ?? true
    else {
      throw Refusal(
        .badInput, "a share is not within 0 to 1 or a value is not finite",
        subject: "look of \(scene) at \(candidate)")
    }
  }
}
