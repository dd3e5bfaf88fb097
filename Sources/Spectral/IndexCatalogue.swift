import Foundation

/// The indices that expressions may name.
public struct IndexCatalogue: Sendable {
  /// The names of all indices, in the order of the catalogue.
  public let names: [String]
  private let definitions: [String: IndexDefinition]

  /// How many indices may be defined one through another. The literature needs two.
  static let nestingLimit = 8

  /// A catalogue of these indices.
  ///
  /// - Throws: where a name is taken twice or already by a role, a formula is not a number over one
  ///   scene, or an index is defined through itself.
  public init(_ definitions: [IndexDefinition]) throws(ExpressionError) {
    names = definitions.map(\.name)
    var byName: [String: IndexDefinition] = [:]
    for definition in definitions {
      guard BandRole(name: definition.name) == nil else {
        throw definition.error("that is the name of a band")
      }
      guard byName.updateValue(definition, forKey: definition.name) == nil else {
        throw definition.error("that name is given twice")
      }
    }
    self.definitions = byName
    try refuseCycles()
    for definition in definitions {
      var builder = ProgramBuilder(catalogue: self, context: .singleScene)
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
  private func refuseCycles() throws(ExpressionError) {
    var open = names.compactMap { definitions[$0] }
    var settled: Set<String> = []
    for _ in 0..<Self.nestingLimit where !open.isEmpty {
      let ready = open.filter { $0.formula.indexNames(in: self).allSatisfy(settled.contains) }
      settled.formUnion(ready.map(\.name))
      open.removeAll { settled.contains($0.name) }
    }
    if let first = open.first {
      throw first.error("it is defined through itself, or through too many others")
    }
  }
}

extension IndexDefinition {
  fileprivate func error(_ message: String) -> ExpressionError {
    ExpressionError("index \(name): \(message)", in: formula.source, at: 0)
  }
}
