import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import Delivery

@Suite("An outbox")
struct OutboxTests {
  private let home: TemporaryFolder
  private let channel = TestChannel()
  init() throws { home = try TemporaryFolder() }

  private var folder: String { home.file("outbox") }
  private let receipt = DispatchReceipt(destination: "test", time: 1, attempts: 2, answer: "taken")

  private func pendingFolder() throws -> String {
    let receiver = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    return "\(folder)/\(receiver)/pending"
  }

  @Test("keeps lists in their order over a restart, each once")
  func restart() throws {
    let messages = (0..<12).map { DispatchMessage("list \($0)") }
    do {
      let box = try Outbox(in: folder, for: channel)
      for message in messages { #expect(try box.add(message)) }
      #expect(try !box.add(messages[3]))
    }
    let again = try Outbox(in: folder, for: channel)
    #expect(try !again.add(messages[5]))
    #expect(try again.pending() == messages)
  }

  @Test("lets go of a list with its receipt, and does not take it again")
  func settled() throws {
    let message = DispatchMessage("list")
    do {
      let box = try Outbox(in: folder, for: channel)
      _ = try box.add(message)
      try box.settle(message, receipt)
      #expect(try box.pending().isEmpty)
    }
    let again = try Outbox(in: folder, for: channel)
    #expect(try again.hasReceipt(message.key))
    #expect(try !again.add(message))
    #expect(try again.pending().isEmpty)
  }

  @Test("does not send what has a receipt, where a run died between receipt and removal")
  func died() throws {
    let message = DispatchMessage("list")
    let box = try Outbox(in: folder, for: channel)
    _ = try box.add(message)
    let pending = try pendingFolder()
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: pending).first)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(pending)/\(name)"))
    try box.settle(message, receipt)
    try bytes.write(to: URL(fileURLWithPath: "\(pending)/\(name)"))
    #expect(try box.pending().isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: pending).isEmpty)
  }

  @Test("knows receivers apart")
  func receivers() throws {
    let message = DispatchMessage("list")
    let one = try Outbox(in: folder, for: channel)
    _ = try one.add(message)
    try one.settle(message, receipt)
    let other = try Outbox(in: folder, for: TestChannel(identity: "other"))
    #expect(try other.add(message))
  }

  @Test("is refused while another run holds it")
  func held() throws {
    let box = try Outbox(in: folder, for: channel)
    let refusal = try #require(throws: Refusal.self) { try Outbox(in: folder, for: channel) }
    #expect(refusal.what.contains("another run"))
    #expect(try box.pending().isEmpty)
  }

  @Test("refuses a list that somebody changed")
  func changed() throws {
    let box = try Outbox(in: folder, for: channel)
    _ = try box.add(DispatchMessage("list"))
    let pending = try pendingFolder()
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: pending).first)
    try Data("other".utf8).write(to: URL(fileURLWithPath: "\(pending)/\(name)"))
    #expect(throws: Refusal.self) { try box.pending() }
  }
}
