import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import NIOPosix
import Testing

@testable import MailboxMigration

/// A process that is killed right before and right after each transaction of its journal.
@Suite struct JournalSweepTests {
    @Test(arguments: ["1", "auto"])
    func `Killed at any transaction, it loses nothing and doubles nothing`(connections: String) async throws {
        try await sweep("Killed at a transaction", connections, sample: 10, SweepMail.withLargeMessage) { bench in
            try await bench.deaths(connections).map { Crash([$0]) }
        }
    }

    @Test func `Killed again while it recovers, it loses nothing and doubles nothing`() async throws {
        try await sweep("Killed again", "1", sample: 8) { bench in
            var crashes: [Crash] = []
            for first in SweepScale.spread(try await bench.deaths("1").filter { $0.moment == .begins }, 6) {
                try bench.again()
                _ = try await bench.dyingMigration("1", first)
                crashes += try await bench.deaths("1").map { Crash([first, $0]) }
            }
            return crashes
        }
    }

    @Test(arguments: [Crash.Misfortune.journalLost, .targetNumberedAnew])
    func `Killed, and more goes wrong before the next run`(misfortune: Crash.Misfortune) async throws {
        try await sweep("Killed, and then \(misfortune)", "1", sample: 6) { bench in
            try await bench.deaths("1").map { Crash([$0], misfortune) }
        }
    }

    @Test func `Killed at any transaction of a migration from POP3, it loses nothing and doubles nothing`() async throws
    {
        try await sweep("Killed at a transaction, from POP3", "1", sample: 12, SweepMail.inbox, from: .pop3) { bench in
            try await bench.deaths("1").map { Crash([$0]) }
        }
    }

    @Test(arguments: [Crash.Misfortune.journalLost, .targetNumberedAnew])
    func `Killed, from POP3, and more goes wrong before the next run`(misfortune: Crash.Misfortune) async throws {
        try await sweep(
            "Killed, from POP3, and then \(misfortune)", "1", sample: 4, SweepMail.inbox, from: .pop3
        ) { bench in
            try await bench.deaths("1").map { Crash([$0], misfortune) }
        }
    }

    private func sweep(
        _ name: String, _ connections: String, sample: Int, _ mail: (Maildir) throws -> Void = SweepMail.small,
        from source: MailProtocol = .imap,
        _ crashes: (SweepBench) async throws -> [Crash]
    ) async throws {
        let sweep = Sweep(name: "\(name), connections: \(connections)", sample: sample)
        let problems = try await sweep.run(mail: mail) { bench in
            try await crashes(bench.reading(source))
        } attempt: { crash, bench in
            try await bench.reading(source).attempt(crash, connections)
        }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}

/// What becomes of a migration before its last run.
struct Crash: Sendable, CustomStringConvertible {
    /// The moment at which a process is killed.
    struct Death: Sendable {
        let moment: JournalMoment
        let transaction: Int
    }

    enum Misfortune: Sendable {
        case journalLost
        case targetNumberedAnew
    }

    /// One for each run.
    let deaths: [Death]
    let misfortune: Misfortune?

    init(_ deaths: [Death], _ misfortune: Misfortune? = nil) {
        self.deaths = deaths
        self.misfortune = misfortune
    }

    var description: String { deaths.map { "transaction \($0.transaction) \($0.moment)" }.joined(separator: ", then ") }
}

extension SweepBench {
    /// Runs a migration to its end.
    ///
    /// - Returns: every moment at which it could have been killed.
    fileprivate func deaths(_ connections: String) async throws -> [Crash.Death] {
        let undisturbed = try await dyingMigration(connections)
        #expect(undisturbed.code == 0, "\(undisturbed.errors)")
        let transactions = try #require(Int(undisturbed.lastLine))
        return (1...transactions).flatMap { transaction in
            [JournalMoment.begins, .isDurable].map { Crash.Death(moment: $0, transaction: transaction) }
        }
    }

    fileprivate func attempt(_ crash: Crash, _ connections: String) async throws -> Sweep.Verdict {
        // The line tells when the server has done with what a process that is killed had sent.
        try await FaultyLine.run(to: new.ports.imap) { line, port in
            for death in crash.deaths {
                let run = try await dyingMigration(connections, death, newPort: port)
                guard run.code == 128 + SIGKILL else { return run.code == 0 ? .notReached : .problem(run.errors) }
                if try await claimsTooMuch() { return .problem("killed, and the journal said that all is there") }
            }
            if let misfortune = crash.misfortune {
                try await line.allEnded()
                try meet(misfortune)
            }
            var options = MigrationOptions()
            options.proof = .full
            options.connections = Int(connections)
            let problems = try await problems(afterLastRun: try migrator(options, newPort: port))
            return problems.isEmpty ? .fine : .problem(problems.joined(separator: "; "))
        }
    }

    /// Whether somebody who reads what the killed process left is told that everything is at the new account when it is
    /// not. Looks at a copy, because whoever opens a journal first tidies it up.
    private func claimsTooMuch() async throws -> Bool {
        let copy = folder.path + "/killed.sqlite"
        for part in ["", "-wal"] where FileManager.default.fileExists(atPath: journal + part) {
            try FileManager.default.copyItem(atPath: journal + part, toPath: copy + part)
        }
        defer { for part in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + part) } }
        // A process that is killed early has made none, or not begun to fill it.
        guard let report = try? await MigrationReport(readingJournalAt: copy) else { return false }
        return report.outcome == .complete ? try !difference().isEmpty : false
    }

    private func meet(_ misfortune: Crash.Misfortune) throws {
        switch misfortune {
        case .journalLost:
            // A process that is killed early has not made one.
            if FileManager.default.fileExists(atPath: journal) { try FileManager.default.removeItem(atPath: journal) }
        case .targetNumberedAnew:
            let mail = new.mailbox(of: user)
            for folder in try mail.folders() { try mail.forgetIdentifiers(of: folder) }
        }
    }

    /// Runs a migration as a process of its own.
    fileprivate func dyingMigration(
        _ connections: String, _ death: Crash.Death? = nil, newPort: UInt16? = nil
    ) async throws -> (code: CInt, lastLine: String, errors: String) {
        let arguments =
            [
                (source == .pop3 ? "pop3:" : "") + "\(oldPort)", Self.oldUser, "\(newPort ?? new.ports.imap)", user,
                journal, connections,
            ]
            + (death.map { ["\($0.transaction)", "\($0.moment)"] } ?? [])
        let folder = folder
        return try await NIOThreadPool.singleton.runIfActive {
            try ProgramProcess(arguments, of: "dying-migration", folder: folder).finish()
        }
    }
}
