import Foundation
import GeoFiles
import RasterGrid

/// Lays an image that is seen through rational polynomials out on a map.
struct OrthoGrid {
  /// North-up, in the UTM zone of the image's middle, snapped to whole pixels, over all of the image.
  var grid: Grid
  /// The middle of the image in degrees.
  var middle: MapPoint
  /// How many metres a place moves, at most, where the ground is 100 m higher than assumed.
  var metresPer100: Double

  /// What an image is.
  struct Image {
    /// Columns and rows.
    var width, height: Int
    /// The nominal side of a pixel in metres.
    var pixel: Double
    /// What messages call its polynomials.
    var file: String
  }

  /// Steps along a side of the image: between them its bent outline is all but straight.
  private static let stepsPerSide = 16
  /// How much larger or smaller than nominal pixels may be: between the middle and the end of the
  /// widest swath they differ by half.
  private static let pixelRatio = 0.5...2.0
  /// What 100 m of height may move a place by, in metres: the view of a satellite tilted by 60 degrees.
  private static let mostMetresPer100 = 175.0
  /// Metres that the ground of an elevation model may lie above or below `height`, for leaving room.
  private static let relief = 1_500.0

  /// The layout at `height` metres; with `hasRelief` there is room for hills at the edges. Refuses
  /// polynomials that put the image nowhere, or pixels of the wrong size.
  init(
    _ polynomials: RationalPolynomials, of image: Image, height: Double, hasRelief: Bool
  ) throws {
    func refusal(_ what: String) -> Refusal {
      Refusal(
        .badInput, "its coefficients \(what)", subject: image.file,
        advice: "fetch the product again, and check that RPB and XML belong together")
    }
    let outline = Self.outline(image)
    let middlePixel = MapPoint(x: Double(image.width) / 2, y: Double(image.height) / 2)
    func ground(at height: Double) throws -> [MapPoint] {
      let transform = try ImageTransform(polynomials, height: .mean(height))
      let pixels = outline + [middlePixel]
      let places = transform.ground(pixels).compactMap { $0 }
      guard places.count == pixels.count,
        places.allSatisfy({ abs($0.x) <= 180 && abs($0.y) < 84 })  // where UTM ends
      else { throw refusal("put the image nowhere") }
      return places
    }
    let places = try ground(at: height)
    middle = places[places.count - 1]
    let crs = Self.utm(of: middle)
    let toMap = try CoordinateTransform(from: .wgs84, to: crs)
    let points = try toMap.transform(places)
    let raised = try toMap.transform(try ground(at: height + 100))
    let moves = zip(points, raised).map { hypot($0.x - $1.x, $0.y - $1.y) }
    metresPer100 = moves.max() ?? 0
    guard metresPer100 <= Self.mostMetresPer100 else {
      throw refusal(
        String(format: "move places by %.0f m for 100 m of height, as no view does", metresPer100))
    }

    let ring = points.dropLast()
    let area = Self.area(Array(ring))
    let side = (area / Double(image.width) / Double(image.height)).squareRoot()
    guard Self.pixelRatio.contains(side / image.pixel) else {
      throw refusal(
        String(format: "give pixels of %.1f m where the camera's are %g m", side, image.pixel))
    }
    let room = hasRelief ? metresPer100 * Self.relief / 100 : 0
    grid = Self.grid(around: Array(ring), room: room, pixel: image.pixel, crs)
    // A ring folded over itself has little area and long sides.
    guard Double(grid.width) * Double(grid.height) * grid.pixelArea < 4 * area + 64 * room * room
    else { throw refusal("fold the image over itself") }
  }

  private static func outline(_ image: Image) -> [MapPoint] {
    let (width, height) = (Double(image.width), Double(image.height))
    let corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
    return zip(corners, corners.dropFirst()).flatMap { from, to in
      (0..<stepsPerSide).map { step in
        let t = Double(step) / Double(stepsPerSide)
        return MapPoint(x: from.0 + t * (to.0 - from.0), y: from.1 + t * (to.1 - from.1))
      }
    }
  }

  /// The zone of the Universal Transverse Mercator on WGS 84.
  private static func utm(of place: MapPoint) -> CoordinateSystem {
    let zone = min(60, max(1, Int((place.x + 180) / 6) + 1))
    return CoordinateSystem("EPSG:\((place.y < 0 ? 32_700 : 32_600) + zone)")
  }

  /// The area inside a ring (Gauss's shoelace formula).
  private static func area(_ ring: [MapPoint]) -> Double {
    let next = ring.dropFirst() + ring.prefix(1)
    return abs(zip(ring, next).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
  }

  private static func grid(
    around points: [MapPoint], room: Double, pixel: Double, _ crs: CoordinateSystem
  ) -> Grid {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    func low(_ values: [Double]) -> Double {
      (((values.min() ?? 0) - room) / pixel).rounded(.down) * pixel
    }
    func high(_ values: [Double]) -> Double {
      (((values.max() ?? 0) + room) / pixel).rounded(.up) * pixel
    }
    return Grid(
      width: Int(((high(xs) - low(xs)) / pixel).rounded()),
      height: Int(((high(ys) - low(ys)) / pixel).rounded()),
      affine: Affine(originX: low(xs), originY: high(ys), pixel: pixel), crs: crs)
  }
}
