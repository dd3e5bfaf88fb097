import GeoFiles
import RasterGrid
import Scenes
import Sites

/// Makes candidates of whole regions: outline, place, area, score and identity. One belongs to each
/// worker, because its outlines do.
struct CandidateMaker: ~Copyable {
  private let plan: AnalysisPlan
  private let outlines: RegionOutline

  /// What remains of the score of a region that lies wholly in doubt. Masks never delete a site,
  /// but a clear one of the same strength goes first; and alone, doubt stays under a half.
  private static let doubtfulShare = 0.45

  init(_ plan: AnalysisPlan) throws {
    self.plan = plan
    outlines = try RegionOutline(on: plan.reading.grid)
  }

  /// The candidate of a region; nil where it does not reach its rule's minimum.
  func candidate(of region: RegionPart) throws -> Candidate? {
    guard plan.mayKeep(pixels: region.measures.pixels, by: region.rule) else { return nil }
    let rule = plan.compiled.rules[region.rule]
    let outline = try outlines.place(of: region.runs)
    if case .area(let least) = rule.minimum, outline.area < least { return nil }
    let place =
      try plan.request.options.simplification.flatMap {
        try OutlineSimplifier(at: outline.point, metres: $0).simplify(outline)
      } ?? outline
    let scenes = ScenePair(
      before: reference(plan.request.before), after: reference(plan.request.after))
    let name = plan.request.region?.name
    return Candidate(
      id: CandidateID.make(
        region: name, kind: rule.kind, before: scenes.before.id, after: scenes.after.id,
        geometry: outline.geometry),
      rule: rule.label, score: score(of: region, rule, area: outline.area), place: place,
      scenes: scenes,
      evidence: evidence(of: region.measures),
      provenance: CandidateProvenance(region: name, software: Software.signature))
  }

  private func reference(_ scene: Scene) -> SceneReference {
    SceneReference(id: scene.id, time: scene.acquired?.text)
  }

  /// The mean of the pixels' scores, lowered by doubt; 1 where nothing scores them. A prepared scan lowers
  /// what is small, by rules that say so. A chance that was fitted stands: doubt and slivers were among what it was fitted to.
  private func score(of region: RegionPart, _ rule: Rule, area: Double) -> Double {
    if let chance = region.measures.chance { return chance }
    let mean = region.measures.score.mean ?? (rule.score == nil ? 1 : 0)
    let doubt = 1 - region.measures.clearFraction
    let size = plan.request.preparation.ranksBySize ? rule.label.sizeShare(of: area) : 1
    let clear = min(max(mean, 0), 1) * size * (1 - doubt * (1 - Self.doubtfulShare))
    guard let registration = plan.request.preparation.registration else { return clear }
    return clear * registration.scoreShare(of: region.measures)
  }

  private func evidence(of measures: Measures) -> CandidateEvidence {
    var reasons = measures.reasons
    if plan.request.preparation.registration?.explains(measures) == true {
      reasons.insert(.registration)
    }
    let indices = zip(plan.compiled.evidence.indices, measures.indices).map { index, sums in
      IndexEvidence(name: index.name, before: sums.before.mean, after: sums.after.mean)
    }
    return CandidateEvidence(
      pixels: measures.pixels, clearFraction: measures.clearFraction,
      maskReasons: reasons.names, change: measures.change.mean, indices: indices)
  }
}

extension GeoMultiPolygon {
  /// Polygons from rings of longitude and latitude, the exterior first.
  init(rings polygons: [[[MapPoint]]]) {
    self.init(
      polygons: polygons.map { rings in
        GeoPolygon(
          exterior: rings[0].map(GeoPoint.init),
          holes: rings.dropFirst().map { $0.map(GeoPoint.init) })
      })
  }
}

extension Measures {
  /// The share of pixels without any reason for doubt.
  fileprivate var clearFraction: Double {
    pixels == 0 ? 1 : 1 - Double(doubtful) / Double(pixels)
  }
}

extension GeoPoint {
  /// A point of longitude and latitude.
  init(_ point: MapPoint) { self.init(longitude: point.x, latitude: point.y) }
}
