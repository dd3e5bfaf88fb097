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
///
/// Polynomials far from where they were fitted come back to the image, so a chain can be kept within a
/// window of what its first transformer gives: places beyond are moved to its edge, which no pixel of
/// the image covers. GDAL's warper takes a region for broken where too many places fail, so places that
/// an elevation model does not know are put beside the image rather than marked as failed.
final class TransformChain {
  private let links: [TransformLink]
  private let bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)?

  /// How far, in pixels, the edge lies outside the window: further than interpolation reaches.
  private static let margin = 64.0
  /// A position, in pixels, that is in no image.
  private static let besideImage = -1_000.0

  /// A chain of at least one transformer, kept within `window` where there is one.
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
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: points.count) { reached in
      points.succeeded.update(repeating: 1, count: points.count)
      var isGood = true
      for (i, link) in order.enumerated() {
        // Heights above ground: a change of ellipsoid on the way is none.
        points.z.update(repeating: 0, count: points.count)
        let result = link.function(
          link.argument, toSource ? 1 : 0, Int32(points.count), points.x, points.y, points.z,
          reached.baseAddress)
        isGood = isGood && result != 0
        settle(points, reached, isFirst: i == 0, toSource: toSource)
      }
      for p in 0..<points.count where points.succeeded[p] == 0 {
        points.x[p] = .infinity  // HUGE_VAL, as GDAL marks places that are none
        points.y[p] = .infinity
      }
      return isGood
    }
  }

  /// Marks what a link did not reach, and keeps the rest within bounds.
  private func settle(
    _ points: TransformPoints, _ reached: UnsafeMutableBufferPointer<Int32>, isFirst: Bool,
    toSource: Bool
  ) {
    for p in 0..<points.count {
      guard toSource, let bounds else {
        if reached[p] == 0 { points.succeeded[p] = 0 }
        continue
      }
      if isFirst {
        if reached[p] == 0 { points.succeeded[p] = 0 }
        points.x[p] = min(max(points.x[p], bounds.x.lowerBound), bounds.x.upperBound)
        points.y[p] = min(max(points.y[p], bounds.y.lowerBound), bounds.y.upperBound)
      } else if reached[p] == 0 || !points.x[p].isFinite || !points.y[p].isFinite {
        points.x[p] = Self.besideImage
        points.y[p] = Self.besideImage
      }
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
