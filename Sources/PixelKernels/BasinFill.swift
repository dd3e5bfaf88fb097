/// Finds basins of a grey plane: places from which every way out leads over higher ground.
///
/// It is the flood-fill of Fmask (Zhu and Woodcock 2012, doi 10.1016/j.rse.2011.10.028), a
/// reconstruction by erosion from the borders, by Vincent's hybrid of two scans and a queue
/// (Vincent 1993, doi 10.1109/83.217222), over all eight neighbours.
public enum BasinFill {
  /// The value of a pixel that nobody knows.
  public static let unknown: UInt16 = 0

  /// How far each pixel lies below the level up to which water would stand in it; 0 where unknown.
  ///
  /// - Parameter rim: how high the ground is taken to be beyond the borders and where it is unknown,
  ///   so that a basin which leaves the picture is filled up to there.
  public static func depths(of surface: [UInt16], width: Int, rim: UInt16) -> [UInt16] {
    precondition(width > 0 && surface.count % width == 0, "a plane of whole rows")
    var flood = Flood(surface, width: width, rim: rim)
    flood.sink()
    let height = surface.count / width
    var depths = [UInt16](repeating: 0, count: surface.count)
    for row in 0..<height {
      let padded = (row + 1) * flood.width + 1
      for column in 0..<width where surface[row * width + column] != unknown {
        depths[row * width + column] =
          flood.level[padded + column] - surface[row * width + column]
      }
    }
    return depths
  }
}

/// Water above ground, with a frame of one pixel so that every pixel has eight neighbours.
private struct Flood {
  let width: Int
  let height: Int
  let ground: [UInt16]
  var level: [UInt16]
  /// The neighbours that a scan from the upper left has already passed; the others are opposite.
  let passed: [Int]

  init(_ surface: [UInt16], width: Int, rim: UInt16) {
    self.width = width + 2
    height = surface.count / width + 2
    passed = [-1, -self.width - 1, -self.width, -self.width + 1]
    var ground = [UInt16](repeating: rim, count: self.width * height)
    var level = ground
    for row in 0..<height - 2 {
      for column in 0..<width {
        let value = surface[row * width + column]
        guard value != BasinFill.unknown else { continue }
        let padded = (row + 1) * self.width + column + 1
        ground[padded] = value
        level[padded] = .max
      }
    }
    self.ground = ground
    self.level = level
  }

  /// Lets the water run off over the frame and the unknown.
  mutating func sink() {
    let (width, height, passed) = (width, height, passed)
    let around = passed + passed.map { -$0 }
    let inside = (width + 1)..<(width * (height - 1) - 1)
    ground.withUnsafeBufferPointer { ground in
      level.withUnsafeMutableBufferPointer { level in
        func settle(_ pixel: Int, _ neighbours: [Int], _ sign: Int) {
          var lowest = level[pixel]
          for offset in neighbours { lowest = min(lowest, level[pixel + sign * offset]) }
          level[pixel] = max(ground[pixel], lowest)
        }
        func isFrame(_ pixel: Int) -> Bool { pixel % width == 0 || pixel % width == width - 1 }
        for pixel in inside where !isFrame(pixel) { settle(pixel, passed, 1) }
        var queue: [Int] = []
        for pixel in inside.reversed() where !isFrame(pixel) {
          settle(pixel, passed, -1)
          let isSource = passed.contains {
            level[pixel - $0] > level[pixel] && level[pixel - $0] > ground[pixel - $0]
          }
          if isSource { queue.append(pixel) }
        }
        while !queue.isEmpty {
          var next: [Int] = []
          for pixel in queue {
            for offset in around {
              let neighbour = pixel + offset
              guard level[neighbour] > level[pixel], level[neighbour] > ground[neighbour] else {
                continue
              }
              level[neighbour] = max(level[pixel], ground[neighbour])
              next.append(neighbour)
            }
          }
          queue = next
        }
      }
    }
  }
}
