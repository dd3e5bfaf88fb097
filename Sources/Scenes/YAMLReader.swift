import GeoFiles
import Yams

/// A mapping of a YAML file, read key by key; every refusal says file, line and column.
///
/// Keys that nobody asks for are refused: a misspelt key that is silently ignored is a rule that
/// silently does nothing.
public struct YAMLMap {
  /// The file, as shown to the user.
  public let file: String
  /// The mapping's place.
  public let mark: YAMLMark
  private let values: [String: YAMLValue]
  private let order: [(key: String, mark: YAMLMark)]

  /// The value of `key`; nil where it is absent.
  public subscript(key: String) -> YAMLValue? { values[key] }

  /// The keys, in the order of the file.
  public var keys: [String] { order.map(\.key) }

  /// The place of `key` itself; the mapping's where it is absent.
  public func mark(of key: String) -> YAMLMark { order.first { $0.key == key }?.mark ?? mark }

  /// The value of `key`, which must be there.
  public func required(_ key: String) throws -> YAMLValue {
    guard let value = values[key] else {
      throw mark.refusal("the key \"\(key)\" is missing", in: file)
    }
    return value
  }

  /// Refuses keys other than `known`.
  public func allow(_ known: [String]) throws {
    guard let unknown = order.first(where: { !known.contains($0.key) }) else { return }
    throw unknown.mark.refusal(
      "unknown key \"\(unknown.key)\"", in: file,
      advice: "known here: \(known.joined(separator: ", "))")
  }

  init(_ mapping: Node.Mapping, file: String) throws {
    self.file = file
    mark = YAMLMark(mapping.mark)
    var values: [String: YAMLValue] = [:]
    var order: [(key: String, mark: YAMLMark)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        throw YAMLMark(key.mark).refusal("a key must be plain text", in: file)
      }
      values[name] = YAMLValue(node: value, file: file)
      order.append((name, YAMLMark(key.mark)))
    }
    self.values = values
    self.order = order
  }
}

/// A place in a YAML file, counted from 1.
public struct YAMLMark: Hashable, Sendable {
  /// Line and column.
  public var line, column: Int

  init(_ mark: Mark?) {
    line = mark?.line ?? 1
    column = mark?.column ?? 1
  }

  /// A refusal that names this place.
  public func refusal(_ what: String, in file: String, advice: String = "") -> Refusal {
    Refusal(.badInput, what, subject: "\(file):\(line):\(column)", advice: advice)
  }
}

/// One value of a YAML file with its place.
public struct YAMLValue {
  private let node: Node
  /// The file, as shown to the user.
  public let file: String

  init(node: Node, file: String) {
    self.node = node
    self.file = file
  }

  /// The most bytes a configuration may have: a county's rules take some thousand.
  private static let sizeLimit = 1 << 20

  /// The root of a YAML file.
  public init(reading path: InputPath) throws {
    try self.init(
      parsing: try FileBytes.text(of: path, limit: Self.sizeLimit), file: path.shown)
  }

  /// The root of a YAML text.
  public init(parsing text: String, file: String) throws {
    // Nested aliases as keys take exponential time to compare; nobody needs them here.
    guard text.firstMatch(of: /(?:^|[\s\[{,])&[^\s\[\]{},]/) == nil else {
      throw Refusal(.badInput, "uses YAML anchors (&name), which are not read", subject: file)
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw Refusal(.badInput, "is empty", subject: file)
      }
      self.init(node: node, file: file)
    } catch let error as YamlError {
      throw Self.refusal(error, file)
    }
  }

  private static func refusal(_ error: YamlError, _ file: String) -> Refusal {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      YAMLMark(mark).refusal("bad YAML: \(problem)", in: file)
    case .duplicatedKeysInMapping(let keys, let context):
      YAMLMark(context.mark).refusal(
        "the key \"\(keys.joined(separator: "\", \""))\" is given twice", in: file)
    default:
      Refusal(.badInput, "bad YAML: \(error)", subject: file)
    }
  }

  /// Its place.
  public var mark: YAMLMark { YAMLMark(node.mark) }

  /// Where its text begins: one further inside quotes.
  public var textMark: YAMLMark {
    var place = mark
    if let style = node.scalar?.style, style == .singleQuoted || style == .doubleQuoted {
      place.column += 1
    }
    return place
  }

  /// A refusal that names its place.
  public func refusal(_ what: String, advice: String = "") -> Refusal {
    mark.refusal(what, in: file, advice: advice)
  }

  /// Its text.
  public func string() throws -> String {
    guard let scalar = node.scalar else { throw refusal("expected text") }
    return scalar.string
  }

  /// Its number; infinities and NaN are none.
  public func number() throws -> Double {
    let text = try string()
    guard let number = Double(text), number.isFinite else {
      throw refusal("expected a number, found \"\(text)\"")
    }
    return number
  }

  /// Its whole number in `range`.
  public func integer(in range: ClosedRange<Int>) throws -> Int {
    let text = try string()
    guard let number = Int(text), range.contains(number) else {
      throw refusal(
        "expected a whole number from \(range.lowerBound) to \(range.upperBound), found \"\(text)\""
      )
    }
    return number
  }

  /// One of the values of an enumeration, by its raw name.
  public func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type) throws -> T
  where T.RawValue == String {
    let text = try string()
    guard let value = T(rawValue: text) else {
      let known = T.allCases.map(\.rawValue).joined(separator: ", ")
      throw refusal("\"\(text)\" is none of \(known)")
    }
    return value
  }

  /// Its mapping.
  public func map() throws -> YAMLMap {
    guard case .mapping(let mapping) = node else { throw refusal("expected keys with values") }
    return try YAMLMap(mapping, file: file)
  }

  /// Its list.
  public func list() throws -> [YAMLValue] {
    guard case .sequence(let sequence) = node else { throw refusal("expected a list") }
    return sequence.map { YAMLValue(node: $0, file: file) }
  }

  /// Whether it is a mapping and not plain text.
  public var isMap: Bool { node.mapping != nil }
}
