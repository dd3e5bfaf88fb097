import Delivery
import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("A server that takes lists")
struct HTTPChannelTests {
  private func channel(_ address: String) throws -> HTTPChannel {
    let home = try TemporaryFolder()
    let path = try home.write(String(repeating: "k", count: 32), to: "key")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return try HTTPChannel(address, key: SigningKey(reading: InputPath(path)), timeout: 1)
  }

  @Test("is shown without what tokens hide in")
  func destination() throws {
    #expect(
      try channel("https://host:8443/lists?token=s#t").destination == "https://host:8443/lists")
  }

  @Test(
    "is refused where it can never be reached",
    arguments: [
      "", "ftp://host/", "HTTP://host/", "http://", "http://host:99999/", "http://host:0/",
      "http://host/a b", "http://host/a\r\nX: y", "https://user:password@host/",
    ])
  func addresses(_ address: String) {
    let refusal = #expect(throws: Refusal.self) { _ = try channel(address) }
    #expect(refusal?.reason == .usage)
  }

  @Test("that is not there has not taken a list, and may the next time")
  func absent() async throws {
    // Port 1 of this machine: nobody listens there.
    let channel = try channel("http://127.0.0.1:1/lists")
    let failure = await #expect(throws: DeliveryFailure.self) {
      try await channel.deliver(DispatchMessage("{}"))
    }
    #expect(failure?.mayPass == true)
    #expect(failure?.what.contains("NSURLErrorDomain") == false)
  }
}
