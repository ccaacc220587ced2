import MailTestServers
import Synchronization
import Testing

@testable import MailboxMigration

/// `--delete-after-proof`
@Suite struct POP3DeletionTests {
    private typealias Script = POP3Script

    private static let listing = Script.listing(["a", "b"].map(Script.size), ["x1", "x2"])
    private static let copy =
        Script.opening() + listing + Script.message(1, Script.text("a")) + Script.message(2, Script.text("b"))
        + Script.goodbye
    private static let marks = "C: DELE 1\nS: +OK\nC: DELE 2\nS: +OK\n"

    private static var options: MigrationOptions {
        var options = MigrationOptions()
        options.deletesAfterProof = true
        return options
    }

    private func pop3Count(_ mail: some MailStore) throws -> Int {
        var count = 0
        try mail.forEachMessage(in: "INBOX") { _ in count += 1 }
        return count
    }

    private func checkServer<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try InboxSample(count: 60).write(to: pair.oldMail)
        let before = try MailboxSnapshot(pair.oldMail, keptBy: pair.newMail)
        _ = try await pair.pop3Migrator(MigrationOptions()).run()
        #expect(try pop3Count(pair.oldMail) == 60)

        // What an earlier run copied is read back in full first.
        let report = try await pair.pop3Migrator(Self.options).run()
        #expect(report.outcome == .complete && report.copied == 0 && report.proven == 60)
        #expect(report.proofLevel == .full)
        #expect(report.pop3?.deletion == SourceDeletion(deleted: 60, left: 0))
        #expect(try pop3Count(pair.oldMail) == 0)
        #expect(
            MailboxDifference(source: before, target: try MailboxSnapshot(pair.newMail)).description
                == "nothing differs")

        try pair.oldMail.deliver([TestMessage("Subject: new\r\n\r\nnew\r\n")])
        let again = try await pair.pop3Migrator(Self.options).run()
        #expect(again.copied == 1)
        #expect(again.pop3?.deleted == 61)
        #expect(try pop3Count(pair.oldMail) == 0)
        #expect(try MailboxSnapshot(pair.newMail).count == 61)
    }

    @Test func `Dovecot's mail is gone, and all of it is at Cyrus`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { try await checkServer($0) }
    }

    @Test func `Courier's mail is gone, and all of it is at Dovecot`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { try await checkServer($0) }
    }

    @Test func `Nothing is deleted unless it is asked for`() async throws {
        try await POP3Bench.run([Self.copy]) { bench async throws in
            let report = try await bench.migrate()
            #expect(report.pop3?.deletion == nil && report.pop3?.deleted == 0)
        }
    }

    @Test func `A connection that is lost before the goodbye has deleted nothing, and is opened again`() async throws {
        try await POP3Bench.run([
            Self.copy, Script.opening() + Self.listing + Self.marks + "C: QUIT\nclose\n",
            // All is still there.
            Script.opening() + Self.listing + Self.marks + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 2, left: 0))
        }
    }

    @Test func `A goodbye that was heard, and whose answer was lost, has deleted`() async throws {
        try await POP3Bench.run([
            Self.copy, Script.opening() + Self.listing + Self.marks + "C: QUIT\nclose\n",
            Script.opening() + Script.listing([], []),
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 2, left: 0))
        }
    }

    @Test func `A server that never lets it be done: the report says what is still there`() async throws {
        let broken = Script.opening() + Self.listing + "C: DELE 1\nclose\n"
        try await POP3Bench.run([Self.copy] + Array(repeating: broken, count: 1 + CopyLimits.reconnects)) {
            bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.outcome == .complete && report.copied == 2)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 0, left: 2, isCertain: true, failure: ""))
            #expect(report.pop3?.deleted == 0)
        }
    }

    @Test func `A server that could not delete all says so, and so does the report`() async throws {
        try await POP3Bench.run([
            Self.copy, Script.opening() + Self.listing + Self.marks + "C: QUIT\nS: -ERR [SYS/TEMP] some are left\n",
        ]) { bench async throws in
            let deletion = try await bench.migrate(Self.options).pop3?.deletion
            #expect(deletion?.isCertain == false)
            #expect(deletion?.failure == "[SYS/TEMP] some are left")
        }
    }

    @Test func `What failed, what differs and what has no name of its own stays`() async throws {
        let names = ["a", "b", "c", "d", "e"]
        let listing = Script.listing(names.map(Script.size), ["x1", "same", "same", "x4", "x5"])
        let refusal = "C: RETR 4\nS: -ERR no\n"
        let headers = [2, 3].map { Script.header($0, Script.header(names[$0 - 1])) }.joined()
        let nul = "Message-ID: <e@x>\\r\\nSubject: e\\r\\n\\r\\nthis is \\0\\r\\n"
        let bodies = [1, 2, 3].map { Script.message($0, Script.text(names[$0 - 1])) }.joined()
        try await POP3Bench.run([
            Script.opening() + listing + headers + bodies + refusal + Script.message(5, nul) + refusal + refusal
                + Script.goodbye,
            Script.opening() + listing + headers + "C: DELE 1\nS: +OK\n" + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.copied == 4 && report.failed == 1 && report.mismatched == 1)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 1, left: 4))
        }
    }

    @Test func `Only what has the size that it had is deleted`() async throws {
        let grown = Script.listing([Script.size("a"), 999], ["x1", "x2"])
        try await POP3Bench.run([
            Self.copy,
            Script.opening() + grown + Script.header(2, "Subject: another\\r\\n\\r\\n") + "C: DELE 1\nS: +OK\n"
                + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 1, left: 1))
        }
    }

    @Test func `After a stop nothing is deleted`() async throws {
        try await POP3Bench.run([Self.copy]) { bench async throws in
            let stop = StopSignal()
            let report = try await bench.migrator(Self.options).run(stop: stop) { event in
                if case .mailboxFinished = event { stop.stop() }
            }
            #expect(report.copied == 2 && report.pop3?.deletion == nil && report.pop3?.deleted == 0)
        }
    }

    /// An earlier run has read everything back; since then somebody has deleted one message at the target, and is about to
    /// delete another.
    private func keepWhatTheTargetLost<Old>(_ pair: AccountPair<Old, DovecotConfiguration>) async throws {
        try InboxSample(count: 6).write(to: pair.oldMail)
        _ = try await pair.pop3Migrator().run()
        try pair.atNew("SELECT INBOX", "STORE 2 +FLAGS (\\Deleted)", "EXPUNGE", "STORE 3 +FLAGS (\\Deleted)")
        let report = try await pair.pop3Migrator(Self.options).run()
        #expect(report.pop3?.deletion == SourceDeletion(deleted: 4, left: 2))
        #expect(try pop3Count(pair.oldMail) == 2)
    }

    @Test func `What the target has lost since it was read back stays at Dovecot`() async throws {
        try await AccountPair<DovecotConfiguration, DovecotConfiguration>.run { try await keepWhatTheTargetLost($0) }
    }

    @Test func `What the target has lost since it was read back stays at Courier`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { try await keepWhatTheTargetLost($0) }
    }

    @Test func `Where the target has other identifiers than before, nothing is deleted`() async throws {
        try await ServerPair.run { pair in
            try InboxSample(count: 6).write(to: pair.oldMail)
            _ = try await pair.pop3Migrator().run()
            // The second run of the copy finds all of it again, under new identifiers, and reads it back.
            try pair.newMail.forgetIdentifiers(of: "INBOX")
            let report = try await pair.pop3Migrator(Self.options).run()
            #expect(report.copied == 0 && report.outcome == .complete)
            let left = try pop3Count(pair.oldMail)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 6 - left, left: left))
            #expect(try MailboxSnapshot(pair.newMail).count == 6)
        }
    }

    /// Recognised by its header alone, it may be another message.
    @Test func `What has another name than the one that was read stays`() async throws {
        let renamed = Script.listing(["a", "b"].map(Script.size), ["y1", "x2"])
        try await POP3Bench.run([
            Self.copy,
            Script.opening() + renamed + Script.header(1, Script.header("a")) + "C: DELE 2\nS: +OK\n" + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 1, left: 1))
        }
    }

    /// Others deliver and delete between the sessions.
    @Test func `Messages that have other numbers than before are found by their names`() async throws {
        let later = Script.listing(["ccc", "b", "a"].map(Script.size), ["x3", "x2", "x1"])
        try await POP3Bench.run([
            Self.copy,
            Script.opening() + later + "C: DELE 2\nS: +OK\nC: DELE 3\nS: +OK\n" + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 2, left: 1))
        }
    }

    /// RFC 2449 §6.7: such a server deletes at QUIT whatever was read in the session.
    @Test func `No goodbye to a server that would delete what was only looked at`() async throws {
        let opening = Script.opening(["UIDL", "TOP", "EXPIRE 0"])
        try await POP3Bench.run([
            opening + Self.listing + Script.message(1, Script.text("a")) + Script.message(2, Script.text("b")),
            opening + Script.listing([Script.size("a"), 999], ["x1", "x2"])
                + Script.header(2, "Subject: another\\r\\n\\r\\n"),
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 0, left: 2, failure: ""))
        }
    }

    @Test func `A server that deletes what was read is said goodbye to when all of it may go`() async throws {
        let opening = Script.opening(["UIDL", "TOP", "EXPIRE 0"])
        try await POP3Bench.run([
            opening + Self.listing + Script.message(1, Script.text("a")) + Script.message(2, Script.text("b")),
            opening + Self.listing + Self.marks + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate(Self.options)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 2, left: 0))
        }
    }
}
