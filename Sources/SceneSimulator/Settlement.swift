/// Houses and works on a street grid, dense in the middle and frayed at the edge.
struct Settlement {
  /// What is built there.
  enum Kind {
    case town, workshops, village
  }

  /// What is built there.
  let kind: Kind
  /// Its middle.
  let centre: Ground
  /// Metres from its middle to its ragged edge.
  let radius: Double
  /// The frame of its streets.
  let streets: Frame
  /// What decides its edge and its roofs.
  let noise: Noise

  /// What stands at a place; nil outside.
  func surface(at place: Ground) -> Surface? {
    let distance = (place - centre).length
    guard distance < radius * 1.5,
      1 - distance / radius + 0.7 * noise.value(at: place, wavelength: 160) > 0
    else { return nil }
    let local = streets.local(place)
    let block = plan.block
    let column = (local.along / block.length).rounded(.down)
    let row = (local.across / block.width).rounded(.down)
    let inBlock = (
      along: local.along - column * block.length, across: local.across - row * block.width
    )
    let toStreet = min(
      inBlock.along, block.length - inBlock.along, inBlock.across, block.width - inBlock.across)
    if toStreet < plan.halfStreet { return .asphalt }
    let lotColumn = (local.along / plan.lot.length).rounded(.down)
    let lotRow = (local.across / plan.lot.width).rounded(.down)
    let along = local.along - lotColumn * plan.lot.length
    let across = local.across - lotRow * plan.lot.width
    let toNeighbour = min(along, plan.lot.length - along, across, plan.lot.width - across)
    let built = toNeighbour > plan.gap
    let draw = noise.cell(column: Int(lotColumn), row: Int(lotRow))
    return lot(draw: draw, built: built)
  }

  private struct Plan {
    let block, lot: (length: Double, width: Double)
    let halfStreet, gap: Double
  }

  private var plan: Plan {
    switch kind {
    case .town: Plan(block: (96, 72), lot: (24, 18), halfStreet: 5, gap: 2.5)
    case .workshops: Plan(block: (160, 120), lot: (80, 60), halfStreet: 6, gap: 7)
    case .village: Plan(block: (66, 48), lot: (16.5, 16), halfStreet: 2.5, gap: 2.5)
    }
  }

  /// What the shares of roofs are is a matter of taste; that there are blue steel ones among the
  /// workshops and few trees is not.
  private func lot(draw: Double, built: Bool) -> Surface {
    switch kind {
    case .town:
      guard built else { return draw < 0.3 ? .grass : .concrete }
      if draw < 0.4 { return .greyRoof }
      if draw < 0.6 { return .tileRoof }
      if draw < 0.7 { return .brightRoof }
      if draw < 0.76 { return .blueRoof }
      return draw < 0.9 ? .concrete : .grass
    case .workshops:
      guard built else { return draw < 0.5 ? .concrete : .asphalt }
      if draw < 0.34 { return .blueRoof }
      if draw < 0.56 { return .brightRoof }
      if draw < 0.8 { return .greyRoof }
      return draw < 0.9 ? .yard : .concrete
    case .village:
      guard built else { return draw < 0.6 ? .grass : .yard }
      if draw < 0.45 { return .tileRoof }
      if draw < 0.7 { return .greyRoof }
      if draw < 0.76 { return .brightRoof }
      return draw < 0.9 ? .grass : .teaGarden
    }
  }
}
