/// How the samples of a file become numbers: `sample * scale + offset`, but for nodata.
public struct SampleScaling: Hashable, Sendable {
  /// What a sample is multiplied by.
  public var scale: Float
  /// What is added after that.
  public var offset: Float
  /// The raw sample that stands for no measurement, before scale and offset; it may be NaN.
  public var nodata: Double?

  /// A scaling; unless told, samples are taken as they are.
  public init(scale: Float = 1, offset: Float = 0, nodata: Double? = nil) {
    self.scale = scale
    self.offset = offset
    self.nodata = nodata
  }
}

/// Samples of a file's own type into a register of numbers: nodata and whatever is not finite
/// becomes unknown. Each kernel returns whether any sample of the block did.
public enum SampleLoad {
  /// Loads unsigned bytes.
  public static func load(
    _ samples: Span<UInt8>, _ scaling: SampleScaling, into out: inout MutableSpan<Float>
  ) -> Bool {
    integers(samples, scaling, into: &out) { Float($0) }
  }

  /// Loads unsigned 16-bit samples, as Sentinel-2 and Landsat have them.
  public static func load(
    _ samples: Span<UInt16>, _ scaling: SampleScaling, into out: inout MutableSpan<Float>
  ) -> Bool {
    integers(samples, scaling, into: &out) { Float($0) }
  }

  /// Loads signed 16-bit samples.
  public static func load(
    _ samples: Span<Int16>, _ scaling: SampleScaling, into out: inout MutableSpan<Float>
  ) -> Bool {
    integers(samples, scaling, into: &out) { Float($0) }
  }

  /// Loads floating-point samples; nodata is compared as the `Float` nearest to it.
  public static func load(
    _ samples: Span<Float>, _ scaling: SampleScaling, into out: inout MutableSpan<Float>
  ) -> Bool {
    precondition(samples.count == out.count, "samples and register differ in length")
    let (scale, offset) = (scaling.scale, scaling.offset)
    // NaN equals nothing, so that it stands for "no nodata" and for a nodata of NaN alike: a
    // sample that is NaN is unknown anyway.
    let nodata = scaling.nodata.map { Float($0) } ?? .nan
    var unknown: UInt32 = 0
    for i in 0..<out.count {
      let sample = samples[unchecked: i]
      let number = (sample * scale + offset).orUnknown.unknown(where: sample == nodata)
      out[unchecked: i] = number
      unknown |= number.isUnknown ? 1 : 0
    }
    return unknown != 0
  }

  @inline(__always)
  private static func integers<Sample: FixedWidthInteger & BitwiseCopyable>(
    _ samples: Span<Sample>, _ scaling: SampleScaling, into out: inout MutableSpan<Float>,
    _ number: (Sample) -> Float
  ) -> Bool {
    precondition(samples.count == out.count, "samples and register differ in length")
    let (scale, offset) = (scaling.scale, scaling.offset)
    guard (number(.min) * scale + offset).isFinite, (number(.max) * scale + offset).isFinite else {
      return overflowing(samples, scaling, into: &out, number)
    }
    // A nodata that the type cannot hold stands in no sample; in most blocks none does anyway.
    guard let nodata = scaling.nodata.flatMap({ Sample(exactly: $0) }),
      contains(nodata, in: samples)
    else {
      for i in 0..<out.count { out[unchecked: i] = number(samples[unchecked: i]) * scale + offset }
      return false
    }
    for i in 0..<out.count {
      let sample = samples[unchecked: i]
      out[unchecked: i] = (number(sample) * scale + offset).unknown(where: sample == nodata)
    }
    return true
  }

  /// Without a comparison, which would keep the loop from being vectorised: only zero less one
  /// borrows into the first bit, where that was not set.
  @inline(__always)
  private static func contains<Sample: FixedWidthInteger & BitwiseCopyable>(
    _ wanted: Sample, in samples: Span<Sample>
  ) -> Bool {
    var firstBits: Sample = 0
    for i in 0..<samples.count {
      let difference = samples[unchecked: i] ^ wanted
      firstBits |= (difference &- 1) & ~difference
    }
    return firstBits >> (Sample.bitWidth - 1) != 0
  }

  /// The slow way, for a scale or an offset so large that some number would not be finite.
  private static func overflowing<Sample: FixedWidthInteger & BitwiseCopyable>(
    _ samples: Span<Sample>, _ scaling: SampleScaling, into out: inout MutableSpan<Float>,
    _ number: (Sample) -> Float
  ) -> Bool {
    var unknown = false
    for i in 0..<out.count {
      let sample = samples[i]
      let isMissing = scaling.nodata == Double(sample)
      out[i] = isMissing ? .nan : (number(sample) * scaling.scale + scaling.offset).orUnknown
      unknown = unknown || out[i].isNaN
    }
    return unknown
  }
}
