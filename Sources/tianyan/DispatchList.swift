import ArgumentParser
import Delivery
import Foundation
import GeoFiles

/// The ranked list to those who act on it.
struct DispatchList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispatch",
    abstract: "Send the ranked list to a server, or into a folder that is carried over.",
    discussion: """
      A list goes to the outbox first and leaves it when the receiver has answered: a run that fails or \
      dies loses nothing, and the next one goes on. A list that arrived is not sent again. A server gets \
      GeoJSON by POST with Idempotency-Key (the SHA-256 of the body; a repetition has the same), \
      X-Tianyan-Time and X-Tianyan-Signature: v1= and the HMAC-SHA256 of TIME.BODY with the key, in \
      hexadecimal digits. Receipts stay in the outbox, and with --state also in the journal; of a \
      catalogue, sites that were found to be none, are allowed or closed are left out. Exit code 74: \
      it did not arrive yet.
      """)

  @OptionGroup var source: SiteSource

  @Option(help: "http://, https://, or a folder.")
  var to: String

  @Option(help: "The folder that remembers what was sent; made where there is none.")
  var outbox: String

  @Option(help: "The file with the key that signs (32 bytes or more, mode 600). A server needs it.")
  var key: String?

  @Option(help: "Only the first sites of the list.")
  var top: Int?

  @Option(help: "How often a list is tried in this run.")
  var attempts = Dispatcher.Patience().attempts

  @Option(help: "The seconds that one try may take.")
  var timeout = 30.0

  @Flag(name: .shortAndLong, help: "Say nothing where all went well.")
  var quiet = false

  func validate() throws {
    guard attempts > 0 else { throw ValidationError("--attempts is at least 1.") }
    guard timeout > 0, timeout <= 3600 else {
      throw ValidationError("--timeout takes seconds, above 0 and at most 3600.")
    }
    guard !to.isEmpty else { throw ValidationError("--to names a server or a folder.") }
    if let top, top < 1 { throw ValidationError("--top is at least 1.") }
  }

  func run() async throws {
    GDALRuntime.start()
    let channel = try channel()
    let sites = try source.sites(isOpen: true)
    let message = DispatchMessage(sites, limit: top)
    let box = try Outbox(in: outbox, for: channel)
    let isNew = try box.add(message)
    let log = Verbosity(level: 0).logger()
    let dispatcher = Dispatcher(
      box, by: channel, patience: Dispatcher.Patience(attempts: attempts))
    let count = try await dispatcher.run {
      log.warning("\($0)")
    } arrived: { message, receipt in
      try source.choice.note(
        "dispatch.arrived", of: receipt.destination,
        ["sha256": message.key, "answer": receipt.answer])
    }
    guard !quiet else { return }
    let sent = isNew || count > 0 ? "\(count) lists arrived" : "this list had arrived before"
    try StandardOutput.write(Array("\(channel.destination): \(sent)\n".utf8))
  }

  private func channel() throws -> any DispatchChannel {
    guard to.contains("://") else { return try FolderChannel(to) }
    guard let key else {
      throw Refusal(
        .usage, "a server must be able to tell that a list is ours", subject: "--to",
        advice: "openssl rand -hex 32 > key; chmod 600 key; then say --key key")
    }
    return try HTTPChannel(to, key: SigningKey(reading: try InputPath(key)), timeout: timeout)
  }
}
