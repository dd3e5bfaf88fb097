/// The name of a kernel in Awesome Spectral Indices: `k` and two operands, as in kNR.
///
/// A kernel says how alike two reflectances are. The radial one is meant, exp(-(a - b)^2 / (2
/// sigma^2)), which is what its paper recommends: Camps-Valls et al. 2021, doi
/// 10.1126/sciadv.abc7447.
struct KernelName {
  var a: String
  var b: String

  /// The operands of a name; nil where it is no kernel's.
  init?(_ name: String) {
    guard name.first == "k" else { return nil }
    let operands = name.dropFirst()
    for place in operands.indices.dropFirst() {
      let (a, b) = (String(operands[..<place]), String(operands[place...]))
      guard Self.isOperand(a), Self.isOperand(b) else { continue }
      (self.a, self.b) = (a, b)
      return
    }
    return nil
  }

  /// A band by its code, or the canopy background L.
  private static func isOperand(_ name: String) -> Bool {
    name == "L" || BandRole.shortCodes[name] != nil
  }

  /// The formula of the radial kernel.
  var formula: String { "exp(-(\(a) - \(b))^2 / (2 * sigma^2))" }
}
