extension IndexCatalogue {
  /// The indices about something, or all of them, in the order of the catalogue.
  public func entries(domain: IndexDefinition.Domain? = nil) -> [IndexDefinition] {
    names.compactMap { self[$0] }.filter { domain == nil || $0.domain == domain }
  }

  /// The bands that an index reads, also through other indices; empty where there is no such index.
  public func roles(of name: String) -> Set<BandRole> { roles[name] ?? [] }

  /// Whether an index can be made from a scene that has these bands. Whether the wavelengths or
  /// coefficients that it names are known is another question: see `obstacle(to:from:constants:)`.
  public func canBeMade(_ name: String, from available: Set<BandRole>) -> Bool {
    guard let index = self[name], index.obstacle == nil else { return false }
    return roles(of: name).isSubset(of: available)
  }

  /// The names of the indices that can be made from a scene that has these bands.
  public func names(madeFrom available: Set<BandRole>) -> [String] {
    names.filter { canBeMade($0, from: available) }
  }

  /// The slugs of the known sensors that an index can be made from, with the constants as they are
  /// of each.
  public func sensors(for name: String) -> [String] {
    SensorProfile.slugs.filter { slug in
      let sensor = SensorProfile(sensor: slug)
      return obstacle(to: name, from: sensor.roles, constants: IndexConstants(sensor: sensor))
        == nil
    }
  }

  /// The constants that an index names, also through other indices, in alphabetical order.
  public func constants(of name: String) -> [IndexConstant] {
    var found: Set<IndexConstant> = []
    var seen: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let index = self[next] else { continue }
      found.formUnion(index.formula.names.compactMap { IndexConstant.named($0) })
      open += index.formula.indexNames(in: self)
    }
    return found.sorted { $0.name < $1.name }
  }

  /// Why an index cannot be made from a scene with these bands and constants; nil where it can.
  public func obstacle(
    to name: String, from available: Set<BandRole>, constants: IndexConstants
  ) -> String? {
    guard let index = self[name] else {
      return NearestName.message("index", name, among: names)
    }
    if let obstacle = index.obstacle { return "\(name) \(obstacle)" }
    let missing = roles(of: name).subtracting(available).sorted()
    guard missing.isEmpty else {
      return "\(name) needs \(missing.map(\.description).joined(separator: ", "))"
    }
    let unset = self.constants(of: name).first { constants[$0.name] == nil }
    return unset.map { constants.obstacle(to: name, needing: $0) }
  }
}
