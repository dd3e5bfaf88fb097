/// An index: a formula over roles with a name, and what is known about it.
public struct IndexDefinition: Hashable, Sendable {
  /// What it is about.
  public enum Domain: String, Hashable, Sendable, Codable, CaseIterable {
    case water, quality, vegetation, soil, built, fire, snow, cloud, radar
  }

  /// The value from which a pixel counts as what the index looks for, where that is established.
  public struct Threshold: Hashable, Sendable, Codable {
    /// On which side of the value.
    public enum Direction: String, Hashable, Sendable, Codable {
      case above, below
    }

    /// The value, which itself does not count.
    public var value: Double
    /// On which side of it a pixel counts.
    public var direction: Direction

    /// A threshold from its parts.
    public init(value: Double, direction: Direction) {
      self.value = value
      self.direction = direction
    }
  }

  /// The short name of the literature, by which expressions call it.
  public var name: String
  /// What the short name stands for.
  public var longName: String
  /// What it is about.
  public var domain: Domain
  /// The formula over roles and other indices, for one scene.
  public var formula: Expression
  /// Its values for reflectances between 0 and 1; nil where they are not bounded.
  public var range: ClosedRange<Double>?
  /// The unit of its values; nil where they have none.
  public var unit: String?
  /// What a high value means.
  public var high: String
  /// The usual threshold; nil where none is established.
  public var threshold: Threshold?
  /// Who devised it, with the DOI where there is one.
  public var source: String
  /// Where it misleads; nil where nothing is known.
  public var caveat: String?
  /// Why it cannot be computed from any scene, as in "needs radar"; nil where it can.
  public var obstacle: String?

  /// An index of one's own: a name and a formula, to which the rest can be added.
  public init(name: String, longName: String, domain: Domain, formula: Expression) {
    self.name = name
    self.longName = longName
    self.domain = domain
    self.formula = formula
    high = ""
    source = ""
  }
}

extension IndexDefinition: Decodable {
  private enum CodingKeys: String, CodingKey {
    case name, longName, domain, formula, range, unit, high, threshold, source, caveat
  }

  /// An entry of a catalogue file.
  public init(from decoder: any Decoder) throws {
    let entry = try decoder.container(keyedBy: CodingKeys.self)
    name = try entry.decode(String.self, forKey: .name)
    longName = try entry.decode(String.self, forKey: .longName)
    domain = try entry.decode(Domain.self, forKey: .domain)
    formula = try Expression(parsing: entry.decode(String.self, forKey: .formula))
    range = try entry.decodeIfPresent(ClosedRange<Double>.self, forKey: .range)
    unit = try entry.decodeIfPresent(String.self, forKey: .unit)
    high = try entry.decode(String.self, forKey: .high)
    threshold = try entry.decodeIfPresent(Threshold.self, forKey: .threshold)
    source = try entry.decode(String.self, forKey: .source)
    caveat = try entry.decodeIfPresent(String.self, forKey: .caveat)
  }
}
