/// Reads arbitrary bytes as a catalogue, in both formats: a wrong one is refused with a sentence,
/// every index of a right one can be asked for, and compiled unless it says why not.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCatalogue(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let json = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  do throws(IndexCatalogueError) {
    use(try IndexCatalogue(awesomeSpectralIndices: json))
  } catch {
    precondition(!error.description.isEmpty)
  }
  do {
    use(try IndexCatalogue(json: json))
  } catch {
    precondition(!"\(error)".isEmpty)
  }
  return 0
}

private func use(_ catalogue: IndexCatalogue) {
  for name in catalogue.names {
    let roles = catalogue.roles(of: name)
    precondition(catalogue[name]?.name == name)
    precondition(
      catalogue.canBeMade(name, from: roles) == (catalogue[name]?.obstacle == nil))
    _ = catalogue.obstacle(to: name, from: roles, constants: .sentinel2A)
    var builder = ProgramBuilder(
      catalogue: catalogue, context: .singleScene, constants: .placeholders)
    do throws(ExpressionError) {
      _ = try builder.number(index: name, date: .only)
      precondition(roles.isSuperset(of: builder.finish().inputs.map(\.role)))
    } catch {
      precondition(catalogue[name]?.obstacle != nil, "\(error)")
    }
  }
}
