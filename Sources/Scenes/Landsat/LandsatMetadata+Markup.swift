import Foundation
import GeoFiles

/// The JSON and XML formats: one object or element that holds the groups.
extension LandsatMetadata {
  /// The groups of a JSON text.
  static func groups(ofJSON text: String, path: String) throws -> [String: [String: String]] {
    let files: [String: [String: [String: JSONScalar]]]
    do {
      files = try JSONDecoder().decode(
        [String: [String: [String: JSONScalar]]].self, from: Data(text.utf8))
    } catch {
      throw Refusal(
        .badInput, "is no JSON of groups with keys and values", subject: path,
        advice: "fetch the product again: its metadata is damaged or cut off")
    }
    guard let groups = files.first?.value, files.count == 1 else {
      throw Refusal(.badInput, "holds \(files.count) metadata files, not one", subject: path)
    }
    return groups.mapValues { $0.mapValues(\.text) }
  }

  /// The groups of an XML text.
  static func groups(ofXML text: String, path: String) throws -> [String: [String: String]] {
    let root = try XMLElement(parsing: text, path: path)
    var groups: [String: [String: String]] = [:]
    for group in root.children {
      var values: [String: String] = [:]
      for child in group.children {
        guard child.children.isEmpty else {
          throw Refusal(.badInput, "nests elements in \(child.name)", subject: path)
        }
        guard values.updateValue(child.text, forKey: child.name) == nil else {
          throw Refusal(.badInput, "says \(child.name) twice in \(group.name)", subject: path)
        }
      }
      guard groups.updateValue(values, forKey: group.name) == nil else {
        throw Refusal(.badInput, "has the group \(group.name) twice", subject: path)
      }
    }
    return groups
  }
}

/// A value of a JSON text: USGS quotes all, others do not quote numbers.
private struct JSONScalar: Decodable {
  var text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      text = try container.decode(String.self)
    } catch DecodingError.typeMismatch {
      let number = try container.decode(Double.self)
      text = Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }
  }
}
