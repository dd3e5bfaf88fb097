extension IndexCatalogue {
  /// A catalogue from a file in the format of Awesome Spectral Indices,
  /// `spectral-indices-dict.json`.
  ///
  /// Indices over radar or other bands that no scene has are kept, with the reason in `obstacle`.
  /// Kernels become indices of their own (kNR), of the radial kind. Names come in alphabetical
  /// order. Formulas that the public catalogue has wrong are kept as they are, with a caveat.
  ///
  /// - Throws: where the file is not of this format, a formula cannot be parsed or names something
  ///   unknown, or an index is defined through itself.
  public init(awesomeSpectralIndices json: [UInt8]) throws(IndexCatalogueError) {
    let definitions = try AwesomeSpectralIndices(json: json).definitions()
    do {
      try self.init(definitions)
    } catch {
      throw IndexCatalogueError("\(error)")
    }
  }
}
