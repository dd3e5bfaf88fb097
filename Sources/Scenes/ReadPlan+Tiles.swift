import RasterGrid

extension ReadPlan {
  /// About this many pixels make a tile: large enough that its edges cost little, small enough that
  /// a worker's bands stay within some tens of megabytes.
  private static let pixelsPerTile = 1 << 20

  /// Tiles on the blocks of the files, so that no block is decoded for two of them; a file in strips
  /// makes tiles as wide as itself.
  public func tileShape() -> TileShape {
    let blocks = bands.values.map(\.fineBlock)
    let blockWidth = blocks.map(\.width).max() ?? 1
    let blockHeight = blocks.map(\.height).max() ?? 1
    func multiple(of block: Int, reaching side: Int) -> Int {
      block * max(1, (side + block - 1) / block)
    }
    let side = Int(Double(Self.pixelsPerTile).squareRoot())
    let width = min(multiple(of: blockWidth, reaching: side), max(1, grid.width))
    return TileShape(
      width: width,
      height: multiple(of: blockHeight, reaching: Self.pixelsPerTile / max(width, side)))
  }
}
