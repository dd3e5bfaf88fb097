import Foundation
import Testing

@testable import SceneSimulator

@Suite("Events")
struct EventTests {
  private let simulation: Simulation

  init() throws { simulation = try committed.get() }

  @Test("are of every built-in kind, seen", arguments: EventKind.allCases)
  func kinds(kind: EventKind) {
    #expect(simulation.events.contains { $0.kind == kind && $0.isVisible })
  }

  @Test("are hidden once, and that under the cloud")
  func hidden() throws {
    let hidden = simulation.events.filter { !$0.isVisible }
    #expect(hidden.count == 1)
    let event = try #require(hidden.first)
    let cloud = try #require(simulation.after.cloud)
    // Less than a sixth of the ground's light gets through at optical depth 1.8.
    #expect(event.outline.ring.allSatisfy { cloud.depth(at: $0) > 1.8 })
  }

  @Test("cover at least 25 pixels, within the scene and apart from each other")
  func sizes() {
    let extent = simulation.landscape.terrain.extent
    for (i, event) in simulation.events.enumerated() {
      #expect(abs(event.outline.signedArea) >= 2500)
      #expect(
        event.outline.ring.allSatisfy {
          (0...extent).contains($0.east) && (0...extent).contains($0.south)
        })
      for other in simulation.events[(i + 1)...] {
        #expect(!other.outline.ring.contains { event.outline.contains($0) })
      }
    }
  }

  @Test("keep clear of cloud and shadow where they are seen")
  func clear() throws {
    let cloud = try #require(simulation.after.cloud)
    for event in simulation.events where event.isVisible {
      for place in event.outline.ring {
        #expect(cloud.depth(at: place) < 0.01)
        #expect(cloud.depthTowardsSun(at: place, sun: simulation.after.sun) < 0.01)
      }
    }
  }

  @Test("take the land that their kind takes")
  func land() {
    for event in simulation.events {
      let core = places(inside: event.outline, depth: 5, step: 10)
      let before = core.map { simulation.landscape.surface(at: $0, in: .earlyAutumn) }
      let share = { (isRight: (Surface) -> Bool) in
        Double(before.count(where: isRight)) / Double(max(core.count, 1))
      }
      switch event.kind {
      case .waterLost, .turbidDischarge: #expect(share { $0 == .river } > 0.95)
      case .algalBloom: #expect(share { $0 == .reservoir } > 0.95)
      case .blackOdorousWater: #expect(share { $0 == .pond } > 0.95)
      case .landClearing: #expect(share { $0 == .forest || $0 == .bamboo } > 0.7)
      case .waterGained, .construction, .burning: #expect(share(\.isWater) < 0.05)
      }
    }
  }

  /// What the core of an event of each kind is made of.
  private static let materials: [EventKind: Set<Material>] = [
    .waterLost: [.bareSoil],
    .turbidDischarge: [.turbidWater], .blackOdorousWater: [.blackOdorousWater],
    .algalBloom: [.algalBloom], .landClearing: [.bareSoil],
    .construction: [.brightRoof, .blueSteelRoof], .burning: [.burning, .burnScar],
  ]

  @Test("have the spectrum of their kind at their core", arguments: EventKind.allCases)
  func spectra(kind: EventKind) throws {
    let painter = Painter(
      landscape: simulation.landscape, date: simulation.after, seed: simulation.seed)
    let event = try #require(simulation.events.first { $0.kind == kind && $0.isVisible })
    let core = places(inside: event.outline, depth: 12, step: 8)
    var counts: [Material: Int] = [:]
    for place in core { counts[nearest(to: painter.spectrum(at: place)), default: 0] += 1 }
    guard let expected = Self.materials[kind] else {
      // The new pond holds ordinary water: dark, and darker still beyond the visible light.
      let wet = core.map { painter.spectrum(at: $0) }
        .count { $0[.green] > 2 * $0[.swir16] && $0[.green] < 0.12 && $0[.nir] < 0.08 }
      #expect(wet == core.count)
      return
    }
    let right = expected.reduce(0) { $0 + counts[$1, default: 0] }
    #expect(Double(right) > 0.6 * Double(core.count), "\(counts)")
    if kind == .burning || kind == .construction {
      #expect(expected.allSatisfy { counts[$0, default: 0] * 10 > core.count }, "\(counts)")
    }
  }

  /// The material with the smallest spectral angle; of two that look alike, the nearer one.
  private func nearest(to spectrum: Spectrum) -> Material {
    func difference(_ material: Material) -> Double {
      let reference = material.spectrum
      return Band.allCases.reduce(0) { sum, band in
        let a = Double(max(spectrum[band], 0.001))
        return sum + abs(log(a / Double(reference[band])))
      }
    }
    return Material.allCases.min { difference($0) < difference($1) } ?? .cloud
  }
}
