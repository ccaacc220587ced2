import MailTestServers
import MailboxMigration
import Testing

@Suite struct WholeMailboxTests {
    @Test func `A varied mailbox arrives as it was, and the source stays as it is`() async throws {
        try await ServerPair.run { pair in
            let sample = SampleMailbox(count: 150)
            try sample.write(to: pair.oldMail)
            try pair.oldMail.subscribe(to: ["Archive/2019", "工作/项目", "Empty"])
            let before = try MailboxSnapshot(pair.oldMail)

            let report = try await pair.migrate()

            #expect(try pair.difference().description == "nothing differs")
            #expect(MailboxDifference(source: before, target: try MailboxSnapshot(pair.oldMail)).isEmpty)
            #expect(pair.newMail.subscriptions == pair.oldMail.subscriptions)
            #expect(report.outcome == .complete)
            #expect(report.total == 150)
            #expect(report.copied == 150)
            #expect(report.alreadyThere == 0)
            #expect(report.proven == 150)
            #expect(report.failures.isEmpty && report.mismatches.isEmpty)
            #expect(report.mailboxes.count == before.folders.count)
            #expect(report.bytes == (try size(of: pair.oldMail)))
            #expect(!report.resumed)
        }
    }

    @Test func `A second run copies nothing and reads nothing back again`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            _ = try await pair.migrate()
            let tally = EventTally()
            let report = try await pair.migrate(observer: tally.note)
            #expect(tally.copied == 0)
            #expect(tally.proven == 0)
            #expect(report.outcome == .complete)
            #expect(report.resumed)
            #expect(report.copied == 0)
            #expect(report.alreadyThere == 60)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test(arguments: [("/", "", ".", "INBOX."), (".", "INBOX.", "/", ""), (".", "INBOX.", ".", "INBOX.")])
    func `Folders keep their place whatever divides their names`(
        oldSeparator: Character, oldPrefix: String, newSeparator: Character, newPrefix: String
    ) async throws {
        try await ServerPair.run {
            $0.separator = oldSeparator
            $0.prefix = oldPrefix
        } adjustNew: {
            $0.separator = newSeparator
            $0.prefix = newPrefix
        } _: { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            try pair.oldMail.subscribe(to: ["Archive\(oldSeparator)2019"])
            let report = try await pair.migrate()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
            #expect(pair.newMail.subscriptions == ["Archive\t2019"])
        }
    }

    private func size(of maildir: Maildir) throws -> UInt64 {
        var bytes: UInt64 = 0
        for folder in try maildir.folders() {
            try maildir.forEachMessage(in: folder) { bytes += UInt64($0.bytes.count) }
        }
        return bytes
    }
}
