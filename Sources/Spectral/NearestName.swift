/// The name that somebody probably meant.
enum NearestName {
  /// The first of the names nearest to `name`; nil where none is near, that is, where more than a
  /// third of its letters would have to change.
  static func find(for name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased())
    let allowed = max(1, wanted.count / 3)
    var nearest: (name: String, distance: Int)?
    for candidate in names where abs(candidate.count - wanted.count) <= allowed {
      let distance = editDistance(wanted, Array(candidate.lowercased()))
      // Something must be left of what was written.
      if distance <= allowed, distance < wanted.count, distance < nearest?.distance ?? .max {
        nearest = (candidate, distance)
      }
    }
    return nearest?.name
  }

  /// "unknown WHAT NAME", with the nearest known name where there is one.
  static func message(_ what: String, _ name: String, among names: [String]) -> String {
    guard let nearest = find(for: name, among: names) else { return "unknown \(what) \(name)" }
    return "unknown \(what) \(name): did you mean \(nearest)?"
  }

  /// How many letters must be put in, left out or replaced (Levenshtein 1966).
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var previous = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var current = [i + 1]
      for (j, y) in b.enumerated() {
        current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (x == y ? 0 : 1)))
      }
      previous = current
    }
    return previous[b.count]
  }
}
