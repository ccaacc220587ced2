import MailTestServers
import MailboxMigration
import Testing

/// Servers that are unlike Dovecot, as the new home and as the old one.
@Suite struct OtherServersTests {
    private func migrateTwice<Old, New>(
        _ pair: AccountPair<Old, New>, messages: Int = 120
    ) async throws -> MigrationReport {
        try SampleMailbox(count: messages, largeAttachment: 1_000_000).write(to: pair.oldMail)
        let first = try await pair.migrate()
        #expect(try pair.difference().description == "nothing differs")
        #expect(first.total == messages && first.copied == messages)
        #expect(first.failures.isEmpty)

        let tally = EventTally()
        let second = try await pair.migrate(observer: tally.note)
        #expect(tally.copied == 0)
        #expect(second.alreadyThere == messages)
        #expect(try pair.difference().description == "nothing differs")
        return first
    }

    @Test func `A mailbox arrives on Cyrus as it was`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { pair in
            let report = try await migrateTwice(pair)
            #expect(report.outcome == .complete)
            #expect(report.proven == 120 && report.mismatches.isEmpty)
        }
    }

    @Test func `A folder that the server made along with the one below it is taken as it is`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { pair in
            let message = TestMessage("Subject: one\r\n\r\n1\r\n")
            try pair.oldMail.deliver([message, message], to: "Parent/Child")
            try pair.oldMail.deliver([message], to: "Parent")
            let report = try await pair.migrate()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    /// Courier ends a last line that has no end: SampleShape.noFinalNewline is one of sixteen.
    @Test func `A mailbox arrives on Courier, and each message that it changed is named`() async throws {
        try await AccountPair<DovecotConfiguration, CourierConfiguration>.run { pair in
            let report = try await migrateTwice(pair, messages: 128)
            #expect(report.outcome == .incomplete)
            #expect(report.mismatches.count == 128 / 16)
            #expect(report.mismatches.allSatisfy { $0.what == "size" })
            #expect(report.proven == 128 - report.mismatches.count)
        }
    }

    @Test func `A mailbox comes from Courier, below INBOX, to its place on Dovecot`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { pair in
            let report = try await migrateTwice(pair)
            #expect(report.outcome == .complete)
        }
    }

    /// Courier does not tell where its identifiers end when a folder is opened.
    @Test func `New mail comes from Courier, too`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { pair in
            for run in 1...3 {
                try pair.oldMail.deliver([TestMessage("Subject: \(run)\r\n\r\n\(run)\r\n")])
                #expect(try await pair.migrate().copied == 1)
            }
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A mailbox comes from Cyrus to Dovecot`() async throws {
        try await AccountPair<CyrusConfiguration, DovecotConfiguration>.run { pair in
            let report = try await migrateTwice(pair)
            #expect(report.outcome == .complete)
        }
    }
}
