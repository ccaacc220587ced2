import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import MailboxMigration
import Synchronization
import Testing

/// What a target does not take costs only itself.
@Suite struct RefusalTests {
    /// One folder may not be opened, and nothing may be made below another.
    private static func accessList(in configuration: inout DovecotConfiguration, file: String) {
        configuration.extraLines = """
            mail_plugins = acl
            plugin {
              acl = vfile:\(file)
            }
            """
    }

    @Test func `Folders that are refused are listed with the server's words, and the rest arrives`() async throws {
        let folder = try TemporaryFolder()
        let rules = folder.path + "/rules"
        try "Junk owner l\nLists owner lr\n".write(toFile: rules, atomically: false, encoding: .utf8)
        // The server may run as another user than the test.
        #expect(chmod(folder.path, 0o755) == 0)
        try await ServerPair.run(adjustNew: { Self.accessList(in: &$0, file: rules) }) { pair in
            try SampleMailbox(count: 120, largeAttachment: 0).write(to: pair.oldMail)

            let report = try await pair.migrate()

            #expect(report.outcome == .incomplete)
            let refused = report.mailboxes.filter { $0.refusal != nil }
            #expect(Set(refused.map(\.source)) == ["Junk", "Lists/swift"])
            #expect(refused.first { $0.source == "Junk" }?.refusal?.code == .mailboxRefused)
            #expect(refused.first { $0.source == "Lists/swift" }?.refusal?.code == .mailboxCreateRefused)
            #expect(refused.allSatisfy { $0.refusal?.serverText.isEmpty == false })
            let difference = try pair.difference()
            #expect(difference.missing.allSatisfy { $0.hasPrefix("Junk: ") || $0.hasPrefix("Lists/swift: ") })
            #expect(difference.duplicated.isEmpty && difference.foreign.isEmpty)
            #expect(report.copied == 120 - difference.missing.count)
        }
    }

    @Test func `A folder that nothing may be written to costs only itself`() async throws {
        let folder = try TemporaryFolder()
        let rules = folder.path + "/rules"
        // Everything but insert and post.
        try "Locked owner lrwstekxa\n".write(toFile: rules, atomically: false, encoding: .utf8)
        #expect(chmod(folder.path, 0o755) == 0)
        try await ServerPair.run(adjustNew: { Self.accessList(in: &$0, file: rules) }) { pair in
            let messages = (0..<150).map { TestMessage("Subject: \($0)\r\n\r\n") }
            for name in ["INBOX", "Locked", "Other"] { try pair.oldMail.deliver(messages, to: name) }
            let report = try await pair.migrate()
            #expect(report.outcome == .incomplete)
            let refused = report.mailboxes.filter { $0.refusal != nil }
            #expect(refused.map(\.source) == ["Locked"])
            #expect(refused.first?.refusal?.code == .mailboxForbidden)
            #expect(refused.first?.refusal?.serverText.contains("Permission denied") == true)
            #expect(report.copied == 300 && report.failures.isEmpty)
            #expect(try pair.difference().summary == "150 missing")
        }
    }

    @Test func `A folder that is deleted while it is filled is made again, and all its mail arrives`() async throws {
        try await ServerPair.run { pair in
            let messages = (0..<1_200).map { TestMessage("Subject: \($0)\r\n\r\n\($0)\r\n") }
            try pair.oldMail.deliver(messages, to: "Work")
            let isDeleted = Mutex(false)
            let report = try await pair.migrate(connections: 1) { event in
                guard case .copied("Work", _, _) = event else { return }
                isDeleted.withLock { isDeleted in
                    if !isDeleted { isDeleted = (try? pair.atNew("DELETE Work")) != nil }
                }
            }
            #expect(isDeleted.withLock { $0 })
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A full target ends the run with its words, and nothing is doubled by another try`() async throws {
        try await ServerPair.run(adjustNew: { $0.extraLines = Self.quota }) { pair in
            try SampleMailbox(count: 120, largeAttachment: 0).write(to: pair.oldMail)
            for _ in 1...2 {
                await #expect {
                    _ = try await pair.migrate()
                } throws: { error in
                    guard case MigrationError.targetFull(let words) = error else { return false }
                    return words.contains("Quota exceeded")
                }
                let difference = try pair.difference()
                #expect(!difference.missing.isEmpty)
                #expect(difference.duplicated.isEmpty && difference.foreign.isEmpty)
            }
        }
    }

    private static let quota = """
        mail_plugins = quota
        protocol imap {
          mail_plugins = quota imap_quota
        }
        plugin {
          quota = maildir:User quota
          quota_rule = *:storage=200K
        }
        """
}
