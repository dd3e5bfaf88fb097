/// Parses arbitrary bytes as an expression, compiles it and runs it on a few pixels: a wrong one is
/// refused with a place inside its source, a right one keeps the promises of the language.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExpression(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let source = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  do throws(ExpressionError) {
    let expression = try Expression(parsing: source)
    let again = try Expression(parsing: expression.description)
    precondition(again == expression, "what is printed is another expression")
    try run(expression, in: .singleScene)
  } catch {
    precondition(error.offset >= 0 && error.offset <= error.source.count)
    precondition(!error.description.isEmpty)
  }
  do throws(ExpressionError) {
    try run(Expression(parsing: source), in: .twoDates)
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

/// Reflectances, and the numbers that break arithmetic.
private let samples: [Float] = [
  0, 0.02, 0.5, 1, -0.01, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
]

private func run(
  _ expression: Expression, in context: ExpressionContext
) throws(ExpressionError) {
  var builder = ProgramBuilder(context: context)
  let number: NumberOutput?
  let condition: ConditionOutput?
  switch expression.kindOfResult {
  case .number: (number, condition) = (try builder.number(expression), nil)
  case .condition: (number, condition) = (nil, try builder.condition(expression))
  }
  let program = builder.finish()
  precondition(!program.description.isEmpty || program.inputs.isEmpty)
  let runner = ProgramRunner(program, blockLength: samples.count)
  runner.run(count: samples.count) { input, register in
    for i in 0..<samples.count { register[i] = samples[(i + input) % samples.count] }
    return true
  }
  if let number {
    runner.withNumbers(number) { span in
      for i in 0..<span.count { precondition(!span[i].isInfinite, "a number is infinite") }
    }
  }
  if let condition {
    runner.withTruths(condition) { span in
      for i in 0..<span.count { precondition(span[i] <= 2, "both true and false") }
    }
  }
}
