import FoundationEssentials
import MailTestServers
import MailboxMigration
import Testing

/// Folders that are chosen, moved and renamed, between real servers.
@Suite struct FolderChoiceTests {
    @Test func `Only the chosen folders go, and each to its place`() async throws {
        try await ServerPair.run(adjustNew: {
            $0.separator = "."; $0.prefix = "INBOX."
        }) { pair in
            for name in ["INBOX", "Work", "Work/2024", "Work/Spam", "Other"] {
                try pair.oldMail.deliver([TestMessage("Subject: in \(name)\r\n\r\n")], to: name)
            }
            var options = MigrationOptions()
            options.selection.included = ["inbox", "Work*"].map { MailboxPattern($0) }
            options.selection.excluded = [MailboxPattern("*/Spam")]
            options.placement.rules = [.init(source: "INBOX", target: "Old mail")]

            let report = try await pair.migrator(options).run()

            #expect(report.outcome == .complete)
            #expect(report.mailboxes.map(\.target) == ["INBOX.Old mail", "INBOX.Work", "INBOX.Work.2024"])
            let arrived = try MailboxSnapshot(pair.newMail)
            #expect(arrived.count == 3)
            #expect(try pair.newMail.folders() == ["INBOX", "Old mail", "Work", "Work.2024"])
        }
    }

    @Test func `A report is about the folders of its run, and the journal about all`() async throws {
        try await ServerPair.run { pair in
            for name in ["INBOX", "Work"] {
                try pair.oldMail.deliver([TestMessage("Subject: in \(name)\r\n\r\n")], to: name)
            }
            var options = MigrationOptions()
            for (folder, total) in [("Work", 1), ("INBOX", 2)] {
                options.selection.included = [MailboxPattern(folder)]
                let report = try await pair.migrator(options).run()
                #expect(report.outcome == .complete)
                #expect(report.mailboxes.map(\.source) == [folder])
                let all = try await MigrationReport(readingJournalAt: pair.folder.path + "/journal.sqlite")
                #expect(all.total == total)
            }
            try pair.oldMail.deliver([TestMessage("Subject: \u{0}\r\n\r\n")], to: "Work")
            #expect(try await pair.migrator(options).run().outcome == .complete)
        }
    }

    @Test func `Work and work stay two where the target can hold both`() async throws {
        try await ServerPair.run { pair in
            for name in ["Work", "work", "WORK/a"] {
                try pair.oldMail.deliver([TestMessage("Subject: in \(name)\r\n\r\n")], to: name)
            }
            _ = try await pair.migrate()
            #expect(try pair.difference().description == "nothing differs")
            #expect(Set(try pair.newMail.folders()).isSuperset(of: ["Work", "work", "WORK/a"]))
        }
    }

    /// The old server keeps folders as directories, where a dot is a character like any other; the new one does not.
    @Test func `A name that the target refuses is escaped, and found again by the next run`() async throws {
        try await ServerPair.run(adjustOld: { $0.extraLines = "mail_location = maildir:~/Maildir:LAYOUT=fs" }) { pair in
            try pair.oldMail.deliver([TestMessage("Subject: one\r\n\r\n")])
            for part in ["cur", "new", "tmp"] {
                try FileManager.default.createDirectory(
                    atPath: "\(pair.oldMail.path)/v1.2/\(part)", withIntermediateDirectories: true)
            }
            try "Subject: two\r\n\r\n".write(
                toFile: "\(pair.oldMail.path)/v1.2/new/1.two", atomically: false, encoding: .utf8)
            // For the server to own what the test made.
            try pair.oldMail.createFolder("INBOX")
            for copied in [2, 0] {
                let report = try await pair.migrate()
                #expect(report.outcome == .complete)
                #expect(report.copied == copied)
                #expect(try pair.newMail.folders() == ["INBOX", "v1‹2E›2"])
            }
        }
    }

    @Test func `A folder that is not there ends the run before anything is copied`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver([TestMessage("Subject: one\r\n\r\n")])
            var options = MigrationOptions()
            options.selection.included = [MailboxPattern("Wrok")]
            await #expect {
                _ = try await pair.migrator(options).run()
            } throws: { error in
                guard case MigrationError.choice(.noSuchMailbox("Wrok")) = error else { return false }
                return true
            }
            #expect(try MailboxSnapshot(pair.newMail).count == 0)
        }
    }
}
