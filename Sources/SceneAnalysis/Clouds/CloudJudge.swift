import PixelKernels
import RasterGrid
import Scenes

/// Makes reasons of the cloud tests of one date: what is certain cloud, what may be, and its shadows.
struct CloudJudge: Sendable {
  /// The date that is judged.
  var planes: CloudPlanes
  /// The other date, on the same grid, where there is one.
  var other: CloudPlanes?
  /// The size of a pixel.
  var pixel: GroundPixel
  /// Where the sun may have stood.
  var sun: SunKnowledge
  /// What counts.
  var thresholds: CloudThresholds

  /// The reasons, pixel by pixel, and where the sun stood if it was known or found.
  func reasons() -> (bits: [UInt16], sun: SkyDirection?) {
    let all = CloudObject.all(of: planes, isLasting: isLasting)
    let matcher = ShadowMatcher(
      planes: planes, dark: dark(), pixel: pixel, thresholds: thresholds.objects)
    let found = matcher.direction(
      of: all.filter { area($0) >= thresholds.objects.smallest }, among: sun.directions)
    let judged = all.map { object in
      let isSmall = area(object) < thresholds.objects.smallest
      let search =
        isSmall
        ? ShadowSearch(isComplete: true)
        : found.map { matcher.search(for: object, $0) } ?? ShadowSearch(isComplete: false)
      return (object: object, search: search, verdict: verdict(object, search))
    }
    var company = Company(pixel: pixel, metres: thresholds.objects.company)
    for judgement in judged where judgement.verdict == .cloud { company.add(judgement.object) }
    var marks = Marks(count: planes.flags.count)
    for (object, search, verdict) in judged {
      mark(object, search, verdict, hasCompany: company.surrounds(object), &marks)
    }
    return (bits(marks, matcher.dark), found)
  }

  private var pixelArea: Double { (pixel.eastPerColumn * pixel.southPerRow).magnitude }

  private func area(_ object: CloudObject) -> Double { Double(object.pixels) * pixelArea }

  /// One byte a pixel for each thing that objects say.
  private struct Marks {
    var cloud, possible, shadow: [UInt8]
    init(count: Int) {
      cloud = [UInt8](repeating: 0, count: count)
      possible = cloud
      shadow = cloud
    }
  }

  /// What an object is.
  private enum Verdict {
    case cloud, possible, isolated, lasting
  }

  /// Whether the other date saw the pixel as bright: a roof or rock, or cloud on both dates.
  private func isLasting(_ place: Int) -> Bool {
    guard let other, other.flags[place] & CloudPlanes.Flag.observed != 0 else { return false }
    let rise = Int(planes.blue[place]) - Int(other.blue[place])
    return rise < ReflectanceCount.difference(thresholds.temporal.rise)
  }

  private func verdict(_ object: CloudObject, _ search: ShadowSearch) -> Verdict {
    let limits = thresholds.objects
    let isHuge = area(object) >= limits.certainArea
    // A roof throws no shadow hundreds of metres away; where both dates are cloudy, clouds do.
    if Double(object.lasting) >= thresholds.temporal.lasting * Double(object.pixels),
      !fitsWell(search)
    {
      return isHuge ? .possible : .lasting
    }
    let isStrong = Double(object.strong) >= limits.strongShare * Double(object.pixels)
    let isRoofSized = area(object) < limits.roofArea
    let hasShadow = isRoofSized ? fitsWell(search) : search.best != nil
    if isStrong, hasShadow || isHuge { return .cloud }
    // Thin clouds are large. What is small and has no shadow, though there it would be seen, is a roof
    // as long as there is no cloud far and wide.
    let isIsolated = isRoofSized && search.isComplete
    return isIsolated ? .isolated : .possible
  }

  private func fitsWell(_ search: ShadowSearch) -> Bool {
    search.best?.similarity ?? 0 >= thresholds.objects.goodSimilarity
  }

  private func mark(
    _ object: CloudObject, _ search: ShadowSearch, _ verdict: Verdict, hasCompany: Bool,
    _ marks: inout Marks
  ) {
    guard verdict != .lasting, verdict != .isolated || hasCompany else { return }
    let width = planes.grid.width
    object.forEachPixel(width: width) { place in
      if verdict == .cloud {
        marks.cloud[place] = 1
      } else if !isLasting(place) {
        marks.possible[place] = 1
      }
    }
    guard let match = search.best, verdict == .cloud || hasCompany && fitsWell(search) else {
      return
    }
    for run in object.runs where 0..<planes.grid.height ~= run.row + match.rows {
      for column in run.columns where 0..<width ~= column + match.columns {
        marks.shadow[(run.row + match.rows) * width + column + match.columns] = 1
      }
    }
  }

  private func bits(_ marks: Marks, _ dark: [UInt8]) -> [UInt16] {
    let growth = thresholds.growth
    let nearCloud = zip(
      grown(marks.cloud, growth.cloud), grown(marks.possible, growth.possible)
    ).map { $0 | $1 }
    let nearShadow = grown(marks.shadow, growth.search)
    let shadow = grown(zip(nearShadow, dark).map { $0 & $1 }, growth.shadow)
    var bits = [UInt16](repeating: 0, count: planes.flags.count)
    for i in bits.indices {
      var reasons: MaskReasons = []
      if marks.cloud[i] != 0 {
        reasons.insert(.cloud)
      } else {
        if nearCloud[i] != 0 { reasons.insert(.possibleCloud) }
        if shadow[i] != 0 { reasons.insert(.cloudShadow) }
      }
      if planes.flags[i] & CloudPlanes.Flag.cirrus != 0 { reasons.insert(.cirrus) }
      bits[i] = reasons.rawValue
    }
    return bits
  }

  private func grown(_ marks: [UInt8], _ metres: Double) -> [UInt8] {
    Morphology.dilate(
      marks, width: planes.grid.width,
      by: Morphology.Disc(
        columns: metres / pixel.eastPerColumn.magnitude,
        rows: metres / pixel.southPerRow.magnitude))
  }
}

/// Which blocks of pixels hold certain clouds.
private struct Company {
  private struct Block: Hashable {
    var column, row: Int
  }

  private let columns, rows: Int
  private var blocks: Set<Block> = []

  init(pixel: GroundPixel, metres: Double) {
    columns = max(1, Int(metres / pixel.eastPerColumn.magnitude))
    rows = max(1, Int(metres / pixel.southPerRow.magnitude))
  }

  mutating func add(_ object: CloudObject) {
    for run in object.runs { blocks.formUnion(blocks(of: run)) }
  }

  /// Whether one lies in the same block as the object's first pixel, or in one beside it.
  func surrounds(_ object: CloudObject) -> Bool {
    guard let run = object.runs.first else { return false }
    let (column, row) = (run.columns.lowerBound / columns, run.row / rows)
    return (row - 1...row + 1).contains { row in
      (column - 1...column + 1).contains { blocks.contains(Block(column: $0, row: row)) }
    }
  }

  private func blocks(of run: PixelRun) -> [Block] {
    (run.columns.lowerBound / columns...(run.columns.upperBound - 1) / columns).map {
      Block(column: $0, row: run.row / rows)
    }
  }
}
