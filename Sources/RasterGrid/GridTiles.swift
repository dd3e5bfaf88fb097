/// The size of the windows that a grid is worked through in.
public struct TileShape: Hashable, Sendable {
  /// Columns and rows of a whole tile.
  public var width, height: Int

  /// A shape from its sides.
  public init(width: Int, height: Int) {
    precondition(width > 0 && height > 0, "a tile needs a size")
    self.width = width
    self.height = height
  }
}

extension Grid {
  /// Windows that cover the grid once, row by row, with edges on multiples of the shape's sides so
  /// that they fall on the blocks of tiled files.
  public func tiles(_ shape: TileShape) -> [PixelWindow] {
    var tiles: [PixelWindow] = []
    for row in stride(from: 0, to: height, by: shape.height) {
      for column in stride(from: 0, to: width, by: shape.width) {
        tiles.append(
          PixelWindow(
            column: column, row: row,
            width: min(shape.width, width - column), height: min(shape.height, height - row)))
      }
    }
    return tiles
  }
}
