import Glibc
import MailTestServers
import NIOPosix
import Testing

@testable import MailboxMigration

/// A process that is killed right before and right after each transaction of its journal.
@Suite struct JournalSweepTests {
    @Test(arguments: ["1", "auto"])
    func `Killed at any transaction, it loses nothing and doubles nothing`(connections: String) async throws {
        let sweep = Sweep(name: "Killed at a transaction of the journal, connections: \(connections)", sample: 14)
        let problems = try await sweep.run(mail: SweepMail.withLargeMessage) { bench in
            let undisturbed = try await bench.dyingMigration(connections)
            #expect(undisturbed.code == 0, "\(undisturbed.errors)")
            let transactions = try #require(Int(undisturbed.lastLine))
            return (1...transactions).flatMap { [Death(.begins, $0), Death(.isDurable, $0)] }
        } attempt: { death, bench in
            let run = try await bench.dyingMigration(connections, death)
            guard run.code == 128 + SIGKILL else { return run.code == 0 ? .notReached : .problem(run.errors) }
            var options = MigrationOptions()
            options.proof = .full
            options.connections = Int(connections)
            let problems = try await bench.problems(afterLastRun: try bench.migrator(options))
            return problems.isEmpty ? .fine : .problem(problems.joined(separator: "; "))
        }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}

/// The moment at which a process is killed.
private struct Death: Sendable, CustomStringConvertible {
    let moment: JournalMoment
    let transaction: Int

    init(_ moment: JournalMoment, _ transaction: Int) {
        self.moment = moment
        self.transaction = transaction
    }

    var description: String { "transaction \(transaction) \(moment)" }
}

extension SweepBench {
    /// Runs a migration as a process of its own.
    fileprivate func dyingMigration(
        _ connections: String, _ death: Death? = nil
    ) async throws -> (code: CInt, lastLine: String, errors: String) {
        let arguments =
            ["\(old.ports.imap)", Self.oldUser, "\(new.ports.imap)", user, journal, connections]
            + (death.map { ["\($0.transaction)", "\($0.moment)"] } ?? [])
        let folder = folder
        return try await NIOThreadPool.singleton.runIfActive {
            try ProgramProcess(arguments, of: "dying-migration", folder: folder).finish()
        }
    }
}
