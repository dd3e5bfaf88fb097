import GeoFiles
import RasterGrid
import Sites

/// Where regions of pixels lie on the ground. One belongs to each worker, because a coordinate transform does.
struct RegionOutline: ~Copyable {
  private let affine: Affine
  private let transform: CoordinateTransform

  /// Outlines of regions of a grid.
  init(on grid: Grid) throws {
    affine = grid.affine
    transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
  }

  /// Where the pixels are, by their edges: what identity and area are taken from, however the outline
  /// is drawn.
  func place(of runs: [PixelRun]) throws -> CandidatePlace {
    let polygons = try RegionTracer.polygons(of: runs).map { polygon in
      try ([polygon.exterior] + polygon.holes).map { ring in
        try transform.transform(
          ring.map { affine.map(column: Double($0.column), row: Double($0.row)) })
      }
    }
    guard let pixel = RegionTracer.interiorPixel(of: runs) else {
      preconditionFailure("a region holds at least one pixel")
    }
    let point = try transform.transform([
      affine.map(column: Double(pixel.column) + 0.5, row: Double(pixel.row) + 0.5)
    ])[0]
    let area = polygons.reduce(0.0) { total, rings in
      rings.dropFirst().reduce(total + Geodesic.area(of: rings[0])) { $0 - Geodesic.area(of: $1) }
    }
    return CandidatePlace(
      geometry: GeoMultiPolygon(rings: polygons).rewound(), point: GeoPoint(point), area: area)
  }
}
