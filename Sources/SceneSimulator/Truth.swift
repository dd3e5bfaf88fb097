import GeoFiles
import RasterGrid
import Sites

/// What happened, where on the earth: what a detector's answer is compared with.
struct Truth {
  /// An event with its place on the ellipsoid.
  struct Occurrence {
    let event: Event
    /// Its outline, counter-clockwise and closed, as RFC 7946 (section 3.1.6) asks.
    let ring: [GeoPoint]
    /// Geodesic square metres.
    let area: Int
  }

  /// In the order of the simulation.
  let occurrences: [Occurrence]

  init(of simulation: Simulation) throws {
    occurrences = try simulation.events.map { try Occurrence($0, on: simulation.grid) }
  }

  /// The text of the truth file: a feature a line.
  var geoJSON: String {
    let features = occurrences.map(\.feature.description).joined(separator: ",\n")
    return "{\"type\":\"FeatureCollection\",\"features\":[\n\(features)\n]}\n"
  }
}

extension Truth.Occurrence {
  /// The place of an event on a fine grid.
  init(_ event: Event, on grid: Grid) throws {
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let places = event.outline.ring.map {
      grid.affine.map(column: $0.east / Sensor.pixel, row: $0.south / Sensor.pixel)
    }
    let corners = try transform.transform(places)
    let polygon = GeoPolygon(
      exterior: corners.map { GeoPoint(longitude: $0.x, latitude: $0.y) }
    ).rewound()
    self.init(
      event: event, ring: polygon.exterior + polygon.exterior.prefix(1),
      area: Int(Geodesic.area(of: corners).rounded()))
  }

  fileprivate var feature: JSONValue {
    feature(properties: [
      "kind": .string(event.kind.rawValue), "title": .string(event.title),
      "visible": .bool(event.isVisible), "area_m2": .int(area), "simulated": true,
    ])
  }

  /// Its outline with what there is to say of it.
  func feature(properties: JSONValue) -> JSONValue {
    let corners = ring.map { point in
      JSONValue.array([.rounded(point.longitude, places: 7), .rounded(point.latitude, places: 7)])
    }
    return [
      "type": "Feature", "properties": properties,
      "geometry": ["type": "Polygon", "coordinates": [.array(corners)]],
    ]
  }
}
