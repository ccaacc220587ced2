import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import MailboxMigration
import Testing

/// A message that one of the servers refuses costs nothing but itself.
@Suite struct RefusedMessageTests {
    private func message(_ name: String, bytes: Int = 0) -> TestMessage {
        let line = String(repeating: "x", count: 70) + "\r\n"
        return TestMessage("Subject: \(name)\r\n\r\n" + String(repeating: line, count: bytes / 72))
    }

    private func subjects(of store: some MailStore, in folder: String = "INBOX") throws -> [String] {
        var subjects: [String] = []
        try store.forEachMessage(in: folder) { message in
            let line = String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n").first {
                $0.hasPrefix("Subject: ")
            }
            subjects.append(String(line?.dropFirst("Subject: ".count) ?? ""))
        }
        return subjects.sorted()
    }

    @Test func `What Cyrus does not take is listed with its words, and all else arrives once`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { pair in
            let bad = [7, 8, 150, 299]
            try pair.oldMail.deliver(
                (0..<300).map { number in
                    bad.contains(number)
                        ? TestMessage(":no name\r\nSubject: \(number)\r\n\r\n\(number)\r\n")
                        : message("\(number)")
                })
            let report = try await pair.migrate()
            #expect(report.outcome == .incomplete)
            #expect(report.failures.map { Int($0.uid) - 1 } == bad)
            #expect(
                report.failures.allSatisfy { $0.code == .messageRefused && $0.serverText.contains("invalid header") })
            #expect(report.copied == 296 && report.proven == 296)
            #expect(try subjects(of: pair.newMail) == (0..<300).filter { !bad.contains($0) }.map(String.init).sorted())
        }
    }

    /// Dovecot's limit of a message's size, and of a mailbox.
    private static func quota(_ rules: String) -> String {
        """
        mail_plugins = quota
        protocol imap {
          mail_plugins = quota imap_quota
        }
        plugin {
          quota = maildir:User quota
          \(rules)
        }
        """
    }

    @Test func `A message over the server's limit fails alone`() async throws {
        try await ServerPair.run(adjustNew: { $0.extraLines = Self.quota("quota_max_mail_size = 100K") }) { pair in
            try pair.oldMail.deliver(
                [message("a"), message("large", bytes: 200_000)] + (0..<50).map { message("small \($0)") })
            let report = try await pair.migrate()
            #expect(report.outcome == .incomplete)
            #expect(report.failures.map(\.code) == [.messageTooLarge], "\(report.failures)")
            #expect(report.copied == 51)
        }
    }

    @Test func `A large message without room fails alone while smaller ones fit`() async throws {
        try await ServerPair.run(adjustNew: { $0.extraLines = Self.quota("quota_rule = *:storage=500K") }) { pair in
            try pair.oldMail.deliver(
                [message("a"), message("large", bytes: 1_000_000)] + (0..<50).map { message("small \($0)") })
            let report = try await pair.migrate(connections: 1)
            #expect(report.outcome == .incomplete)
            #expect(report.failures.map(\.code) == [.messageOverQuota])
            #expect(report.failures.first?.serverText.contains("Quota exceeded") == true)
            #expect(report.copied == 51)
        }
    }

    @Test func `A large message without room, and nothing taken after it, means a full target`() async throws {
        try await ServerPair.run(adjustNew: { $0.extraLines = Self.quota("quota_rule = *:storage=500K") }) { pair in
            try pair.oldMail.deliver([message("a"), message("large", bytes: 1_000_000)])
            await #expect {
                _ = try await pair.migrate(connections: 1)
            } throws: { error in
                if case MigrationError.targetFull = error { true } else { false }
            }
            // It waits for room like everything else, and is no failure of its own.
            let report = try await MigrationReport(readingJournalAt: pair.folder.path + "/journal.sqlite")
            #expect(report.failures.isEmpty && report.outcome == .interrupted && report.copied == 1)
        }
    }

    /// Dovecot ends the connection over such a message.
    @Test func `A message that the source cannot read is left to the end, then listed, and all else arrives`()
        async throws
    {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((0..<120).map { message("\(1_000 + $0)") })
            let folder = pair.oldMail.path + "/cur/"
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            // A server that has delivered a message itself knows its size without opening it.
            let sized = files.map { $0.replacing(":2,", with: ",S=17,W=17:2,") }
            for (old, new) in zip(files, sized) {
                try FileManager.default.moveItem(atPath: folder + old, toPath: folder + new)
            }
            for index in [5, 60] { #expect(chmod(folder + sized[index], 0) == 0) }
            let report = try await pair.migrate()
            #expect(report.outcome == .incomplete)
            #expect(report.failures.map { Int($0.uid) - 1 } == [5, 60])
            #expect(report.failures.allSatisfy { $0.code == .messageUnreadable && !$0.serverText.isEmpty })
            #expect(report.copied == 118 && report.proven == 118)
        }
    }
}
