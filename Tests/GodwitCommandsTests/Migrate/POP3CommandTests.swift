import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// `--from pop3s://…` as typed, between two real servers.
@Suite struct POP3CommandTests {
    private func arguments(_ command: String, _ pair: ServerPair, _ more: String...) throws -> [String] {
        var arguments = try pair.migrateArguments()
        arguments[0] = command
        arguments[2] = "pop3s://alice@localhost:\(pair.old.ports.pop3s)"
        return arguments + more
    }

    private func fill(_ pair: ServerPair) throws {
        try pair.oldMail.deliver((1...9).map { TestMessage("Date: \($0) Mar 2024 12:00:00 +0000\r\n\r\n\($0)\r\n") })
    }

    @Test func `What POP3 does not show is warned of, the rest arrives and is deleted when that is asked for`()
        async throws
    {
        try await ServerPair.run { pair in
            try fill(pair)
            try pair.oldMail.deliver([TestMessage("Subject: no date\r\n\r\nundated\r\n")])
            let run = await CapturedRun(
                try arguments("migrate", pair, "--delete-after-proof", "--mark-seen", "--into", "Old"))
            #expect(run.outcome == .done, "\(run.errors)")
            #expect(run.errors.contains("POP3 shows the inbox only."))
            #expect(run.output.contains("✓ Complete."))
            #expect(run.output.contains("INBOX → Old"))
            #expect(run.output.contains("whose header names no date that can be read: 1."))
            #expect(run.output.contains("Deleted at the old account, after every byte was read back: 10."))
            let report = await CapturedRun(["report", "--journal", pair.journal, "--language", "zh-Hans"])
            #expect(report.output.contains("已从旧账户删除 10 封"))
            var flags: [Set<String>] = []
            try pair.newMail.forEachMessage(in: "Old") { flags.append($0.flags) }
            #expect(flags == Array(repeating: ["\\Seen"], count: 10))
            var left = 0
            try pair.oldMail.forEachMessage(in: "INBOX") { _ in left += 1 }
            #expect(left == 0)
        }
    }

    @Test func `Programs get it as JSON`() async throws {
        try await ServerPair.run { pair in
            try fill(pair)
            let run = await CapturedRun(try arguments("migrate", pair, "--delete-after-proof", "--format", "json"))
            let report = try JSONDecoder().decode(POP3ReportShape.self, from: Data(run.output.utf8))
            #expect(report.pop3.deletion?.deleted == 9 && report.pop3.deletion?.left == 0)
            #expect(report.pop3.identifiedByHeader == 0 && report.pop3.undated == 0)
        }
    }

    @Test func `A plan reads no message`() async throws {
        try await ServerPair.run { pair in
            try fill(pair)
            let run = await CapturedRun(try arguments("plan", pair))
            #expect(run.outcome == .done, "\(run.errors)")
            #expect(run.output.contains("9 messages"))
            #expect(run.output.contains("POP3 shows the inbox only."))
            var flags: Set<Set<String>> = []
            try pair.oldMail.forEachMessage(in: "INBOX") { flags.insert($0.flags) }
            // Dovecot marks as read what was read over POP3.
            #expect(flags == [[]])
        }
    }

    @Test(arguments: [
        (["--mirror-deletions", "5"], "--mirror-deletions is not possible with an old account of POP3"),
        (["--delete-after-proof", "--proof", "none"], "--delete-after-proof and --proof none exclude each other"),
        (["--from-protocol", "smtp"], "--from-protocol is imap or pop3"),
        (["--from-protocol", "imap"], "names a POP3 server"),
    ])
    func `What makes no sense with POP3 is said before anything is done`(options: [String], words: String) async throws
    {
        let run = await CapturedRun(
            ["migrate", "--from", "pop3s://alice@localhost:1", "--to", "imaps://bob@localhost:2", "--language", "en"]
                + options)
        #expect(run.outcome == .usage)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test(arguments: ["--mark-seen", "--delete-after-proof"])
    func `What makes sense with POP3 only is said, too`(option: String) async throws {
        let run = await CapturedRun(
            [
                "migrate", "--from", "imaps://alice@localhost:1", "--to", "imaps://bob@localhost:2", "--language", "en",
                option,
            ])
        #expect(run.outcome == .usage)
        #expect(run.errors.contains("\(option) is for old accounts of POP3 only"), "\(run.errors)")
    }

    @Test func `A wrong password is explained for POP3`() async throws {
        try await ServerPair.run { pair in
            var typed = try arguments("migrate", pair)
            let file = pair.folder.path + "/wrong"
            try "wrong".write(toFile: file, atomically: true, encoding: .utf8)
            typed[try #require(typed.firstIndex(of: "--from-password-file")) + 1] = file
            let run = await CapturedRun(typed)
            #expect(run.outcome == .credentialsRefused, "\(run.outcome)")
            #expect(run.errors.contains("Old account: "))
        }
    }
}

private struct POP3ReportShape: Decodable {
    struct POP3: Decodable {
        struct Deletion: Decodable {
            let deleted: Int
            let left: Int
        }
        let identifiedByHeader: Int
        let undated: Int
        let deletion: Deletion?
    }
    let pop3: POP3
}
