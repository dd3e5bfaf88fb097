import ArgumentParser
import Foundation
import GeoFiles
import Scenes
import Sites
import Spectral

/// What the index catalogue knows.
struct Indices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the indices, or explain one.")

  @Argument(help: "The index to explain; without, all are listed.")
  var name: String?

  @Option(help: "Only those about this.")
  var domain: IndexDefinition.Domain?

  @Option(name: .customLong("for"), help: "Only those that can be made from this scene.")
  var scene: String?

  @OptionGroup var catalogueOptions: CatalogueOptions

  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    GDALRuntime.start()
    let settings = try catalogueOptions.settings()
    let catalogue = settings.catalogue
    if let name {
      let index = try catalogue.index(named: name)
      return try StandardOutput.write(
        json ? text(of: object(index, catalogue)) : Array(explanation(index, catalogue).utf8))
    }
    var entries = catalogue.entries(domain: domain)
    if let scene {
      let opened = try Scene(opening: try InputPath(scene))
      let constants = try settings.constants(of: opened)
      entries.removeAll {
        catalogue.obstacle(to: $0.name, from: Set(opened.bands.keys), constants: constants) != nil
      }
    }
    try StandardOutput.write(
      json
        ? text(of: .array(entries.map { object($0, catalogue) }))
        : Array(listing(of: entries, catalogue).utf8))
  }

  private func text(of value: JSONValue) -> [UInt8] { value.bytes + [UInt8(ascii: "\n")] }

  private func roles(_ index: IndexDefinition, _ catalogue: IndexCatalogue) -> [String] {
    catalogue.roles(of: index.name).sorted().map(\.rawValue)
  }

  private func listing(of entries: [IndexDefinition], _ catalogue: IndexCatalogue) -> String {
    let width = (entries.map(\.name.count).max() ?? 0) + 1
    return entries.map { index in
      let name = index.name.padding(toLength: width, withPad: " ", startingAt: 0)
      let domain = index.domain.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0)
      let bands = roles(index, catalogue).joined(separator: " ")
      return "\(name)\(domain)\(index.longName) (\(bands))\n"
    }.joined()
  }

  private func explanation(_ index: IndexDefinition, _ catalogue: IndexCatalogue) -> String {
    let constants = catalogue.constants(of: index.name).map(\.name)
    let facts: [(String, String?)] = [
      ("formula", index.formula.source),
      ("bands", roles(index, catalogue).joined(separator: " ")),
      ("constants", constants.isEmpty ? nil : constants.joined(separator: " ")),
      ("unit", index.unit),
      ("range", index.range.map { "\($0.lowerBound) to \($0.upperBound)" }),
      ("high", index.high),
      ("threshold", index.threshold.map { "\($0.direction.rawValue) \($0.value)" }),
      ("source", index.source),
      ("caveat", index.caveat),
      ("obstacle", index.obstacle),
    ]
    return "\(index.name): \(index.longName) (\(index.domain.rawValue))\n"
      + facts.compactMap { label, value in
        value.flatMap { $0.isEmpty ? nil : $0 }.map {
          "  " + label.padding(toLength: 10, withPad: " ", startingAt: 0) + $0 + "\n"
        }
      }.joined()
  }

  private func object(_ index: IndexDefinition, _ catalogue: IndexCatalogue) -> JSONValue {
    func string(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return .object([
      ("name", .string(index.name)), ("long_name", .string(index.longName)),
      ("domain", .string(index.domain.rawValue)), ("formula", .string(index.formula.source)),
      ("bands", .array(roles(index, catalogue).map { .string($0) })),
      ("constants", .array(catalogue.constants(of: index.name).map { .string($0.name) })),
      ("unit", string(index.unit)),
      (
        "range",
        index.range.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
      ),
      ("high", string(index.high)),
      (
        "threshold",
        index.threshold.map {
          .object([
            ("value", .number($0.value)), ("direction", .string($0.direction.rawValue)),
          ])
        } ?? .null
      ),
      ("source", string(index.source)), ("caveat", string(index.caveat)),
    ])
  }
}

extension IndexDefinition.Domain: ExpressibleByArgument {}
