internal import CGDAL
import RasterGrid

/// One of GDAL's transformers, owned: from a target back to a source.
final class TransformLink {
  fileprivate let function: GDALTransformerFunc
  fileprivate let argument: UnsafeMutableRawPointer
  private let destroy: (UnsafeMutableRawPointer?) -> Void

  /// From pixels of `target` to pixels of `source`.
  init(_ path: String, from source: Grid, to target: Grid) throws(GDALError) {
    let from = try SpatialReference(source.crs)
    let to = try SpatialReference(target.crs)
    argument = try reportingErrors("relate \(source.crs) to \(target.crs) for", path) {
      GDALCreateGenImgProjTransformer4(
        from.raw, source.affine.coefficients, to.raw, target.affine.coefficients, nil)
    }
    function = GDALGenImgProjTransform
    destroy = { GDALDestroyGenImgProjTransformer($0) }
  }

  /// From longitude and latitude to pixels of an image.
  init(_ transform: consuming ImageTransform) {
    argument = transform.release()
    function = GDALRPCTransform
    destroy = { GDALDestroyRPCTransformer($0) }
  }

  deinit { destroy(argument) }
}

/// Transformers applied one after the other, the first one to pixels of the target.
final class TransformChain {
  private let links: [TransformLink]
  private let bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)?

  /// How far, in pixels, a place may lie outside the window that a chain is kept within. The warper
  /// looks at some points of a region only; those just outside must still have an answer, so that a
  /// region of which a sliver is inside is not taken for empty.
  private static let margin = 256.0

  /// A chain of at least one transformer; where there is a window, what the first one takes out of it
  /// has no source, since polynomials far from where they were fitted come back to the image.
  init(_ links: [TransformLink], within window: PixelWindow? = nil) {
    precondition(!links.isEmpty, "a chain has links")
    self.links = links
    bounds = window.map {
      (
        x: -Self.margin...Double($0.width) + Self.margin,
        y: -Self.margin...Double($0.height) + Self.margin
      )
    }
  }

  /// Takes `points` through all links: from target to source, or the other way.
  fileprivate func transform(toSource: Bool, _ points: TransformPoints) -> Bool {
    let order = toSource ? links : links.reversed()
    let zAtGround = 0.0
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: points.count) { reached in
      points.succeeded.update(repeating: 1, count: points.count)
      var isGood = true
      for (i, link) in order.enumerated() {
        // Heights above ground: a change of ellipsoid on the way is none.
        points.z.update(repeating: zAtGround, count: points.count)
        let result = link.function(
          link.argument, toSource ? 1 : 0, Int32(points.count), points.x, points.y, points.z,
          reached.baseAddress)
        isGood = isGood && result != 0
        for p in 0..<points.count where reached[p] == 0 { points.succeeded[p] = 0 }
        if toSource, i == 0, let bounds {
          for p in 0..<points.count
          where !bounds.x.contains(points.x[p]) || !bounds.y.contains(points.y[p]) {
            points.succeeded[p] = 0
          }
        }
      }
      for p in 0..<points.count where points.succeeded[p] == 0 {
        points.x[p] = .infinity  // HUGE_VAL, as GDAL marks places that are none
        points.y[p] = .infinity
      }
      return isGood
    }
  }
}

/// The arrays that GDAL hands to a transformer.
private struct TransformPoints {
  var count: Int
  var x, y, z: UnsafeMutablePointer<Double>
  var succeeded: UnsafeMutablePointer<Int32>
}

/// A `TransformChain` as a function of GDAL's: the chain is its first argument.
func transformByChain(
  _ chain: UnsafeMutableRawPointer?, _ toSource: Int32, _ count: Int32,
  _ x: UnsafeMutablePointer<Double>?, _ y: UnsafeMutablePointer<Double>?,
  _ z: UnsafeMutablePointer<Double>?, _ succeeded: UnsafeMutablePointer<Int32>?
) -> Int32 {
  guard let chain, let x, let y, let succeeded, count > 0 else { return 0 }
  let chainObject = Unmanaged<TransformChain>.fromOpaque(chain).takeUnretainedValue()
  func run(_ z: UnsafeMutablePointer<Double>) -> Int32 {
    chainObject.transform(
      toSource: toSource != 0,
      TransformPoints(count: Int(count), x: x, y: y, z: z, succeeded: succeeded)) ? 1 : 0
  }
  if let z { return run(z) }
  return withUnsafeTemporaryAllocation(of: Double.self, capacity: Int(count)) { zeros in
    zeros.baseAddress.map(run) ?? 0
  }
}
