/// The memory of a program: its number registers and its truth registers, of one block each.
///
/// The pointers stay inside the module; whoever asks for two registers must ask for two different
/// ones to write one of them.
final class RegisterFile {
  /// How many pixels a register holds.
  let blockLength: Int
  private let allNumbers: UnsafeMutableBufferPointer<Float>
  private let allTruths: UnsafeMutableBufferPointer<UInt8>

  init(numbers: Int, truths: Int, blockLength: Int) {
    precondition(blockLength > 0, "a block holds at least one pixel")
    self.blockLength = blockLength
    allNumbers = .allocate(capacity: numbers * blockLength)
    allNumbers.initialize(repeating: .nan)
    allTruths = .allocate(capacity: truths * blockLength)
    allTruths.initialize(repeating: 0)
  }

  deinit {
    allNumbers.deallocate()
    allTruths.deallocate()
  }

  /// The first `count` pixels of a number register.
  func numbers(_ register: Int, _ count: Int) -> UnsafeMutableBufferPointer<Float> {
    let start = register * blockLength
    return UnsafeMutableBufferPointer(rebasing: allNumbers[start..<(start + count)])
  }

  /// The first `count` pixels of a truth register.
  func truths(_ register: Int, _ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
    let start = register * blockLength
    return UnsafeMutableBufferPointer(rebasing: allTruths[start..<(start + count)])
  }
}
