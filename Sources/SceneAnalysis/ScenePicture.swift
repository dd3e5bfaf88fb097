import GeoFiles
import RasterGrid
import Scenes
import Sites
import Spectral

/// The later scene in natural colour with the outlines of the candidates: a look at a result, not
/// evidence.
public struct ScenePicture {
  private let grid: Grid
  /// Pixels of the grid a side of a picture's pixel, or the other way round.
  private let shrink: Int
  private let magnify: Int
  private let width, height: Int
  private let kinds: [String]
  private var sums: [SIMD4<Float>]

  /// About as many pixels a side as a page or a screen shows.
  private static let side = 1000
  private static let roles: [BandRole] = [.red, .green, .blue]

  /// Reads the later scene of a plan; refuses one without red, green and blue.
  public init(of plan: AnalysisPlan) throws {
    let scene = plan.request.after
    grid = plan.reading.grid
    kinds = plan.kinds
    let longest = max(grid.width, grid.height)
    shrink = max(1, (longest + Self.side - 1) / Self.side)
    magnify = max(1, Self.side / longest)
    width = (grid.width + shrink - 1) / shrink
    height = (grid.height + shrink - 1) / shrink
    sums = Array(repeating: .zero, count: width * height)
    var bands: [BandReference: BandPlan] = [:]
    for role in Self.roles {
      guard let source = scene.bands[role] else {
        throw Refusal(
          .badInput, "has no \(role.rawValue) band to draw", subject: scene.path,
          advice: "leave --picture out")
      }
      bands[BandReference(date: .after, role: role)] = BandPlan(
        source, on: grid, resampling: .bilinear)
    }
    let reader = TileReader(ReadPlan(grid: grid, bands: bands, masks: [:]))
    for window in plan.windows { try add(window, from: reader) }
  }

  /// Adds the pixels of a window to the picture's sums; the fourth number counts them.
  private mutating func add(_ window: PixelWindow, from reader: TileReader) throws {
    reader.move(to: window)
    var planes: [[Float]] = []
    for role in Self.roles {
      let band = try reader.band(BandReference(date: .after, role: role))
      var values = [Float](repeating: 0, count: window.area)
      var span = values.mutableSpan
      _ = band.samples.load(0..<window.area, band.calibration, into: &span)
      planes.append(values)
    }
    for row in window.rows {
      for column in window.columns {
        let i = (row - window.row) * window.width + column - window.column
        let colour = SIMD4(planes[0][i], planes[1][i], planes[2][i], 1)
        guard !(colour.x + colour.y + colour.z).isNaN else { continue }
        sums[row / shrink * width + column / shrink] += colour
      }
    }
  }

  /// The picture, with the outline of each candidate in the colour of its kind.
  public func drawn(with candidates: [Candidate]) throws -> PNGPicture {
    var picture = PNGPicture(width: width * magnify, height: height * magnify)
    let stretch = brightness()
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let sum = sums[row / magnify * width + column / magnify]
        guard sum.w > 0 else { continue }
        let shade = (0..<3).map { UInt8(min(max(sum[$0] / sum.w / stretch, 0), 1) * 255) }
        picture.set(column: column, row: row, to: (shade[0], shade[1], shade[2]))
      }
    }
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let scale = Double(magnify) / Double(shrink)
    for candidate in candidates.reversed() {
      let colour = colour(of: candidate.rule.kind)
      for ring in candidate.place.geometry.polygons.flatMap({ [$0.exterior] + $0.holes }) {
        let points = try transform.transform(
          ring.map { MapPoint(x: $0.longitude, y: $0.latitude) })
        let pixels = points.map { grid.affine.pixel($0) }.map {
          (column: $0.column * scale, row: $0.row * scale)
        }
        for (a, b) in zip(pixels, pixels.dropFirst() + pixels.prefix(1)) {
          picture.line(from: a, to: b, in: colour)
        }
      }
    }
    return picture
  }

  /// The reflectance shown as white: nineteen in twenty pixels are darker in every colour.
  private func brightness() -> Float {
    let brightest = sums.filter { $0.w > 0 }.map { max($0.x, $0.y, $0.z) / $0.w }.sorted()
    guard !brightest.isEmpty else { return 1 }
    return max(brightest[brightest.count * 19 / 20], .leastNormalMagnitude)
  }

  /// Colours that eyes with the common deficiencies tell apart (Okabe and Ito 2008), in the order of
  /// the rules.
  private func colour(of kind: String) -> (UInt8, UInt8, UInt8) {
    let colours: [(UInt8, UInt8, UInt8)] = [
      (213, 94, 0), (0, 114, 178), (230, 159, 0), (0, 255, 255), (0, 158, 115), (240, 228, 66),
      (204, 121, 167), (86, 180, 233),
    ]
    return colours[(kinds.firstIndex(of: kind) ?? 0) % colours.count]
  }
}

extension PNGPicture {
  fileprivate mutating func set(column: Int, row: Int, to colour: (UInt8, UInt8, UInt8)) {
    guard (0..<width).contains(column), (0..<height).contains(row) else { return }
    let i = (row * width + column) * 4
    bytes[i] = colour.0
    bytes[i + 1] = colour.1
    bytes[i + 2] = colour.2
    bytes[i + 3] = 255
  }

  /// A line two pixels thick.
  fileprivate mutating func line(
    from a: (column: Double, row: Double), to b: (column: Double, row: Double),
    in colour: (UInt8, UInt8, UInt8)
  ) {
    let steps = max(1, Int(max(abs(b.column - a.column), abs(b.row - a.row))))
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      let column = Int(a.column + t * (b.column - a.column))
      let row = Int(a.row + t * (b.row - a.row))
      for (right, down) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        set(column: column + right, row: row + down, to: colour)
      }
    }
  }
}
