import Foundation
import GeoFiles

/// Runs one task in a process of its own and waits for it, but not for ever.
struct ChildProcess {
  /// How a child ended.
  enum Ending: Hashable {
    /// It wrote its answer.
    case done
    /// It refused, with an exit code and its own words.
    case refused(code: Int32, message: String)
    /// It broke down or was ended: the words say how.
    case broken(String)
  }

  /// The program to run: this one.
  var program: String
  /// Where task files and messages go while it runs.
  var folder: String
  /// The lock on the state directory; a child holds it too. Nil where nothing is locked.
  var lock: RunLock?

  /// How often the child is looked at.
  private static let pollingMicroseconds: UInt32 = 5_000
  /// How long after the end of a child by a signal we wait for one of our own.
  private static let interruptionMicroseconds: UInt32 = 200_000
  /// The descriptor by which a child holds the lock; it does nothing with it.
  private static let inheritedLock = STDERR_FILENO + 1
  /// How much of what a child says is kept.
  private static let messageBytes = 4_096

  /// Runs `task`, and says how that ended and how many bytes of memory it took at most.
  func run(_ task: SceneTask) throws -> (ending: Ending, peakBytes: Int) {
    let request = folder + "/task.json"
    let messages = folder + "/messages"
    try StateFile.write(task, to: request)
    let pid = try start(["observe-scene", request], messages: messages)
    return wait(for: pid.process, pipe: pid.pipe, seconds: task.limits.seconds, messages)
  }

  /// Starts the program. Its standard input is a pipe that only we hold: when we die, however that
  /// happens, it ends, and the child with it. It inherits the lock, so that nobody else comes to work
  /// before the last child of a dead run is gone, whatever keeps it.
  private func start(
    _ arguments: [String], messages: String
  ) throws -> (process: pid_t, pipe: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw failure("make a pipe", errno) }
    ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, messages, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    if let lock {
      posix_spawn_file_actions_adddup2(&actions, lock.descriptor, Self.inheritedLock)
    }
    var texts = ([program] + arguments).map { strdup($0) } + [nil]
    defer { texts.forEach { free($0) } }
    var pid = pid_t()
    let result = posix_spawn(&pid, program, &actions, nil, &texts, environ)
    guard result == 0 else {
      close(ends[1])
      throw failure("start \(program)", result)
    }
    return (pid, ends[1])
  }

  private func failure(_ what: String, _ number: Int32) -> Refusal {
    Refusal(.ioError, "cannot \(what): \(String(cString: strerror(number)))", subject: "child")
  }

  private func wait(
    for pid: pid_t, pipe: Int32, seconds: Double, _ messages: String
  ) -> (ending: Ending, peakBytes: Int) {
    defer { close(pipe) }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var (status, usage, isLate) = (Int32(0), rusage(), false)
    while true {
      let found = wait4(pid, &status, WNOHANG, &usage)
      if found == pid { break }
      if found < 0, errno != EINTR {
        return (.broken("it was lost: \(String(cString: strerror(errno)))"), 0)
      }
      if !isLate, ContinuousClock.now > deadline {
        isLate = true
        kill(pid, SIGKILL)
      }
      usleep(Self.pollingMicroseconds)
    }
    let peak = Int(usage.ru_maxrss) << 10  // Linux counts it in kilobytes
    return (ending(status, isLate: isLate, seconds, words(in: messages)), peak)
  }

  private func ending(
    _ status: Int32, isLate: Bool, _ seconds: Double, _ words: String
  ) -> Ending {
    if isLate { return .broken("it was not done after \(Int(seconds)) s") }
    let signal = status & 0x7F  // as the macros of <sys/wait.h> take a status apart
    guard signal == 0 else {
      // Who stops a service tells all of its processes: we are about to hear it too.
      if [SIGTERM, SIGINT, SIGHUP].contains(signal) { usleep(Self.interruptionMicroseconds) }
      let name = String(cString: strsignal(signal))
      return .broken("it was ended by a signal: \(name)" + (words.isEmpty ? "" : "\n\(words)"))
    }
    let code = status >> 8 & 0xFF
    return code == 0 ? .done : .refused(code: code, message: words)
  }

  /// The end of what the child said, without what would steer a terminal.
  private func words(in file: String) -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else { return "" }
    defer { handle.closeFile() }
    let end = handle.seekToEndOfFile()
    handle.seek(toFileOffset: end > UInt64(Self.messageBytes) ? end - UInt64(Self.messageBytes) : 0)
    return String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
      .replacing("tianyan: ", with: "").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
