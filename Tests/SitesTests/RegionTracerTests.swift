import RasterGrid
import Sites
import Testing

@Suite("Region tracer")
struct RegionTracerTests {
  private func trace(_ mask: Mask) -> [PixelPolygon] { RegionTracer.polygons(of: mask.runs) }

  @Test("draws nothing round nothing")
  func nothing() { #expect(RegionTracer.polygons(of: []).isEmpty) }

  @Test("draws a square round one pixel, down first")
  func onePixel() {
    #expect(
      trace(Mask("...", ".#.", "...")) == [
        PixelPolygon(exterior: ring((1, 1), (1, 2), (2, 2), (2, 1)))
      ])
  }

  @Test("draws a rectangle at the edge of the image with four corners")
  func imageEdge() {
    #expect(
      trace(Mask("###", "###")) == [
        PixelPolygon(exterior: ring((0, 0), (0, 2), (3, 2), (3, 0)))
      ])
  }

  @Test("draws a hole the other way round")
  func hole() {
    #expect(
      trace(Mask("###", "#.#", "###")) == [
        PixelPolygon(
          exterior: ring((0, 0), (0, 3), (3, 3), (3, 0)),
          holes: [ring((1, 1), (2, 1), (2, 2), (1, 2))])
      ])
  }

  @Test("makes two polygons of two pixels that touch at a corner")
  func diagonal() {
    #expect(
      trace(Mask("#.", ".#")) == [
        PixelPolygon(exterior: ring((0, 0), (0, 1), (1, 1), (1, 0))),
        PixelPolygon(exterior: ring((1, 1), (1, 2), (2, 2), (2, 1))),
      ])
    #expect(
      trace(Mask(".#", "#.")) == [
        PixelPolygon(exterior: ring((1, 0), (1, 1), (2, 1), (2, 0))),
        PixelPolygon(exterior: ring((0, 1), (0, 2), (1, 2), (1, 1))),
      ])
  }

  @Test("cuts a ring where the ends of a C touch at a corner: a hole that touches the exterior")
  func touchingC() {
    // The pixels at (2, 0) and (3, 1) touch at corner (3, 1) and hang together round the hole.
    #expect(
      trace(Mask("###.", "#..#", "#..#", "####")) == [
        PixelPolygon(
          exterior: ring((0, 0), (0, 4), (4, 4), (4, 1), (3, 1), (3, 0)),
          holes: [ring((1, 1), (3, 1), (3, 3), (1, 3))])
      ])
  }

  @Test("cuts holes that touch at a corner apart")
  func touchingHoles() {
    #expect(
      trace(Mask("####", "#.##", "##.#", "####")) == [
        PixelPolygon(
          exterior: ring((0, 0), (0, 4), (4, 4), (4, 0)),
          holes: [
            ring((2, 2), (3, 2), (3, 3), (2, 3)), ring((1, 1), (2, 1), (2, 2), (1, 2)),
          ])
      ])
  }

  @Test("puts the pixel inside a diamond of holes into a polygon of its own")
  func diamond() {
    #expect(
      trace(Mask("#####", "##.##", "#.#.#", "##.##", "#####")) == [
        PixelPolygon(
          exterior: ring((0, 0), (0, 5), (5, 5), (5, 0)),
          holes: [
            ring(
              (2, 1), (3, 1), (3, 2), (4, 2), (4, 3), (3, 3),
              (3, 4), (2, 4), (2, 3), (1, 3), (1, 2), (2, 2))
          ]),
        PixelPolygon(exterior: ring((2, 2), (2, 3), (3, 3), (3, 2))),
      ])
  }

  @Test("does not mind the order of runs, runs cut in two, or runs told twice")
  func anyRuns() {
    let mask = Mask(width: 12, height: 12, density: 0.6, seed: 3)
    var cut: [PixelRun] = []
    for run in mask.runs.reversed() {
      cut.append(run)
      cut += run.columns.map { PixelRun(row: run.row, columns: $0..<($0 + 1)) }
    }
    #expect(RegionTracer.polygons(of: cut) == trace(mask))
  }

  @Test(
    "obeys the laws of outlines on random masks",
    arguments: [0.2, 0.4, 0.5, 0.6, 0.7, 0.85, 0.95])
  func laws(density: Double) {
    for seed in 0..<40 as Range<UInt64> {
      let mask = Mask(
        width: 3 + Int(seed % 15), height: 3 + Int(seed % 11), density: density, seed: seed)
      let polygons = trace(mask)
      #expect(polygons.map(\.area).reduce(0, +) == mask.count, "\(mask)")
      // Each polygon fills exactly one 4-connected part: this sees a hole given to the wrong one.
      let filled = polygons.map { Mask(inside: [$0.exterior] + $0.holes, like: mask) }
      #expect(filled == mask.parts, "\(mask)")
      for polygon in polygons {
        #expect(PixelPolygon.signedArea(of: polygon.exterior) > 0)
        #expect(polygon.holes.allSatisfy { PixelPolygon.signedArea(of: $0) < 0 })
        for ring in [polygon.exterior] + polygon.holes {
          #expect(Set(ring).count == ring.count, "a corner twice in a ring of\n\(mask)")
          #expect(turnsEverywhere(ring), "a corner without a turn in\n\(mask)")
        }
      }
    }
  }

  /// Whether edges are horizontal and vertical by turns, all with a length.
  private func turnsEverywhere(_ ring: [PixelCorner]) -> Bool {
    let edges = zip(ring, ring.dropFirst() + ring.prefix(1)).map { a, b in
      (dx: b.column - a.column, dy: b.row - a.row)
    }
    return zip(edges, edges.dropFirst() + edges.prefix(1)).allSatisfy { a, b in
      (a.dx == 0) != (a.dy == 0) && (a.dx == 0) == (b.dy == 0) && (b.dx == 0) != (b.dy == 0)
    }
  }

  @Test("does not mind where the grid begins")
  func farAway() {
    let runs = [PixelRun(row: -3, columns: -5..<(-2)), PixelRun(row: 1_000_000, columns: 7..<8)]
    #expect(
      RegionTracer.polygons(of: runs) == [
        PixelPolygon(exterior: ring((-5, -3), (-5, -2), (-2, -2), (-2, -3))),
        PixelPolygon(
          exterior: ring((7, 1_000_000), (7, 1_000_001), (8, 1_000_001), (8, 1_000_000))),
      ])
  }
}

@Suite("Interior pixel")
struct InteriorPixelTests {
  @Test("is the middle of the longest run")
  func longest() {
    let mask = Mask("##....", "#.###.", "#.....")
    #expect(RegionTracer.interiorPixel(of: mask.runs) == Pixel(column: 3, row: 1))
  }

  @Test("is near the centroid among runs of one length")
  func centroid() {
    let mask = Mask("###", "###", "###")
    #expect(RegionTracer.interiorPixel(of: mask.runs) == Pixel(column: 1, row: 1))
  }

  @Test("is the first in reading order among equals")
  func readingOrder() {
    #expect(RegionTracer.interiorPixel(of: Mask("#.#").runs) == Pixel(column: 0, row: 0))
    #expect(RegionTracer.interiorPixel(of: Mask("#", ".", "#").runs) == Pixel(column: 0, row: 0))
  }

  @Test("sees a run that a seam cuts in two as one")
  func seam() {
    let runs = [
      PixelRun(row: 0, columns: 0..<4), PixelRun(row: 1, columns: 0..<3),
      PixelRun(row: 1, columns: 3..<6),
    ]
    #expect(RegionTracer.interiorPixel(of: runs) == Pixel(column: 2, row: 1))
  }

  @Test("is nowhere where there is no pixel")
  func nothing() { #expect(RegionTracer.interiorPixel(of: []) == nil) }

  @Test("lies on a pixel of the region, whatever its shape", arguments: 0..<50 as Range<UInt64>)
  func inside(seed: UInt64) throws {
    var mask = Mask(width: 15, height: 9, density: 0.3, seed: seed)
    mask.rows[4][7] = true
    let pixel = try #require(RegionTracer.interiorPixel(of: mask.runs))
    #expect(mask.rows[pixel.row][pixel.column])
  }
}
