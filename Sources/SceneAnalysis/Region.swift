import GeoFiles
import RasterGrid
import Scenes
import Sites

/// A county's configuration: its boundary, its analysis grid and its rules.
public struct Region: Sendable {
  /// The grid that scenes come onto where they do not share one.
  public struct GridChoice: Hashable, Sendable {
    /// Its coordinate system.
    public var crs: CoordinateSystem
    /// The side of a pixel in the units of the system; edges fall on its multiples.
    public var pixel: Double
  }

  /// Its slug.
  public var name: String
  /// What people call it.
  public var title: BilingualTitle
  /// The analysis grid; nil leaves the choice to the scenes.
  public var grid: GridChoice?
  /// What belongs to it.
  public var boundary: PolygonFile
  /// Its own rules; nil means the built-in ones.
  public var rules: InputPath?
  /// The files it was read from.
  public private(set) var files: [InputPath]

  /// The name of the file that describes a region, inside the region's folder.
  public static let fileName = "region.yaml"

  /// Reads `region.yaml`, the folder that holds it, or a bare boundary (GeoJSON or GeoPackage), which
  /// is then named after its file.
  public init(reading path: InputPath) throws {
    if ["geojson", "json", "gpkg"].contains(path.fileExtension) {
      self = try Self.bare(boundary: path)
      return
    }
    let file = path.isFolder ? try Self.file(in: path) : path
    let folder = path.isFolder ? path : try file.folder()
    let map = try YAMLValue(reading: file).map()
    try map.allow(["name", "title", "grid", "boundary", "timezone", "rules"])
    name = try map.required("name").slug()
    title = try map["title"].map(BilingualTitle.init) ?? BilingualTitle(en: name, zh: name)
    grid = try map["grid"].map(GridChoice.init)
    let outline = try Self.beside(folder, try map.required("boundary"))
    boundary = try PolygonFile(reading: outline)
    rules = try map["rules"].map { try Self.beside(folder, $0) }
    files = [file, outline] + [rules].compactMap { $0 }
    // For display only, and of no use to a scan; checked so that a typing error shows at once.
    _ = try map["timezone"]?.string()
  }

  private static func bare(boundary path: InputPath) throws -> Region {
    let stem = path.fileStem.replacing(/[^A-Za-z0-9._-]/, with: "-")
    var region = Region(
      name: stem, title: BilingualTitle(en: stem, zh: stem), grid: nil,
      boundary: try PolygonFile(reading: path), rules: nil)
    region.files = [path]
    return region
  }

  private init(
    name: String, title: BilingualTitle, grid: GridChoice?, boundary: PolygonFile,
    rules: InputPath?
  ) {
    self.name = name
    self.title = title
    self.grid = grid
    self.boundary = boundary
    self.rules = rules
    files = []
  }

  private static func file(in folder: InputPath) throws -> InputPath {
    do {
      return try folder.file(named: fileName)
    } catch let refusal as Refusal where refusal.reason == .noInput {
      throw Refusal(
        .badInput, "is a folder without \(fileName)", subject: folder.shown,
        advice: "scenes/yongkang shows one")
    }
  }

  private static func beside(_ folder: InputPath, _ value: YAMLValue) throws -> InputPath {
    do {
      return try folder.file(named: try value.string())
    } catch let refusal as Refusal where refusal.reason == .noInput {
      throw value.refusal("there is no file \"\(try value.string())\" beside it")
    }
  }

  /// The pixels of `grid` that belong to the region.
  func spans(on grid: Grid) throws -> RowSpans {
    let transform = try CoordinateTransform(from: boundary.crs, to: grid.crs)
    let rings = try boundary.rings.map { try transform.transform($0.densified()) }
    return RowSpans(inside: rings, of: grid)
  }

  /// The region's own grid, just large enough for the boundary, edges on multiples of the pixel.
  func ownGrid() throws -> Grid? {
    guard let grid else { return nil }
    let transform = try CoordinateTransform(from: boundary.crs, to: grid.crs)
    let points = try transform.transform(boundary.rings.flatMap { $0.densified() })
    guard let x = points.map(\.x).minAndMax, let y = points.map(\.y).minAndMax else { return nil }
    let step = grid.pixel
    let west = (x.min / step).rounded(.down) * step
    let north = (y.max / step).rounded(.up) * step
    guard max(x.max - west, north - y.min) / step < Double(Int32.max) else {
      throw Refusal(
        .badInput, "its pixel is too small for its boundary", subject: "region \(name)")
    }
    return Grid(
      width: Int(((x.max - west) / step).rounded(.up)),
      height: Int(((north - y.min) / step).rounded(.up)),
      affine: Affine(originX: west, originY: north, pixel: step), crs: grid.crs)
  }
}

extension Region.GridChoice {
  fileprivate init(_ value: YAMLValue) throws {
    let map = try value.map()
    try map.allow(["crs", "pixel"])
    let system = try map.required("crs")
    crs = CoordinateSystem(try system.string())
    do {
      try crs.check()
    } catch {
      throw system.refusal(
        "\"\(crs.definition)\" is no coordinate system that PROJ knows", advice: "write EPSG:4549")
    }
    let size = try map.required("pixel")
    pixel = try size.number()
    guard (1e-6...1e6).contains(pixel) else {
      throw size.refusal("a pixel's side lies between 0.000001 and 1000000 units")
    }
  }
}

extension BilingualTitle {
  /// A title from `{en: ..., zh: ...}`.
  init(_ value: YAMLValue) throws {
    let map = try value.map()
    try map.allow(["en", "zh"])
    self.init(en: try map.required("en").string(), zh: try map.required("zh").string())
  }
}

extension [MapPoint] {
  /// The ring with a point at least every hundredth of a degree (or of a map unit's share), so that
  /// its long sides bend as they should in another system.
  fileprivate func densified() -> [MapPoint] {
    let piecesPerSide = 8
    return zip(self, dropFirst()).flatMap { a, b in
      (0..<piecesPerSide).map { i in
        let t = Double(i) / Double(piecesPerSide)
        return MapPoint(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
      }
    } + suffix(1)
  }
}

extension [Double] {
  /// The smallest and the largest; nil where there is none.
  var minAndMax: (min: Double, max: Double)? {
    guard let least = self.min(), let most = self.max() else { return nil }
    return (least, most)
  }
}
