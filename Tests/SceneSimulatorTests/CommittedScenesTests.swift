import Foundation
import GeoFiles
import RasterGrid
import Testing

@testable import SceneSimulator

@Suite("Committed scenes")
struct CommittedScenesTests {
  private let simulation: Simulation
  private let folder = packageRoot.appendingPathComponent("scenes/yongkang/simulated").path

  init() throws { simulation = try committed.get() }

  /// Pieces of the scene that are made again. A release build makes all of it; a debug build,
  /// some hundred times slower, makes a corner and a piece of each event.
  private var pieces: [PixelWindow] {
    #if DEBUG
      let corner = PixelWindow(column: 0, row: 0, width: 16, height: 16)
      return [corner]
        + simulation.events.map { window(around: $0.outline.middle, size: 16, of: simulation) }
    #else
      return [simulation.grid.window]
    #endif
  }

  @Test("are what the simulator makes, pixel for pixel")
  func pixels() throws {
    let plane = SamplePlane()
    for date in [simulation.before, simulation.after] {
      for piece in pieces {
        let made = simulation.picture(of: date, in: piece)
        let coarse = PixelWindow(
          column: piece.column / 2, row: piece.row / 2, width: piece.width / 2,
          height: piece.height / 2)
        for band in Band.allCases {
          let file = try RasterFile(
            opening: InputPath("\(folder)/\(date.moment.date)/\(band.file).tif"))
          try file.read(band: 1, window: band.isCoarse ? coarse : piece, as: .uint16, into: plane)
          #expect(made.bands[band] == Array(plane.samples(as: UInt16.self)), "\(band)")
        }
        let file = try RasterFile(opening: InputPath("\(folder)/\(date.moment.date)/SCL.tif"))
        try file.read(band: 1, window: coarse, as: .uint8, into: plane)
        #expect(made.classes == Array(plane.samples(as: UInt8.self)))
      }
    }
  }

  @Test("say in every file that they are simulated")
  func labels() throws {
    for date in [simulation.before, simulation.after] {
      let scene = "\(folder)/\(date.moment.date)"
      for name in Band.allCases.map(\.file) + ["SCL"] {
        let info = try RasterFile(opening: InputPath("\(scene)/\(name).tif")).info()
        #expect(info.metadata["TIFFTAG_IMAGEDESCRIPTION"]?.hasPrefix("simulated") == true)
        let pixel = try #require(info.grid?.affine.columnStepX)
        #expect(pixel == (["B02", "B03", "B04", "B08"].contains(name) ? 10 : 20))
        #expect(info.grid?.crs == CoordinateSystem("EPSG:32651"))
        #expect(info.bands.first?.nodata == 0)
      }
      let description = try String(contentsOfFile: "\(scene)/scene.yaml", encoding: .utf8)
      #expect(description.hasPrefix("# Simulated"))
      #expect(description.contains("acquired: \(date.moment.timestamp)\n"))
    }
    let page = try String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)
    #expect(page.split(separator: "\n").first?.contains("invented") == true)
  }

  @Test("have the truth beside them, as RFC 7946 wants it")
  func truth() throws {
    struct Collection: Decodable {
      struct Feature: Decodable {
        struct Properties: Decodable {
          let kind: String
          let visible: Bool
          let area_m2: Double
        }
        struct Geometry: Decodable {
          let type: String
          let coordinates: [[[Double]]]
        }
        let properties: Properties
        let geometry: Geometry
      }
      let features: [Feature]
    }
    let text = try String(contentsOfFile: "\(folder)/truth.geojson", encoding: .utf8)
    #expect(text == (try Truth(of: simulation)).geoJSON)
    let features = try JSONDecoder().decode(Collection.self, from: Data(text.utf8)).features
    #expect(Set(features.map(\.properties.kind)) == Set(EventKind.allCases.map(\.rawValue)))
    for feature in features {
      let ring = try #require(feature.geometry.coordinates.first)
      #expect(ring.first == ring.last)
      // Yongkang lies within 119.89-120.35 E and 28.76-29.11 N.
      #expect(
        ring.allSatisfy { (119.89...120.35).contains($0[0]) && (28.76...29.11).contains($0[1]) })
      // The shoelace on a sphere of 6371 km: counter-clockwise, and the area to half a per cent.
      let degree = 6_371_000 * Double.pi / 180
      let shoelace = zip(ring, ring.dropFirst()).reduce(0.0) { sum, pair in
        let (a, b) = pair
        return sum + ((a[0] - 120) * (b[1] - 28.9) - (b[0] - 120) * (a[1] - 28.9)) / 2
      }
      let area = shoelace * degree * degree * cos(28.9 * .pi / 180)
      #expect(abs(area / feature.properties.area_m2 - 1) < 0.005)
    }
  }
}
