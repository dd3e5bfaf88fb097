extension Span where Element: BitwiseCopyable {
  /// Copies all of it to a place of a list.
  func copy(into list: inout [Element], at start: Int) {
    var room = list.mutableSpan
    for i in 0..<count { room[start + i] = self[unchecked: i] }
  }
}
