/// Median and robust scale of each pixel over a stack of dates, of what is known there.
///
/// A stack lies date after date: date d of pixel i at `d * pixels + i`. What is not finite is unknown and left
/// out. The figures do not depend on the order of the dates.
public struct StackStatistics: Sendable {
  /// How many dates.
  public let dates: Int
  /// The least scale, in the unit of the numbers: a pixel that never varied still has noise.
  public let scaleFloor: Float
  private let network: SelectionNetwork

  /// Standard deviations of a normal distribution to its median absolute deviation: 1 / Phi^-1(3/4)
  /// (Rousseeuw & Croux 1993, doi 10.1080/01621459.1993.10476408).
  public static let deviationsPerMAD: Float = 1.4826

  /// The usual least scale: a hundredth, of a reflectance or an index (science.md 5).
  public static let usualScaleFloor: Float = 0.01

  /// Statistics of stacks of so many dates, at least one.
  public init(dates: Int, scaleFloor: Float = usualScaleFloor) {
    precondition(scaleFloor >= 0 && scaleFloor.isFinite, "a scale is no less than zero")
    self.dates = dates
    self.scaleFloor = scaleFloor
    network = SelectionNetwork(count: dates)
  }

  /// The median of each pixel, the mean of the middle two of an even number; unknown where no date is known.
  public func medians(of stack: Span<Float>, into median: inout MutableSpan<Float>) {
    var lists = [PixelLanes](repeating: .zero, count: dates)
    for first in stride(from: 0, to: check(stack, median.count), by: PixelLanes.scalarCount) {
      var lanes = lists.mutableSpan
      let known = load(stack, pixels: median.count, from: first, into: &lanes)
      network.run(&lanes)
      Self.store(middle(lanes, known).median, into: &median, from: first)
    }
  }

  /// For each pixel the median; the scale, 1.4826 times the median distance from it but no less than the floor;
  /// and how many dates are known. Median and scale are unknown where that is none.
  public func measure(
    _ stack: Span<Float>, median: inout MutableSpan<Float>, scale: inout MutableSpan<Float>,
    count: inout MutableSpan<Float>
  ) {
    let pixels = check(stack, median.count)
    precondition(scale.count == pixels && count.count == pixels, "registers differ in length")
    let floor = PixelLanes(repeating: scaleFloor)
    var lists = [PixelLanes](repeating: .zero, count: dates)
    for first in stride(from: 0, to: pixels, by: PixelLanes.scalarCount) {
      var lanes = lists.mutableSpan
      let known = load(stack, pixels: pixels, from: first, into: &lanes)
      network.run(&lanes)
      let centre = middle(lanes, known)
      Self.turnToDistances(&lanes, from: centre.sum * 0.5)
      network.run(&lanes)
      let spread = middle(lanes, known).median * Self.deviationsPerMAD
      Self.store(centre.median, into: &median, from: first)
      Self.store(spread.replacing(with: floor, where: spread .< floor), into: &scale, from: first)
      Self.store(known, into: &count, from: first)
    }
  }

  private func check(_ stack: Span<Float>, _ pixels: Int) -> Int {
    precondition(stack.count == dates * pixels, "a stack of so many dates")
    return pixels
  }

  /// Sixteen pixels of all dates, infinite where unknown or behind the last; and how many dates are known.
  @inline(__always)
  private func load(
    _ stack: Span<Float>, pixels: Int, from first: Int, into lists: inout MutableSpan<PixelLanes>
  ) -> PixelLanes {
    let unknown = PixelLanes(repeating: .infinity)
    var known = PixelLanes.zero
    for date in 0..<dates {
      var numbers = unknown
      if first + PixelLanes.scalarCount <= pixels {
        numbers = stack.withUnsafeBytes {
          $0.loadUnaligned(
            fromByteOffset: (date * pixels + first) * MemoryLayout<Float>.stride,
            as: PixelLanes.self)
        }
      } else {
        for i in first..<pixels { numbers[i - first] = stack[date * pixels + i] }
      }
      let isKnown = (numbers - numbers) .== .zero
      lists[date] = unknown.replacing(with: numbers, where: isKnown)
      known = known.replacing(with: known + 1, where: isKnown)
    }
    return known
  }

  /// The sum of the two middle numbers of each sorted list's first `known`, 0 of none; and half of it as the
  /// median, unknown of none.
  @inline(__always)
  private func middle(
    _ lists: borrowing MutableSpan<PixelLanes>, _ known: PixelLanes
  ) -> (sum: PixelLanes, median: PixelLanes) {
    var sum = PixelLanes.zero
    if known == PixelLanes(repeating: Float(dates)) {
      sum = lists[(dates - 1) / 2] + lists[dates / 2]
    } else {
      for place in 0..<network.sorted {
        // Of m numbers the middle two are (m - 1) / 2 and m / 2, rounded down: 2 p + 1 or + 2 is m; 2 p or + 1 is m.
        let twice = PixelLanes(repeating: Float(2 * place))
        let isLower = (known .== twice + 1) .| (known .== twice + 2)
        let isUpper = ((known .== twice) .| (known .== twice + 1)) .& (known .> .zero)
        sum.replace(with: sum + lists[place], where: isLower)
        sum.replace(with: sum + lists[place], where: isUpper)
      }
    }
    return (sum, (sum * 0.5).replacing(with: .nan, where: known .== .zero))
  }

  /// What is unknown stays infinite.
  @inline(__always)
  private static func turnToDistances(
    _ lists: inout MutableSpan<PixelLanes>, from centre: PixelLanes
  ) {
    for date in 0..<lists.count {
      let distance = lists[date] - centre
      lists[date] = distance.replacing(with: -distance, where: distance .< .zero)
    }
  }

  @inline(__always)
  private static func store(
    _ lanes: PixelLanes, into register: inout MutableSpan<Float>, from first: Int
  ) {
    for i in first..<min(first + PixelLanes.scalarCount, register.count) {
      register[i] = lanes[i - first]
    }
  }
}
