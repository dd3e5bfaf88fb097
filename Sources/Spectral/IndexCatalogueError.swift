/// What is wrong with a catalogue file.
public struct IndexCatalogueError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, and with which entry.
  public let description: String

  init(_ description: String) { self.description = description }

  /// A decoder's complaint in one sentence, with the way to the place: the wording of decoders
  /// tells of Swift types, which whoever wrote the file does not know.
  init(_ error: DecodingError) {
    func sentence(_ path: [any CodingKey], _ message: String) -> String {
      let place = path.map(\.stringValue).joined(separator: ".")
      return place.isEmpty ? message : "\(place): \(message)"
    }
    switch error {
    case .keyNotFound(let key, let context):
      self.init(sentence(context.codingPath + [key], "this is missing"))
    case .typeMismatch(_, let context):
      self.init(sentence(context.codingPath, "this is of the wrong type"))
    case .valueNotFound(_, let context):
      self.init(sentence(context.codingPath, "this is null"))
    case .dataCorrupted(let context):
      self.init(sentence(context.codingPath, "this is not valid JSON"))
    @unknown default:
      self.init("this is not a catalogue")
    }
  }
}
