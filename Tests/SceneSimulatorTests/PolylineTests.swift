import Testing

@testable import SceneSimulator

@Suite("Polyline")
struct PolylineTests {
  /// 300 m to the east, then 400 m to the south.
  private let line = Polyline([
    Ground(east: 0, south: 0), Ground(east: 300, south: 0), Ground(east: 300, south: 400),
  ])

  @Test("counts along its corners")
  func stations() {
    #expect(line.length == 700)
    #expect(line.place(at: 150) == Ground(east: 150, south: 0))
    #expect(line.place(at: 500) == Ground(east: 300, south: 200))
  }

  @Test("tells right from left: right of a line to the east is the south")
  func sides() {
    let right = line.nearest(to: Ground(east: 100, south: 30))
    #expect(right.station == 100)
    #expect(right.offset == 30)
    let left = line.nearest(to: Ground(east: 350, south: 100))
    #expect(left.station == 400)
    #expect(left.offset == -50)
  }

  @Test("keeps its ends when its corners are rounded, and never gets longer")
  func smoothing() {
    let zigzag = Polyline(
      (0..<20).map { Ground(east: Double($0) * 10, south: Double($0 % 2) * 10) })
    let smooth = zigzag.smoothed(reach: 3)
    #expect(smooth.points.first == zigzag.points.first)
    #expect(smooth.points.last == zigzag.points.last)
    #expect(smooth.length < zigzag.length)
  }
}
