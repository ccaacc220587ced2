import MailTestServers
import Testing

@testable import MailboxMigration

/// From the POP3 server of GNU mailutils, which writes into messages while it gives them out.
@Suite struct MailutilsTests {
    private typealias Pair<New: ServerConfiguration> = AccountPair<MailutilsConfiguration, New>

    private static let ownHeader = MailutilsConfiguration.ownHeader

    /// The old mail as it is, without what the server notes in it.
    private func mail<New>(of pair: Pair<New>) throws -> MailboxSnapshot {
        try MailboxSnapshot(pair.oldMail, keptBy: pair.newMail, ignoringHeader: Self.ownHeader)
    }

    private func difference<New>(_ expected: MailboxSnapshot, _ pair: Pair<New>) throws -> String {
        MailboxDifference(
            source: expected, target: try MailboxSnapshot(pair.newMail, ignoringHeader: Self.ownHeader)
        ).description
    }

    private func migrateTwice<New>(_ pair: Pair<New>) async throws {
        try InboxSample(count: 120, largeAttachment: 6_000_000).write(to: pair.oldMail)
        let before = try mail(of: pair)
        let first = try await pair.pop3Migrator().run()
        #expect(try difference(before, pair) == "nothing differs")
        #expect(first.outcome == .complete && first.copied == 120 && first.proven == 120)
        #expect(first.pop3?.identifiedByHeader == 0 && first.pop3?.undated == 0)
        // With the line that the server has added, they are what it has in its files now.
        let now = try pair.difference()
        #expect(now.missing.isEmpty && now.foreign.isEmpty && now.duplicated.isEmpty)

        let second = try await pair.pop3Migrator().run()
        #expect(second.outcome == .complete && second.alreadyThere == 120)
        #expect(second.pop3?.changedIdentifiers == 0)

        try pair.oldMail.deliver([TestMessage("Date: 1 Jan 2020 00:00:00 +0000\r\n\r\nnew\r\n", date: 1_577_836_800)])
        let third = try await pair.pop3Migrator().run()
        #expect(third.copied == 1 && third.alreadyThere == 120)
        #expect(try MailboxSnapshot(pair.newMail).count == 121)
    }

    @Test func `From mailutils to Dovecot`() async throws {
        try await Pair<DovecotConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `From mailutils to Cyrus`() async throws {
        try await Pair<CyrusConfiguration>.run { try await migrateTwice($0) }
    }

    /// The server dies before it has written down what it calls its messages, and calls them otherwise afterwards.
    @Test func `A server that is killed in the middle and forgets its names costs no message and doubles none`()
        async throws
    {
        try await Pair<DovecotConfiguration>.run { pair in
            try InboxSample(count: 120).write(to: pair.oldMail)
            let before = try mail(of: pair)
            let gate = Gate()
            let migrator = try pair.pop3Migrator()
            async let running = migrator.run { event in
                if case .copied = event { gate.holdOnce() }
            }
            await gate.reached()
            try await pair.old.kill()
            gate.open()
            try await pair.old.start()
            #expect(try await running.outcome == .complete)
            let again = try await pair.pop3Migrator().run()
            #expect(again.outcome == .complete && again.alreadyThere == 120)
            #expect(try difference(before, pair) == "nothing differs")
        }
    }

    @Test func `A migration that is broken off again and again goes on`() async throws {
        try await Pair<DovecotConfiguration>.run { pair in
            try InboxSample(count: 400).write(to: pair.oldMail)
            let before = try mail(of: pair)
            for _ in 1...3 {
                let migrator = try pair.pop3Migrator()
                let (copied, hasCopied) = AsyncStream.makeStream(of: Void.self)
                let run = Task {
                    defer { hasCopied.finish() }
                    return try await migrator.run { if case .copied = $0 { hasCopied.yield() } }
                }
                for await _ in copied { break }
                run.cancel()
                _ = await run.result
            }
            #expect(try await pair.pop3Migrator().run().outcome == .complete)
            #expect(try difference(before, pair) == "nothing differs")
        }
    }

    @Test func `What was read back is deleted there`() async throws {
        try await Pair<DovecotConfiguration>.run { pair in
            try InboxSample(count: 60).write(to: pair.oldMail)
            let before = try mail(of: pair)
            var options = MigrationOptions()
            options.deletesAfterProof = true
            let report = try await pair.pop3Migrator(options).run()
            #expect(report.outcome == .complete && report.copied == 60)
            #expect(report.pop3?.deletion == SourceDeletion(deleted: 60, left: 0))
            #expect(try MailboxSnapshot(pair.oldMail).count == 0)
            #expect(try difference(before, pair) == "nothing differs")
        }
    }
}
