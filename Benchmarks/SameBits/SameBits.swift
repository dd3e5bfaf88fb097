import PixelKernels

/// Prints a digest of what every instruction makes of the same random registers, and of the whole
/// index catalogue: builds for different processors must print the same.
@main
struct SameBits {
  static func main() throws {
    for opcode in Opcode.allCases { print(opcode.rawValue, digest(of: opcode)) }
    for (type, digest) in loads() { print("load \(type)", digest) }
    for name in IndexCatalogue.builtIn.names { print(name, try digest(ofIndex: name)) }
  }

  /// No multiple of a vector's length, so that the last pixels are done too.
  static let count = 4099

  static func digest(of opcode: Opcode) -> String {
    var dice = Dice(state: 1)
    let file = RegisterFile(numbers: 4, truths: 4, blockLength: count)
    var digest = Digest()
    for _ in 0..<16 {
      for register in 0..<4 {
        let numbers = file.numbers(register, count)
        for i in 0..<count { numbers[i] = dice.number() }
        let truths = file.truths(register, count)
        for i in 0..<count { truths[i] = UInt8(dice.next() % 3) }
      }
      let registers = opcode.operands.count { $0 != .constant }
      let instruction = Instruction(
        opcode: opcode, destination: 3, sources: Array(0..<registers),
        constants: Array([2.75, -0.25].prefix(opcode.operands.count - registers)))
      instruction.run(on: file, count: count, minimumSum: ProgramBuilder.defaultMinimumSum)
      switch opcode.result {
      case .number: for number in file.numbers(3, count) { digest.add(number) }
      case .condition: for truth in file.truths(3, count) { digest.add(UInt32(truth)) }
      }
    }
    return digest.text
  }

  static func digest(ofIndex name: String) throws -> String {
    var dice = Dice(state: 2)
    var builder = ProgramBuilder(context: .singleScene, constants: .placeholders)
    let output = try builder.number(index: name, date: .only)
    let runner = ProgramRunner(builder.finish(), blockLength: count)
    runner.run(count: count) { _, register in
      for i in 0..<count { register[i] = dice.number() }
      return true
    }
    var digest = Digest()
    runner.withNumbers(output) { span in for i in 0..<span.count { digest.add(span[i]) } }
    return digest.text
  }

  static func loads() -> [(String, String)] {
    var dice = Dice(state: 3)
    let words = (0..<count).map { _ in UInt16(truncatingIfNeeded: dice.next()) }
    let bytes = words.map { UInt8(truncatingIfNeeded: $0) }
    let signed = words.map { Int16(bitPattern: $0) }
    let floats = words.map { _ in dice.number() }
    let scaling = SampleScaling(scale: 1e-4, offset: -0.1, nodata: 0)
    return [
      ("UInt16", load { _ = SampleLoad.load(words.span, scaling, into: &$0) }),
      ("UInt8", load { _ = SampleLoad.load(bytes.span, scaling, into: &$0) }),
      ("Int16", load { _ = SampleLoad.load(signed.span, scaling, into: &$0) }),
      ("Float", load { _ = SampleLoad.load(floats.span, scaling, into: &$0) }),
    ]
  }

  private static func load(_ body: (inout MutableSpan<Float>) -> Void) -> String {
    var numbers = [Float](repeating: 0, count: count)
    var span = numbers.mutableSpan
    body(&span)
    var digest = Digest()
    for number in numbers { digest.add(number) }
    return digest.text
  }
}

/// FNV-1a over 32 bits at a time (Fowler, Noll and Vo).
struct Digest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bits: UInt32) { state = (state ^ UInt64(bits)) &* 0x100_0000_01b3 }

  /// All NaN count as one: which of two operands' bits a sum of them has is not specified.
  mutating func add(_ number: Float) {
    add(number.isNaN ? Float.nan.bitPattern : number.bitPattern)
  }

  var text: String { String(state, radix: 16) }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Mostly reflectances; one in four any finite float whatever, subnormal ones too.
  mutating func number() -> Float {
    let bits = next()
    if bits % 4 == 0 { return Float(bitPattern: UInt32(truncatingIfNeeded: bits >> 32)).orNaN }
    if bits % 32 == 1 { return .nan }
    return Float(bits >> 40) / Float(1 << 24) * 1.2 - 0.1
  }
}

extension Float {
  /// Registers hold no infinity.
  fileprivate var orNaN: Float { isInfinite ? .nan : self }
}
