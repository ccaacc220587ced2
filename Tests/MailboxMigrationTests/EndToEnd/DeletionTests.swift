import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import MailboxMigration
import Testing

/// Mail that was deleted at the source after it was copied.
@Suite struct DeletionTests {
    private static let messages = (1...6).map { TestMessage("Subject: \($0)\r\n\r\nbody \($0)\r\n") }

    /// Six messages in INBOX and in Work are copied; then two of each are deleted at the source.
    private func deleteMail<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try pair.oldMail.deliver(Self.messages)
        try pair.oldMail.deliver(Self.messages, to: "Work")
        _ = try await pair.migrate()
        for folder in ["INBOX", "Work"] {
            try pair.atOld("SELECT \(folder)", "STORE 2:3 +FLAGS (\\Deleted)", "EXPUNGE")
        }
    }

    @Test func `Deleted mail stays at the target`() async throws {
        try await ServerPair.run { pair in
            try await deleteMail(pair)
            let report = try await pair.migrate()
            #expect(report.outcome == .complete && report.total == 8)
            #expect(report.deleted == 0 && report.deletionsWithheld == 0)
            #expect(try MailboxSnapshot(pair.newMail).count == 12)
        }
    }

    @Test func `Deletions are mirrored when the user asks for it, up to as many as allowed`() async throws {
        try await ServerPair.run { pair in
            try await deleteMail(pair)
            // Marked by its owner, and not ours to remove.
            try pair.atNew("SELECT INBOX", "STORE 1 +FLAGS (\\Deleted)")
            let tally = EventTally()
            let withheld = try await pair.migrate(mirroring: 3, observer: tally.note)
            #expect(tally.withheld == [.tooMany])
            #expect(withheld.deleted == 0 && withheld.deletionsWithheld == 4)
            #expect(try MailboxSnapshot(pair.newMail).count == 12)

            let report = try await pair.migrate(mirroring: 4)
            #expect(report.deleted == 4 && report.deletionsWithheld == 0 && report.outcome == .complete)
            let difference = try pair.difference()
            #expect(difference.foreign.isEmpty && difference.missing.isEmpty)
            #expect(try MailboxSnapshot(pair.newMail).count == 8)
            #expect(try await pair.migrate(mirroring: 4).deleted == 0)
        }
    }

    @Test func `Deletions are mirrored from Courier to Cyrus`() async throws {
        try await AccountPair<CourierConfiguration, CyrusConfiguration>.run { pair in
            try pair.oldMail.deliver(Self.messages)
            _ = try await pair.migrate()
            try pair.atOld("SELECT INBOX", "STORE 2:3 +FLAGS (\\Deleted)", "EXPUNGE")
            #expect(try await pair.migrate(mirroring: 5).deleted == 2)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `What was moved is not deleted`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(Self.messages)
            _ = try await pair.migrate()
            try pair.atOld("CREATE Work", "SELECT INBOX", "MOVE 1:3 Work", "STORE 1 +FLAGS (\\Deleted)", "EXPUNGE")
            let report = try await pair.migrate(mirroring: 1)
            #expect(report.moved == 3 && report.deleted == 1)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Messages with another's size are left while that one could not be copied`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(Self.messages)
            _ = try await pair.migrate()
            try pair.atOld("SELECT INBOX", "STORE 1 +FLAGS (\\Deleted)", "EXPUNGE")
            try pair.oldMail.deliver([TestMessage("Subject: X\r\n\r\nbody X\r\n", date: 2_000_000_000)], to: "Work")
            var options = MigrationOptions()
            options.mirroredDeletions = 5
            options.filter.before = UTCTime(secondsSince1970: 1_500_000_000)
            let report = try await pair.migrator(options).run()
            #expect(report.skipped == 1 && report.deleted == 0)
            #expect(try MailboxSnapshot(pair.newMail).count == 6)
        }
    }

    @Test func `A target that cannot remove single messages keeps them, and that is told`() async throws {
        try await ServerPair.run(adjustNew: { $0.withhold(["UIDPLUS"]) }) { pair in
            try await deleteMail(pair)
            let tally = EventTally()
            let report = try await pair.migrate(mirroring: 10, observer: tally.note)
            #expect(tally.withheld == [.notOffered])
            #expect(report.deletionsWithheld == 4)
            #expect(try MailboxSnapshot(pair.newMail).count == 12)
        }
    }

    @Test func `A folder that has disappeared, or was made anew, deletes nothing`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(Self.messages, to: "Gone")
            try pair.oldMail.deliver(Self.messages, to: "Anew")
            _ = try await pair.migrate()
            // What was deleted before the folder went is no exception.
            try pair.atOld("SELECT Gone", "STORE 1 +FLAGS (\\Deleted)", "EXPUNGE")
            _ = try await pair.migrate()
            try pair.atOld("DELETE Gone", "DELETE Anew", "CREATE Anew")
            let report = try await pair.migrate(mirroring: 100)
            #expect(report.deleted == 0 && report.deletionsWithheld == 0)
            #expect(try MailboxSnapshot(pair.newMail).count == 12)
        }
    }

    @Test func `Deletions wait while a folder cannot be opened`() async throws {
        let folder = try TemporaryFolder()
        let rules = folder.path + "/rules"
        try "Locked owner l\n".write(toFile: rules, atomically: false, encoding: .utf8)
        #expect(chmod(folder.path, 0o755) == 0)
        try await ServerPair.run(adjustOld: { $0.limit(by: rules) }) { pair in
            try pair.oldMail.deliver([TestMessage("Subject: locked\r\n\r\n")], to: "Locked")
            try await deleteMail(pair)
            let tally = EventTally()
            let report = try await pair.migrate(mirroring: 10, observer: tally.note)
            #expect(report.outcome == .incomplete)
            #expect(tally.withheld == [.foldersRefused])
            #expect(try MailboxSnapshot(pair.newMail).count == 12)
        }
    }
}

extension DovecotConfiguration {
    /// Lets a list of rights in a file say what may be done in which folder.
    fileprivate mutating func limit(by file: String) {
        extraLines = """
            mail_plugins = acl
            plugin {
              acl = vfile:\(file)
            }
            """
    }
}
