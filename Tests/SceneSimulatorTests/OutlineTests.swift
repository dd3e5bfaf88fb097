import Testing

@testable import SceneSimulator

@Suite("Outline")
struct OutlineTests {
  @Test("has the area of its rectangle and holds its middle, not its surroundings")
  func rectangle() {
    let box = Outline.rectangle(
      Ground(east: 500, south: 700), length: 200, width: 60, heading: 0.4)
    #expect(abs(box.signedArea - 12_000) < 1e-6)
    #expect(box.contains(Ground(east: 500, south: 700)))
    let frame = Frame(origin: Ground(east: 500, south: 700), heading: 0.4)
    #expect(box.contains(frame.ground(along: 99, across: -29)))
    #expect(!box.contains(frame.ground(along: 101, across: 0)))
    #expect(!box.contains(frame.ground(along: 0, across: 31)))
  }

  @Test("stops a blob where it is not allowed")
  func allowed() {
    let centre = Ground(east: 0, south: 0)
    let blob = Outline.blob(
      centre, radius: 100, rough: Noise(seed: 1, .eventShapes), allowed: { $0.east < 40 })
    #expect(blob.ring.allSatisfy { $0.east < 40 })
    #expect(blob.upperLeft.east < -50)
    // About the circle of its radius, less the segment beyond the limit.
    #expect((15_000...35_000).contains(blob.signedArea))
  }

  @Test("turns coordinates into a frame and back")
  func frame() {
    let frame = Frame(origin: Ground(east: 3, south: -8), heading: 2.2)
    let there = frame.ground(along: 12, across: -5)
    let local = frame.local(there)
    #expect(abs(local.along - 12) < 1e-9)
    #expect(abs(local.across + 5) < 1e-9)
  }
}
