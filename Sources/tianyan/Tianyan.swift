import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis

/// The command line program: one file a subcommand.
@main
struct Tianyan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tianyan",
    abstract: "Satellite scenes of a county in, ranked candidate violation sites out.",
    discussion: """
      Exit codes: 0 every promised output is there; 64 wrong usage; 65 an input is not what it \
      should be; 66 no such input; 69 nothing to judge; 70 a bug; 73 cannot write; 74 a device \
      failed; 75 another run holds what is needed. An empty answer is a valid empty collection and 0.
      """,
    version: Software.signature + ", GDAL " + GDALRuntime.version,
    subcommands: [
      Scan.self,
      Index.self,
      Change.self,
      MakeBaseline.self,
      Monitor.self,
      Info.self,
      Indices.self,
      Prepare.self,
      Evaluate.self,
      Run.self,
      Status.self,
      Check.self,
      Prune.self,
      ObserveScene.self,
      SitesCommand.self,
      SiteCommand.self,
      VerdictCommand.self,
      DaysUnobservedCommand.self,
      AuditCommand.self,
      Evidence.self,
      Report.self,
      Export.self,
      DispatchList.self,
    ])

  /// A command line that asks for nothing must not look like a success.
  func run() async throws {
    throw ValidationError("Say what to do, for example: tianyan scan BEFORE AFTER")
  }

  /// Parses, runs, and turns what went wrong into a message and an exit code.
  static func main() async {
    let interruption = Interruption.listen()
    defer { interruption.forEach { $0.cancel() } }
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let refusal as Refusal {
      StandardErrorLog.writeMessage("tianyan: \(refusal)\n")
      Foundation.exit(refusal.reason.rawValue)
    } catch let error as GDALError {
      // What PROJ or GDAL cannot do with a grid or a boundary is the input's fault, not ours.
      StandardErrorLog.writeMessage("tianyan: \(error)\n")
      Foundation.exit(Refusal.Reason.badInput.rawValue)
    } catch  where exitCode(for: error) == .failure {
      StandardErrorLog.write(
        "tianyan: \(error)\n  This is a bug of ours: please report it with the command you ran.\n")
      Foundation.exit(Refusal.Reason.bug.rawValue)
    } catch {
      exit(withError: error)  // help, version and usage, as ArgumentParser words them
    }
  }
}
