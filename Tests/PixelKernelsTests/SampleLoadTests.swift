import Testing

@testable import PixelKernels

@Suite("Loading samples")
struct SampleLoadTests {
  /// Compares with `sample * scale + offset` in `Double`; says the same of the unknown.
  func compare<Sample: BitwiseCopyable>(
    _ samples: [Sample], _ scaling: SampleScaling, value: (Sample) -> Double,
    _ load: (Span<Sample>, SampleScaling, inout MutableSpan<Float>) -> Bool
  ) {
    for count in lengths {
      for start in 0..<samples.count {
        let block = (0..<count).map { samples[(start + $0) % samples.count] }
        var anyUnknown: Bool?
        let result = guarded(count, sentinel: Float(-77)) {
          anyUnknown = load(block.span, scaling, &$0)
        }
        let wanted = block.map { sample -> Float in
          let raw = value(sample)
          guard raw != scaling.nodata else { return .nan }
          return known(raw * Double(scaling.scale) + Double(scaling.offset))
        }
        let near = result?.elementsEqual(wanted) {
          // One rounding more than in Double: of the product, which the sum may cancel.
          $0.isNaN || $1.isNaN ? $0.isNaN && $1.isNaN : abs($0 - $1) <= 1e-6 * max(1, abs($1))
        }
        #expect(near == true, "\(scaling) \(block)")
        #expect(anyUnknown == wanted.contains(where: \.isNaN))
      }
    }
  }

  static let scalings = [
    SampleScaling(), SampleScaling(scale: 0.0001, offset: -0.1),
    SampleScaling(scale: 0.0001, offset: -0.1, nodata: 0),
    SampleScaling(scale: 2.75e-5, offset: -0.2, nodata: 7),
    SampleScaling(nodata: -9999), SampleScaling(nodata: 0.5), SampleScaling(nodata: .nan),
    SampleScaling(scale: 1e38, offset: 0, nodata: 7),
  ]

  @Test("bytes", arguments: scalings) func bytes(_ scaling: SampleScaling) {
    compare([0, 1, 7, 128, 255] as [UInt8], scaling, value: Double.init) {
      SampleLoad.load($0, $1, into: &$2)
    }
  }

  @Test("unsigned 16 bits", arguments: scalings) func unsigned(_ scaling: SampleScaling) {
    compare([0, 1, 7, 1000, 10_000, 65_535] as [UInt16], scaling, value: Double.init) {
      SampleLoad.load($0, $1, into: &$2)
    }
  }

  @Test("signed 16 bits", arguments: scalings) func signed(_ scaling: SampleScaling) {
    compare([0, 1, 7, -9999, .min, .max] as [Int16], scaling, value: Double.init) {
      SampleLoad.load($0, $1, into: &$2)
    }
  }

  @Test("floats", arguments: scalings) func floats(_ scaling: SampleScaling) {
    compare([0, 0.5, 7, -9999, .nan, .infinity, -3.5] as [Float], scaling, value: Double.init) {
      SampleLoad.load($0, $1, into: &$2)
    }
  }

  @Test("a float nodata is found though the file writes it as a Double")
  func nodataOfOtherPrecision() {
    let samples: [Float] = [-3.4e38, 1]
    var numbers: [Float] = [0, 0]
    var register = numbers.mutableSpan
    let unknown = SampleLoad.load(
      samples.span, SampleScaling(nodata: -3.4e38), into: &register)
    #expect(unknown)
    #expect(numbers[0].isNaN && numbers[1] == 1)
  }
}

@Suite("Unknown pixels")
struct UnknownTests {
  @Test("spread to numbers and truths, and only there")
  func spreads() {
    for count in lengths {
      let band = (0..<count).map { $0 % 3 == 1 ? Float.nan : 1 }
      let numbers = guarded(count, sentinel: Float(7)) {
        for i in 0..<count { $0[i] = Float(i) }
        Unknown.spread(from: band.span, to: &$0)
      }
      let wanted = (0..<count).map { $0 % 3 == 1 ? Float.nan : Float($0) }
      #expect(numbers?.elementsEqual(wanted) { agree($0, $1) } == true)
      let truths = guarded(count, sentinel: UInt8(9)) {
        for i in 0..<count { $0[i] = UInt8(i % 2 + 1) }
        Unknown.spread(from: band.span, to: &$0)
      }
      let left = (0..<count).map { (i: Int) -> UInt8 in i % 3 == 1 ? 0 : UInt8(i % 2 + 1) }
      #expect(truths == left)
    }
  }

  @Test("mask bits make unknown where they are asked for")
  func masks() {
    for count in lengths {
      let mask = (0..<count).map { UInt16($0 % 8) * 257 }
      var found = false
      let numbers = guarded(count, sentinel: Float(7)) {
        for i in 0..<count { $0[i] = 1 }
        found = Unknown.spread(from: mask.span, bits: 0b101, to: &$0)
      }
      #expect(numbers?.map(\.isNaN) == mask.map { $0 & 0b101 != 0 })
      #expect(found == mask.contains { $0 & 0b101 != 0 })
    }
  }

  @Test("one is found at any place") func finds() {
    for count in lengths {
      var numbers = [Float](repeating: 1, count: count)
      let before = Unknown.isAnywhere(in: numbers.span)
      #expect(!before)
      for place in 0..<count {
        numbers[place] = .nan
        let found = Unknown.isAnywhere(in: numbers.span)
        #expect(found)
        numbers[place] = 1
      }
    }
  }
}
