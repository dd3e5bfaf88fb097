/// Where an expression stands: its text, for messages, and what its bare names mean.
struct Scope {
  var source: String
  /// The scene of a bare name; nil where a name has to say it.
  var date: SceneDate?
  /// The index whose formula this is; nil for an expression of the user's.
  var index: String?

  init(_ expression: Expression, _ context: ExpressionContext) {
    self.init(expression, context == .singleScene ? .only : nil)
  }

  init(_ expression: Expression, _ date: SceneDate?, index: String? = nil) {
    source = expression.source
    self.date = date
    self.index = index
  }

  /// Where nothing but a name stands.
  init(_ name: String) { source = name }

  func error(_ message: String, at offset: Int) -> ExpressionError {
    ExpressionError(message, in: source, at: offset)
  }
}
