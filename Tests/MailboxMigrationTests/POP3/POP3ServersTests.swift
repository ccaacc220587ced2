import MailTestServers
import MailboxMigration
import Testing

/// Real POP3 servers as the old home, and real IMAP servers as the new one.
@Suite struct POP3ServersTests {
    private func migrateTwice<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try InboxSample(count: 120, largeAttachment: 6_000_000).write(to: pair.oldMail)
        let before = try MailboxSnapshot(pair.oldMail)
        let first = try await pair.pop3Migrator().run()
        #expect(try pair.difference().description == "nothing differs")
        #expect(MailboxDifference(source: before, target: try MailboxSnapshot(pair.oldMail)).isEmpty)
        #expect(first.outcome == .complete)
        #expect(first.total == 120 && first.copied == 120 && first.proven == 120)
        #expect(first.failures.isEmpty && first.mismatches.isEmpty)
        #expect(first.pop3?.identifiedByHeader == 0 && first.pop3?.undated == 0 && first.pop3?.deletion == nil)

        let tally = EventTally()
        let second = try await pair.pop3Migrator().run(observer: tally.note)
        #expect(tally.copied == 0 && tally.adopted == 0 && tally.proven == 0)
        #expect(second.outcome == .complete)
        #expect(second.alreadyThere == 120)

        try pair.oldMail.deliver([TestMessage("Date: 1 Jan 2020 00:00:00 +0000\r\n\r\nnew\r\n", date: 1_577_836_800)])
        let third = try await pair.pop3Migrator().run()
        #expect(third.copied == 1 && third.alreadyThere == 120)
        #expect(try pair.difference().description == "nothing differs")
    }

    @Test func `From Dovecot to Dovecot`() async throws {
        try await AccountPair<DovecotConfiguration, DovecotConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `From Courier to Dovecot`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `From Dovecot to Cyrus`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `From Courier to Cyrus`() async throws {
        try await AccountPair<CourierConfiguration, CyrusConfiguration>.run { try await migrateTwice($0) }
    }
}
