import FoundationEssentials
import Glibc
import GodwitCommands
import MailTestServers
import Testing

/// `migrate --retry-failed`, as typed.
@Suite struct RetryFailedTests {
    /// The new server's limit of a message's size, in a file that can be changed while it rests.
    private struct SizeLimit {
        let folder: TemporaryFolder
        var file: String { folder.path + "/limit.conf" }

        init() throws {
            folder = try TemporaryFolder()
            try set("100K")
            #expect(chmod(folder.path, 0o755) == 0)
        }

        func set(_ size: String) throws {
            try "plugin {\n  quota_max_mail_size = \(size)\n}\n".write(toFile: file, atomically: false, encoding: .utf8)
        }

        var lines: String {
            """
            mail_plugins = quota
            protocol imap {
              mail_plugins = quota imap_quota
            }
            plugin {
              quota = maildir:User quota
            }
            !include_try \(file)
            """
        }
    }

    @Test func `What was refused is listed with advice, and comes when the server allows it`() async throws {
        let limit = try SizeLimit()
        try await ServerPair.run(adjustNew: { $0.extraLines = limit.lines }) { pair in
            let line = String(repeating: "x", count: 70) + "\r\n"
            try pair.oldMail.deliver([
                TestMessage("Subject: small\r\n\r\n" + line),
                TestMessage("Subject: large\r\n\r\n" + String(repeating: line, count: 3_000)),
            ])
            let first = await CapturedRun(try pair.migrateArguments())
            #expect(first.outcome == .partlyDone, "\(first.errors)")
            let said = first.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains("too large for the new account: Mail size is larger than the maximum size allowed"))
            #expect(said.contains("Ask the new provider for a higher limit"))
            #expect(said.contains("run the same command with --retry-failed"))

            try limit.set("100M")
            try await pair.new.stop()
            try await pair.new.start()
            let again = await CapturedRun(try pair.migrateArguments())
            #expect(again.outcome == .partlyDone)
            #expect(try MailboxSnapshot(pair.newMail).count == 1)
            let retried = await CapturedRun(try pair.migrateArguments("--retry-failed"))
            #expect(retried.outcome == .done, "\(retried.errors)")
            #expect(try pair.difference().description == "nothing differs")
        }
    }
}
