internal import CGDAL

/// One element of an XML file, read whole.
///
/// It is parsed by GDAL's own small parser, which knows no external entities and expands none of a
/// document's own, so that a file cannot make us fetch another or grow without bound. Namespace
/// prefixes are left out of names: `n1:General_Info` is `General_Info`.
public struct XMLElement: Hashable, Sendable {
  /// Its name without prefix.
  public var name: String
  /// Its attributes by name, without prefixes.
  public var attributes: [String: String]
  /// Its text, without the white space around it; empty where it holds elements only.
  public var text: String
  /// The elements in it, in order.
  public var children: [XMLElement]

  /// The most bytes of metadata that are read: those of a whole Sentinel-2 data strip take 13 MB.
  private static let sizeLimit = 32 << 20
  /// The most tags and attributes, which take some hundred bytes each in memory, however short they
  /// are: a Sentinel-2 tile has 11 000, so a data strip of 13 MB some 230 000.
  private static let markLimit = 500_000
  /// How deep elements may lie in each other.
  private static let depthLimit = 100

  /// The root of an XML file; refuses one with a document type, which no product has.
  public init(reading path: InputPath) throws {
    try self.init(parsing: try FileBytes.text(of: path, limit: Self.sizeLimit), path: path.shown)
  }

  /// The root of an XML text; `path` is what messages call it.
  public init(parsing text: String, path: String) throws {
    guard text.firstRange(of: "<!DOCTYPE") == nil, text.firstRange(of: "<!ENTITY") == nil else {
      throw Refusal(.badInput, "has a document type, which is not read", subject: path)
    }
    let marks = text.utf8.reduce(0) {
      $0 + ($1 == UInt8(ascii: "<") || $1 == UInt8(ascii: "=") ? 1 : 0)
    }
    guard marks <= Self.markLimit else {
      throw Refusal(
        .badInput,
        "has \(marks) tags and attributes, more than the \(Self.markLimit) that metadata may have",
        subject: path, advice: "fetch the product again: no provider's metadata is so large")
    }
    _ = GDALRuntime.started
    let root: UnsafeMutablePointer<CPLXMLNode>
    do {
      root = try reportingErrors("parse", path) { CPLParseXMLString(text) }
    } catch {
      throw Refusal(
        .badInput, "is no XML that can be read: \(error.messages.joined(separator: "; "))",
        subject: path, advice: "fetch the product again: the file is damaged or cut off")
    }
    defer { CPLDestroyXMLNode(root) }
    // The declaration (<?xml ...?>) and comments stand beside the root.
    var node: UnsafeMutablePointer<CPLXMLNode>? = root
    while let current = node {
      if current.pointee.eType == CXT_Element, current.pointee.pszValue[0] != UInt8(ascii: "?") {
        self = try Self(current, depth: 0, path)
        return
      }
      node = current.pointee.psNext
    }
    throw Refusal(.badInput, "holds no XML element", subject: path)
  }

  private init(_ node: UnsafeMutablePointer<CPLXMLNode>, depth: Int, _ path: String) throws {
    guard depth < Self.depthLimit else {
      throw Refusal(.badInput, "nests its elements too deep", subject: path)
    }
    name = Self.local(node)
    attributes = [:]
    text = ""
    children = []
    var next = node.pointee.psChild
    while let child = next {
      switch child.pointee.eType {
      case CXT_Element: children.append(try Self(child, depth: depth + 1, path))
      case CXT_Text: text += String(cString: child.pointee.pszValue)
      case CXT_Attribute:
        attributes[Self.local(child)] = child.pointee.psChild.map {
          String(cString: $0.pointee.pszValue)
        }
      default: break
      }
      next = child.pointee.psNext
    }
    text = text.trimmingWhitespace
  }

  private static func local(_ node: UnsafeMutablePointer<CPLXMLNode>) -> String {
    let name = String(cString: node.pointee.pszValue)
    return name.split(separator: ":").last.map(String.init) ?? name
  }

  /// The first child of that name.
  public func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The first element down a path of names separated by slashes: `General_Info/Product_Info`.
  public func at(_ path: String) -> XMLElement? {
    var element: XMLElement? = self
    for name in path.split(separator: "/") { element = element?.child(String(name)) }
    return element
  }

  /// Every element of that name in it, however deep, in order.
  public func all(_ name: String) -> [XMLElement] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
  }

  /// The first element of that name in it, however deep.
  public func first(_ name: String) -> XMLElement? {
    for child in children {
      if child.name == name { return child }
      if let found = child.first(name) { return found }
    }
    return nil
  }

  /// Its text as a finite number; nil where it is none.
  public var number: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
}

extension String {
  /// The text without the white space at both ends.
  fileprivate var trimmingWhitespace: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
