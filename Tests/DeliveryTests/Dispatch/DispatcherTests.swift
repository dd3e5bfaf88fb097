import Delivery
import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("Dispatching")
struct DispatcherTests {
  private let home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  private let busy = DeliveryFailure("busy", mayPass: true)

  private func dispatch(_ texts: [String], by channel: some DispatchChannel) async throws -> Int {
    let box = try Outbox(in: home.file("outbox"), for: channel)
    for text in texts { _ = try box.add(DispatchMessage(text)) }
    return try await Dispatcher(box, by: channel, patience: .quick).run()
  }

  @Test("tries again what may pass, and brings every list once and in order")
  func retries() async throws {
    let channel = TestChannel(failing: [busy, busy])
    #expect(try await dispatch(["a", "b"], by: channel) == 2)
    #expect(channel.keys == ["a", "b"].map { DispatchMessage($0).key })
    #expect(try await dispatch(["a", "b"], by: channel) == 0)
    #expect(channel.keys.count == 2)
  }

  @Test("gives up after so many tries with exit code 74, and goes on in the next run")
  func givesUp() async throws {
    let channel = TestChannel(failing: [busy, busy, busy])
    let refusal = try await #require(throws: Refusal.self) {
      try await dispatch(["a", "b"], by: channel)
    }
    #expect(refusal.reason == .ioError)
    #expect(refusal.what.contains("2 lists wait"))
    #expect(channel.keys.isEmpty)
    #expect(try await dispatch(["c"], by: channel) == 3)
    #expect(channel.keys == ["a", "b", "c"].map { DispatchMessage($0).key })
  }

  @Test("does not try again what will not pass")
  func permanent() async throws {
    let channel = TestChannel(failing: [DeliveryFailure("forged", mayPass: false)])
    await #expect(throws: Refusal.self) { try await dispatch(["a"], by: channel) }
    #expect(channel.keys.isEmpty)
    #expect(try await dispatch([], by: channel) == 1)
  }

  @Test("into a folder writes the list whole under a name of its own, once")
  func folder() async throws {
    let channel = try FolderChannel(home.folder("handover"))
    #expect(try await dispatch(["a"], by: channel) == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: home.file("handover"))
    #expect(names == ["sites-\(DispatchMessage("a").key.prefix(16)).geojson"])
    #expect(try home.bytes(of: "handover/" + names[0]) == Array("a".utf8))
    // The courier has taken it.
    try FileManager.default.removeItem(atPath: home.file("handover/" + names[0]))
    #expect(try await dispatch(["a"], by: channel) == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.file("handover")).isEmpty)
  }

  @Test("sends GeoJSON with ranks that says how many sites are left out")
  func message() throws {
    let message = DispatchMessage(try SampleSites.sites(in: home), limit: 2)
    let text = String(decoding: message.body, as: UTF8.self)
    #expect(text.contains("\"dispatch\":{\"sites\":2,\"left_out\":1}"))
    let sites = try DeliveredSites(reading: InputPath(home.write(text, to: "sent.geojson")))
    #expect(sites.sites.map { $0["rank"] } == [.integer(1), .integer(2)])
    #expect(sites.sites.map(\.id) == [SampleSites.pond.id, SampleSites.plume.id])
  }

  @Test(
    "is refused to an address that is none, and to one with a password, which is not shown",
    arguments: ["ftp://host/x", "https://", "http://user:hush@host/x", "file:///etc/passwd"])
  func addresses(address: String) throws {
    let path = try home.write(String(repeating: "k", count: 32), to: "key")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let key = try SigningKey(reading: InputPath(path))
    let refusal = try #require(throws: Refusal.self) {
      try HTTPChannel(address, key: key, timeout: 1)
    }
    #expect(refusal.reason == .usage && !"\(refusal)".contains("hush"))
  }

  @Test("pauses twice as long each time, as long as the receiver asks, and never too long")
  func pauses() {
    let patience = Dispatcher.Patience(attempts: 9, firstPause: 1, longestPause: 60)
    #expect([1, 2, 3, 7].map { patience.pause(after: $0, asked: nil) } == [1, 2, 4, 60])
    #expect(patience.pause(after: 1, asked: 20) == 20)
    #expect(patience.pause(after: 1, asked: 1e9) == 60)
  }
}
