import Foundation
import GeoFiles

/// A way to bring a list to its receiver.
public protocol DispatchChannel: Sendable {
  /// What it leads to, fit to be shown.
  var destination: String { get }
  /// What tells it from every other receiver: a list goes there once. It may hold what is not to be shown.
  var identity: String { get }

  /// Tries once; gives what the receiver answered, a line. The receiver may get a list more than once, and knows it by
  /// its key.
  func deliver(_ message: DispatchMessage) async throws(DeliveryFailure) -> String
}

/// Why a list did not arrive.
public struct DeliveryFailure: Error, Hashable, Sendable {
  /// What happened, a clause.
  public var what: String
  /// Whether it may go better the next time.
  public var mayPass: Bool
  /// How many seconds the receiver asks to wait; nil where it says nothing.
  public var wait: Double?

  /// A failure from its parts.
  public init(_ what: String, mayPass: Bool, wait: Double? = nil) {
    self.what = what
    self.mayPass = mayPass
    self.wait = wait
  }
}

/// A folder that is carried to the receiver by hand.
public struct FolderChannel: DispatchChannel {
  private let folder: String

  /// A folder that is there.
  public init(_ path: String) throws {
    folder = URL(fileURLWithPath: path).standardizedFileURL.path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw Refusal(
        .cannotWrite, "is neither http://, https:// nor a folder that is there", subject: path,
        advice: "make the folder first")
    }
  }

  /// The folder.
  public var destination: String { folder }
  /// The folder.
  public var identity: String { folder }

  /// How much of the key is in a file's name: enough that two lists never share one.
  private static let digits = 16

  /// Writes the list as `sites-KEY.geojson`.
  public func deliver(_ message: DispatchMessage) async throws(DeliveryFailure) -> String {
    let name = "sites-\(message.key.prefix(Self.digits)).geojson"
    do {
      try OutputFile(folder + "/" + name).write(message.body)
    } catch {
      throw DeliveryFailure("\(error)", mayPass: false)
    }
    return "written as \(name)"
  }
}
