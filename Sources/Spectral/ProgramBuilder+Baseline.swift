extension ProgramBuilder {
  /// Adds a layer of a baseline as an output.
  public mutating func number(of statistic: BaselineStatistic) -> NumberOutput {
    output(number: graph.number(of: .statistic(statistic)))
  }

  /// Adds `z(X)`: how many scales X of the later scene, or of the only one, lies above the median of its baseline;
  /// unknown where too few dates are known.
  mutating func baselineScore(
    _ argument: ExpressionNode, at offset: Int, in scope: Scope
  ) throws(ExpressionError) -> Int {
    guard let baseline else { throw scope.error("z needs a baseline", at: offset) }
    guard case .name(let written) = argument.content, scope.index == nil else {
      throw scope.error(
        "z takes the bare name of an index or a band, as in z(NDVI)", at: argument.offset)
    }
    let date = context == .singleScene ? SceneDate.only : .after
    let value = try step(named: written, date, in: scope, at: argument.offset)
    let name = BandRole(name: written)?.rawValue ?? written
    guard baseline.names?.contains(name) != false else {
      throw scope.error("the baseline does not hold \(name)", at: argument.offset)
    }
    let median = graph.number(of: .statistic(BaselineStatistic(name, .median)))
    let scale = graph.number(of: .statistic(BaselineStatistic(name, .scale)))
    let count = graph.number(of: .statistic(BaselineStatistic(name, .count)))
    let distance = graph.operation(.divide, graph.operation(.subtract, value, median), scale)
    let isEnough = graph.operation(
      .lessOrEqual, graph.constant(Float(baseline.minimumCount)), count)
    return graph.operation(.select, isEnough, distance, graph.constant(.nan))
  }
}
