import Foundation

/// The indices that expressions may name.
public struct IndexCatalogue: Sendable {
  /// The names of all indices, in the order of the catalogue.
  public let names: [String]
  private let definitions: [String: IndexDefinition]
  /// The bands that each index reads, through others too.
  let roles: [String: Set<BandRole>]

  /// How many indices may be defined one through another. The literature needs four.
  static let nestingLimit = 8

  /// A catalogue of these indices.
  ///
  /// - Throws: where a name is taken twice or already by a role or a constant, a formula is not a
  ///   number over one scene, or an index is defined through itself.
  public init(_ definitions: [IndexDefinition]) throws(ExpressionError) {
    names = definitions.map(\.name)
    var byName: [String: IndexDefinition] = [:]
    for definition in definitions {
      guard BandRole(name: definition.name) == nil else {
        throw definition.error("that is the name of a band")
      }
      guard IndexConstant.named(definition.name) == nil else {
        throw definition.error("that is the name of a constant")
      }
      guard byName.updateValue(definition, forKey: definition.name) == nil else {
        throw definition.error("that name is given twice")
      }
    }
    self.definitions = byName
    roles = try Self.roles(of: definitions)
    // One builder for all, so that an index which many others use is gone through only once.
    var builder = ProgramBuilder(
      catalogue: self, context: .singleScene, constants: .placeholders)
    for definition in definitions where definition.obstacle == nil {
      _ = try builder.number(definition.formula)
    }
  }

  /// A catalogue from a JSON list of entries with the keys of `IndexDefinition`.
  ///
  /// - Throws: `DecodingError` or `ExpressionError`.
  public init(json: [UInt8]) throws {
    try self.init(JSONDecoder().decode([IndexDefinition].self, from: Data(json)))
  }

  /// The indices that this program brings along.
  public static let builtIn: IndexCatalogue = {
    do {
      return try IndexCatalogue(json: PackageResources.indices_json)
    } catch {
      preconditionFailure("the built-in index catalogue is wrong: \(error)")
    }
  }()

  /// The index with this name; nil where there is none.
  public subscript(name: String) -> IndexDefinition? { definitions[name] }

  /// The catalogue with more indices at its end.
  public func adding(_ more: [IndexDefinition]) throws(ExpressionError) -> IndexCatalogue {
    try IndexCatalogue(names.compactMap { definitions[$0] } + more)
  }

  /// Indices are settled once all that they use are; what never is, goes round in a circle.
  private static func roles(
    of definitions: [IndexDefinition]
  ) throws(ExpressionError) -> [String: Set<BandRole>] {
    let known = Set(definitions.map(\.name))
    var open = definitions.map { (index: $0, names: Set($0.formula.names)) }
    var roles: [String: Set<BandRole>] = [:]
    for _ in 0..<nestingLimit where !open.isEmpty {
      let ready = open.filter { entry in
        entry.names.allSatisfy { !known.contains($0) || roles[$0] != nil }
      }
      for (index, names) in ready {
        roles[index.name] = names.reduce(into: []) { all, name in
          if let role = BandRole(name: name) { all.insert(role) }
          all.formUnion(roles[name] ?? [])
        }
      }
      open.removeAll { roles[$0.index.name] != nil }
    }
    if let first = open.first {
      throw first.index.error("it is defined through itself, or through too many others")
    }
    return roles
  }
}

extension IndexDefinition {
  fileprivate func error(_ message: String) -> ExpressionError {
    ExpressionError("index \(name): \(message)", in: formula.source, at: 0)
  }
}
