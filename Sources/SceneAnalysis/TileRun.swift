import Synchronization

/// Hands every number below `count` out once, to whichever worker asks first.
private final class Cursor: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int

  init(count: Int) { self.count = count }

  func take() -> Int? {
    let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }
}

/// How a run over numbered pieces of work is divided.
struct WorkDivision: Sendable {
  /// How many pieces there are.
  var count: Int
  /// How many workers share them; one and many give the same.
  var workers: Int
  /// Told after each piece how many are done.
  var progress: @Sendable (Int) -> Void = { _ in }
}

/// Runs `generate` once for every piece. Each worker makes its own `State` with `start`, so no state
/// is ever used by two threads. Outputs come back in the order of the pieces.
///
/// Workers block while they read files; that is acceptable on the cooperative pool of a command that
/// does nothing else meanwhile.
func forEachPiece<State: ~Copyable, Output: Sendable>(
  of division: WorkDivision,
  start: @escaping @Sendable () throws -> State,
  generate: @escaping @Sendable (inout State, Int) throws -> Output
) async throws -> [Output] {
  let cursor = Cursor(count: division.count)
  let done = Cursor(count: Int.max)
  return try await withThrowingTaskGroup(of: [(Int, Output)].self) { group in
    for _ in 0..<max(1, min(division.workers, division.count)) {
      group.addTask {
        var state = try start()
        var outputs: [(Int, Output)] = []
        while let piece = cursor.take() {
          try Task.checkCancellation()
          outputs.append((piece, try generate(&state, piece)))
          if let before = done.take() { division.progress(before + 1) }
        }
        return outputs
      }
    }
    var all: [(Int, Output)] = []
    for try await part in group { all += part }
    return all.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
