import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import ScheduledRun

@Suite("Child process")
struct ChildProcessTests {
  private let home: TemporaryFolder
  private let state: StateDirectory

  init() throws {
    home = try TemporaryFolder()
    state = try StateDirectory.prepared(at: home.file("state"))
  }

  /// A child that is a shell script; its second argument is the task.
  private func child(_ script: String, lock: RunLock? = nil) throws -> ChildProcess {
    let program = try home.write("#!/bin/sh\n\(script)\n", to: "child.sh")
    #expect(chmod(program, 0o755) == 0)
    return ChildProcess(program: program, folder: state.work, lock: lock)
  }

  private func run(
    _ child: ChildProcess, seconds: Double = TaskLimits.usualSeconds
  ) throws -> ChildProcess.Ending {
    try child.run(
      SceneTask(
        work: .prepare(products: [], layer: ""), region: "", state: state.path,
        answer: state.work + "/answer.json", threads: 1, allowRemote: false,
        limits: TaskLimits(seconds: seconds))
    ).ending
  }

  @Test("tells how it ended: done, refused with its words, by a signal, or too late")
  func endings() throws {
    #expect(try run(child("exit 0")) == .done)
    #expect(
      try run(child("echo 'tianyan: b.tif: is broken' >&2; exit 65"))
        == .refused(code: 65, message: "b.tif: is broken"))
    guard case .broken(let signal) = try run(child("kill -SEGV $$")) else {
      Issue.record("a signal is no ending in good order")
      return
    }
    #expect(signal.contains("ended by a signal"))
    #expect(try run(child("exec sleep 600"), seconds: 0) == .broken("it was not done after 0 s"))
  }

  @Test("holds the lock until the last of it is gone, though the run that started it is dead")
  func inheritedLock() throws {
    let gate = home.file("gate")
    #expect(mkfifo(gate, 0o600) == 0)
    // What the child leaves behind waits until somebody writes to the gate.
    let stayer = "(read line < '\(gate)') </dev/null >/dev/null 2>&1 &"
    do {
      let lock = try RunLock(of: state)
      #expect(try run(child(stayer, lock: lock)) == .done)
    }
    let refusal = #expect(throws: Refusal.self) { _ = try RunLock(of: state) }
    #expect(refusal?.reason == .locked)
    try "go\n".write(toFile: gate, atomically: false, encoding: .utf8)
    var taken: RunLock?
    for _ in 0..<6_000 where taken == nil {
      do {
        taken = try RunLock(of: state)
      } catch {
        usleep(5_000)
      }
    }
    #expect(taken != nil)
  }
}
