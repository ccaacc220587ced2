import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Testing

/// What a plan says, and that it leaves no trace.
@Suite struct PlanTests {
    @Test func `A plan says what the migration then does, and writes nothing`() async throws {
        try await ServerPair.run(adjustNew: {
            $0.separator = "."; $0.prefix = "INBOX."
        }) { pair in
            try SampleMailbox(count: 80, largeAttachment: 0).write(to: pair.oldMail)
            try pair.oldMail.deliver([TestMessage("Subject: one\r\n\r\n")], to: "Sent Items")
            try pair.newMail.deliver([TestMessage("Subject: before\r\n\r\n")], to: "工作.项目")
            let before = [try Self.messages(of: pair.oldMail), try Self.messages(of: pair.newMail)]
            let migrator = try pair.migrator(MigrationOptions())

            let plan = try await migrator.plan()

            #expect([try Self.messages(of: pair.oldMail), try Self.messages(of: pair.newMail)] == before)
            #expect(try pair.newMail.folders() == ["INBOX", "工作.项目"])
            #expect(!FileManager.default.fileExists(atPath: pair.folder.path + "/journal.sqlite"))
            let report = try await migrator.run()
            #expect(
                Set(plan.mailboxes.map { [$0.source, $0.target] })
                    == Set(report.mailboxes.map { [$0.source, $0.target] }))
            #expect(plan.messages == report.copied)
            #expect(plan.bytes == report.bytes)
            #expect((plan.sourceBytesPerSecond ?? 0) > 0)
            #expect((plan.shortestSeconds ?? 0) > 0)
            let places = Dictionary(
                plan.mailboxes.map { ($0.source, $0.place) }, uniquingKeysWith: { first, _ in first })
            #expect(places["INBOX"] == .there)
            #expect(places["工作/项目"] == .merged)
            #expect(places["Sent Items"] == .created)
            #expect(plan.mailboxes.allSatisfy { !$0.isRenamed })
        }
    }

    @Test func `What will not fit, what is left out and what does not open is said`() async throws {
        let folder = try TemporaryFolder()
        let rules = folder.path + "/rules"
        try "Secret owner l\n".write(toFile: rules, atomically: false, encoding: .utf8)
        // The server may run as another user than the test.
        #expect(chmod(folder.path, 0o755) == 0)
        try await ServerPair.run(
            adjustOld: { $0.extraLines = "mail_plugins = acl\nplugin {\n  acl = vfile:\(rules)\n}\n" },
            adjustNew: { $0.extraLines = "imap_capability = +APPENDLIMIT=500" }
        ) { pair in
            let old = TestMessage("Subject: old\r\n\r\n", date: 1_000_000_000)
            let large = TestMessage(
                "Subject: large\r\n\r\n" + String(repeating: "x", count: 490), date: 1_000_000_001)
            try pair.oldMail.deliver([old, large, TestMessage("Subject: new\r\n\r\n", date: 1_100_000_000)])
            try pair.oldMail.deliver([large], to: "Work")
            try pair.oldMail.deliver([old], to: "Secret")
            var options = MigrationOptions()
            options.filter.since = UTCTime(secondsSince1970: 1_000_000_001)
            options.placement.rules = [.init(source: "Work", target: "Projects")]

            let plan = try await pair.migrator(options).plan()

            let inbox = try #require(plan.mailboxes.first { $0.source == "INBOX" })
            #expect([inbox.messages, inbox.skipped, inbox.tooLarge] == [1, 1, 1])
            #expect(plan.sizeLimit == 500)
            #expect(plan.tooLarge.map(\.mailbox).sorted() == ["INBOX", "Work"])
            #expect(plan.tooLarge.allSatisfy { $0.size == 508 })
            #expect(plan.tooLargeCount == 2)
            #expect(plan.mailboxes.first { $0.source == "Work" }?.isRenamed == true)
            #expect(plan.mailboxes.first { $0.source == "Secret" }?.refusal?.isEmpty == false)
        }
    }

    @Test func `After a run only what is new is left`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 30, largeAttachment: 0).write(to: pair.oldMail)
            let migrator = try pair.migrator(MigrationOptions())
            _ = try await migrator.run()
            let plan = try await migrator.plan()
            #expect(plan.messagesDone == 30)
            #expect(plan.shortestSeconds == 0)
            #expect(plan.mailboxes.allSatisfy { $0.place != .created })
        }
    }

    @Test func `A journal of another migration is refused`() async throws {
        try await ServerPair.run { pair in
            _ = try await pair.migrate()
            let elsewhere = try MigrationAccount(
                settings: ServerSettings(
                    protocol: .imap, host: "localhost", port: pair.old.ports.imaps, security: .tls, username: "carol"),
                secret: Secret("x"))
            let migrator = MailboxMigrator(
                from: elsewhere, to: elsewhere, journalPath: pair.folder.path + "/journal.sqlite")
            await #expect {
                _ = try await migrator.plan()
            } throws: { error in
                guard case MigrationError.journal(.otherAccounts) = error else { return false }
                return true
            }
        }
    }

    /// Every message with its flags, by the files alone.
    private static func messages(of mail: Maildir) throws -> [String: [[UInt8]: [MailboxSnapshot.Entry]]] {
        try MailboxSnapshot(mail).folders
    }
}
