/// Names of columns for formats that allow few bytes of them: known words are shortened, whatever is still too long is
/// cut, and equal names are told apart by a number.
enum ShortColumnNames {
  /// Words of the columns of sites, and how they are shortened.
  private static let words = [
    "before": "bef", "after": "aft", "fraction": "frac", "reasons": "reas", "version": "ver",
    "tencent": "tencen",
  ]

  /// The short names of `names`, in their order, all different in whatever case.
  static func make(_ names: [String], limit: Int) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var short = name
      if name.utf8.count > limit {
        var parts = name.split(separator: "_").map { words[String($0)] ?? String($0) }
        // The end tells before from after; the beginning gives way.
        let tail = parts.count > 1 ? "_" + parts.removeLast() : ""
        short = cut(parts.joined(separator: "_"), to: max(1, limit - tail.utf8.count)) + tail
        short = cut(short, to: limit)
      }
      var number = 1
      var unique = short
      while !taken.insert(unique.lowercased()).inserted {
        number += 1
        unique = cut(short, to: limit - String(number).utf8.count) + String(number)
      }
      return unique
    }
  }

  /// The beginning of a text, as many whole characters as fit into `limit` bytes of UTF-8.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var result = ""
    var count = 0
    for character in text {
      count += character.utf8.count
      guard count <= limit else { break }
      result.append(character)
    }
    return result
  }
}
