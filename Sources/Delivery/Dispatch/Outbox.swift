import Crypto
import Foundation
import GeoFiles
import Sites

/// A folder that knows for one receiver which lists are still to be sent and which have arrived, also after a restart
/// at any moment.
///
/// A list lies in `pending/` before it is tried; its receipt in `receipts/` is written before it leaves `pending/`. Who
/// finds both knows that it arrived.
public struct Outbox: Sendable {
  /// The folder of this receiver.
  private let home: String
  private let lock: FolderLock

  /// The outbox for a receiver inside `folder`, made where there is none; refuses while another run holds it.
  public init(in folder: String, for channel: some DispatchChannel) throws {
    // An address may hold what a folder's name must not tell.
    let name = Hexadecimal.text(SHA256.hash(data: Array(channel.identity.utf8))).prefix(16)
    home = URL(fileURLWithPath: folder).standardizedFileURL.path + "/" + name
    for part in ["pending", "receipts"] {
      do {
        try FileManager.default.createDirectory(
          atPath: home + "/" + part, withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      } catch {
        throw Refusal(
          .cannotWrite, "cannot be made: \(error.localizedDescription)", subject: folder,
          advice: "name a folder that this user may write")
      }
    }
    lock = try FolderLock(home)
    // For people who look into the folder.
    try OutputFile(home + "/destination").write(
      Array((channel.destination + "\n").utf8))
  }

  /// Adds a list, unless it arrived before or waits already; whether it was added.
  public func add(_ message: DispatchMessage) throws -> Bool {
    guard try !hasReceipt(message.key), try !waiting().contains(where: { $0.key == message.key })
    else { return false }
    let last = try names(in: "pending").last.flatMap { Int($0.prefix(Self.digits)) } ?? 0
    let number = String(last + 1)
    let padded = String(repeating: "0", count: max(0, Self.digits - number.count)) + number
    try OutputFile("\(home)/pending/\(padded)-\(message.key).geojson").write(message.body)
    return true
  }

  /// Digits of the number that keeps lists in the order in which they came.
  private static let digits = 8

  /// The lists that have not arrived, the oldest first. One whose bytes are not those of its name is refused: somebody
  /// changed it.
  public func pending() throws -> [DispatchMessage] {
    try waiting().compactMap { entry in
      guard try !hasReceipt(entry.key) else {
        // A run ended between the receipt and this.
        try remove(entry.name)
        return nil
      }
      let path = try InputPath("\(home)/pending/\(entry.name)")
      let file = try FileBytes(opening: path)
      let message = DispatchMessage(body: try file.read(from: 0, count: file.count))
      guard message.key == entry.key else {
        throw Refusal(
          .badInput, "is not what was put there: its bytes do not give its name",
          subject: path.shown, advice: "take it out of the folder and dispatch the result again")
      }
      return message
    }
  }

  /// Keeps the receipt of a list and lets go of the list.
  public func settle(_ message: DispatchMessage, _ receipt: DispatchReceipt) throws {
    try OutputFile("\(home)/receipts/\(message.key).json").write(receipt.json(for: message))
    for entry in try waiting() where entry.key == message.key { try remove(entry.name) }
  }

  private func waiting() throws -> [(name: String, key: String)] {
    try names(in: "pending").compactMap { name in
      guard let match = name.wholeMatch(of: /[0-9]{8,}-([0-9a-f]{64})\.geojson/) else { return nil }
      return (name, String(match.output.1))
    }
  }

  /// Whether a list of this key has arrived.
  public func hasReceipt(_ key: String) throws -> Bool {
    FileManager.default.fileExists(atPath: "\(home)/receipts/\(key).json")
  }

  private func names(in part: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: home + "/" + part).sorted()
    } catch {
      throw Refusal(.ioError, "cannot be listed: \(error.localizedDescription)", subject: home)
    }
  }

  private func remove(_ name: String) throws {
    guard unlink("\(home)/pending/\(name)") == 0 || errno == ENOENT else {
      throw Refusal(.ioError, String(cString: strerror(errno)), subject: "\(home)/pending/\(name)")
    }
  }
}

/// What is kept of a delivery.
public struct DispatchReceipt: Sendable {
  /// Where the list went.
  public var destination: String
  /// When it arrived, seconds since 1970.
  public var time: Int
  /// How many times it was tried in this run.
  public var attempts: Int
  /// What the receiver answered.
  public var answer: String

  /// The receipt as a line of JSON.
  func json(for message: DispatchMessage) -> [UInt8] {
    let value: JSONValue = .object([
      ("key", .string(message.key)), ("bytes", .int(message.body.count)),
      ("destination", .string(destination)), ("time", .int(time)), ("attempts", .int(attempts)),
      ("answer", .string(answer)),
    ])
    return value.bytes + [UInt8(ascii: "\n")]
  }
}

/// Holds a folder for one run at a time (`flock`); the system lets go of it when the process ends, however it ends.
private final class FolderLock: Sendable {
  private let descriptor: Int32

  init(_ folder: String) throws {
    descriptor = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Refusal(.cannotWrite, String(cString: strerror(errno)), subject: folder)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Refusal(
        .cannotWrite, "is held by another run", subject: folder, advice: "wait until it is done")
    }
  }

  deinit { close(descriptor) }
}
