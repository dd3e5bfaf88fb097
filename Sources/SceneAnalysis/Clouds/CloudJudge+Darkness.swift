import PixelKernels

extension CloudJudge {
  /// Where the ground is dark enough for the shadow of a cloud: in a basin of near infrared and, where
  /// there is that band, of short-wave infrared; darker than on the other date, where there is one,
  /// else no water.
  func dark() -> [UInt8] {
    var dark = [UInt8](repeating: 0, count: planes.flags.count)
    let depth = ReflectanceCount.difference(thresholds.objects.shadowDepth)
    func basins(_ plane: [UInt16]) -> [UInt16] {
      BasinFill.depths(of: plane, width: planes.grid.width, rim: rim(of: plane))
    }
    let infrared = basins(planes.infrared)
    for i in dark.indices where Int(infrared[i]) > depth && isShadowable(i) { dark[i] = 1 }
    guard !planes.shortwave.isEmpty else { return dark }
    let shortwave = basins(planes.shortwave)
    for i in dark.indices where Int(shortwave[i]) <= depth { dark[i] = 0 }
    return dark
  }

  private func isShadowable(_ place: Int) -> Bool {
    let flags = planes.flags[place]
    guard flags & CloudPlanes.Flag.observed != 0, flags & CloudPlanes.Flag.potential == 0 else {
      return false
    }
    let compared = CloudPlanes.Flag.observed | CloudPlanes.Flag.potential
    guard let other, other.flags[place] & compared == CloudPlanes.Flag.observed else {
      return flags & CloudPlanes.Flag.water == 0
    }
    let fall = Int(other.infrared[place]) - Int(planes.infrared[place])
    return fall > ReflectanceCount.difference(thresholds.temporal.fall)
  }

  /// The level to which basins at the border are filled.
  private func rim(of plane: [UInt16]) -> UInt16 {
    var counts = [Int](repeating: 0, count: Int(UInt16.max) + 1)
    for i in plane.indices where planes.flags[i] & CloudPlanes.Flag.potential == 0 {
      counts[Int(plane[i])] += 1
    }
    counts[Int(BasinFill.unknown)] = 0
    let rank = Double(counts.reduce(0, +)) * thresholds.objects.rimPercentile
    var below = 0.0
    for (value, count) in counts.enumerated() {
      below += Double(count)
      if below > rank { return UInt16(value) }
    }
    return 1
  }
}
