import Foundation

/// A catalogue file in the format of Awesome Spectral Indices, `spectral-indices-dict.json`
/// (Montero et al. 2023, doi 10.1038/s41597-023-02096-0): only what is needed of it.
struct AwesomeSpectralIndices: Decodable {
  struct Entry: Decodable {
    var longName: String
    var domain: String
    var bands: [String]
    var formula: String
    var reference: String?

    private enum CodingKeys: String, CodingKey {
      case longName = "long_name"
      case domain = "application_domain"
      case bands, formula, reference
    }
  }

  var entries: [String: Entry]

  private enum CodingKeys: String, CodingKey {
    case entries = "SpectralIndices"
  }

  /// Bytes of a file; the catalogue itself has 160 000.
  static let sizeLimit = 4_000_000

  init(json: [UInt8]) throws(IndexCatalogueError) {
    guard json.count <= Self.sizeLimit else {
      throw IndexCatalogueError("the file is longer than \(Self.sizeLimit) bytes")
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json))
    } catch let error as DecodingError {
      throw IndexCatalogueError(error)
    } catch {
      throw IndexCatalogueError("this is not valid JSON")
    }
  }

  /// The definitions of all entries and of the kernels that they use, by name.
  func definitions() throws(IndexCatalogueError) -> [IndexDefinition] {
    var definitions: [IndexDefinition] = []
    var kernels: [String: KernelName] = [:]
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let index = try definition(name, entry)
      for used in index.formula.names where entries[used] == nil {
        kernels[used] = KernelName(used)
      }
      definitions.append(index)
    }
    for (name, kernel) in kernels.sorted(by: { $0.key < $1.key }) {
      definitions.append(try self.kernel(name, kernel))
    }
    return definitions
  }

  private func definition(
    _ name: String, _ entry: Entry
  ) throws(IndexCatalogueError) -> IndexDefinition {
    guard name.isWord else {
      throw IndexCatalogueError("\(name.printable): a name has letters, digits and _ only")
    }
    guard let domain = Self.domains[entry.domain] else {
      throw IndexCatalogueError("\(name): unknown application domain \(entry.domain.printable)")
    }
    var index = IndexDefinition(
      name: name, longName: entry.longName.printable, domain: domain,
      formula: try parse(entry.formula, of: name))
    index.source = entry.reference?.printable ?? ""
    index.caveat = Self.mistakes[name].flatMap { mistake in
      entry.formula.filter { !$0.isWhitespace } == mistake.formula ? mistake.caveat : nil
    }
    index.obstacle = obstacle(index.formula, entry)
    return index
  }

  private func kernel(
    _ name: String, _ kernel: KernelName
  ) throws(IndexCatalogueError) -> IndexDefinition {
    var index = IndexDefinition(
      name: name, longName: "Radial kernel of \(kernel.a) and \(kernel.b)", domain: .vegetation,
      formula: try parse(kernel.formula, of: name))
    index.high = "\(kernel.a) and \(kernel.b) are alike"
    index.source = "Camps-Valls et al. 2021, doi 10.1126/sciadv.abc7447"
    return index
  }

  private func parse(
    _ formula: String, of name: String
  ) throws(IndexCatalogueError) -> Expression {
    do {
      return try Expression(parsing: formula)
    } catch {
      throw IndexCatalogueError("\(name): \(error)")
    }
  }

  /// A band that the entry lists and nothing here can be.
  private func obstacle(_ formula: Expression, _ entry: Entry) -> String? {
    let foreign = Set(formula.names).filter { name in
      entry.bands.contains(name) && BandRole(name: name) == nil
        && IndexConstant.named(name) == nil && entries[name] == nil && KernelName(name) == nil
    }.sorted()
    guard !foreign.isEmpty else { return nil }
    let list = foreign.joined(separator: ", ")
    return foreign.allSatisfy(Self.radarBands.contains)
      ? "needs radar (\(list)), and scenes are optical here"
      : "needs \(list), which no sensor has here"
  }

  /// Polarisations: sent and received, horizontal or vertical.
  private static let radarBands: Set = ["HH", "HV", "VH", "VV"]

  private static let domains: [String: IndexDefinition.Domain] = [
    "burn": .fire, "clouds": .cloud, "kernel": .vegetation, "radar": .radar, "snow": .snow,
    "soil": .soil, "urban": .built, "vegetation": .vegetation, "water": .water,
  ]

  /// Formulas that the public catalogue has wrong; they are kept as the file says them.
  private static let mistakes: [String: (formula: String, caveat: String)] = [
    "AWEInsh": (
      "4.0*(G-S1)-0.25*N+2.75*S2",
      "Wrong in this file: Feyisa et al. 2014 subtract 2.75 swir22. The built-in AWEInsh is right."
    ),
    "BAIM": (
      "1.0/((0.05-N)**2.0)+((0.2-S2)**2.0)",
      "Wrong in this file: the quotient is over the sum of both squares. The built-in BAIM is right."
    ),
  ]
}

extension String {
  /// Whether it could stand in an expression.
  fileprivate var isWord: Bool {
    guard let first = utf8.first, count <= 64 else { return false }
    return !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
      && unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
      }
  }

  /// Without control characters, which a terminal would obey.
  fileprivate var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
