import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// The command as typed, between two real servers.
@Suite struct MigrateCommandTests {
    @Test func `A whole mailbox: the report says so, and so does the exit code`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            let run = await CapturedRun(try pair.migrateArguments("--proof", "full"))
            #expect(run.outcome == .done, "\(run.errors)")
            #expect(run.output.contains("✓ Complete."))
            #expect(run.output.contains("60 of 60 messages are at the new account: 60 copied"))
            #expect(run.output.contains("Proven by reading back: 60 (every byte, flags and dates)."))
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `JSON is one document`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
            let run = await CapturedRun(try pair.migrateArguments("--format", "json"))
            let report = try JSONDecoder().decode(ReportShape.self, from: Data(run.output.utf8))
            #expect(report.outcome == "complete")
            #expect(report.mailboxes.reduce(0) { $0 + $1.copied } == 40)
            #expect(report.mailboxes.contains { $0.source == "工作/项目" && $0.target == "工作/项目" })
            #expect(report.proof.level == "envelope")
            #expect(report.proof.checked == 40)
            #expect(!report.resumed)
        }
    }

    @Test func `Progress for programs is one event a line, the report last`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
            let run = await CapturedRun(try pair.migrateArguments("--progress", "json"))
            let lines = run.output.split(separator: "\n").map { Data($0.utf8) }
            let events = try lines.dropLast().map { try JSONDecoder().decode(EventShape.self, from: $0) }
            #expect(events.first?.event == "planned")
            #expect(events.filter { $0.event == "copied" }.reduce(0) { $0 + ($1.messages ?? 0) } == 40)
            let report = try JSONDecoder().decode(ReportShape.self, from: try #require(lines.last))
            #expect(report.outcome == "complete")
        }
    }

    @Test func `The bar stays in its line, and nothing of it is left`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 40, largeAttachment: 4_000_000).write(to: pair.oldMail)
            let run = await CapturedRun(try pair.migrateArguments("--progress", "bar"))
            #expect(run.outcome == .done, "\(run.errors)")
            let drawn = run.errors.components(separatedBy: "\r\u{1B}[K")
            #expect(drawn.first == "" && drawn.last == "")
            for line in drawn { #expect(line.terminalWidth < 80 && !line.contains("\n"), "\(line)") }
        }
    }

    @Test func `Where nobody looks, nothing is drawn and no folder is told`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
            let run = await CapturedRun(try pair.migrateArguments())
            #expect(run.outcome == .done)
            #expect(!run.errors.contains("\r") && !run.errors.contains("\u{1B}"))
            #expect(run.errors.split(separator: "\n").count < 10)
        }
    }

    @Test func `Folders are chosen and moved as typed`() async throws {
        try await ServerPair.run { pair in
            for name in ["INBOX", "工作", "工作/合同", "Other"] {
                try pair.oldMail.deliver([TestMessage("Subject: in \(name)\r\n\r\n")], to: name)
            }
            let run = await CapturedRun(
                try pair.migrateArguments("--folder", "工作*", "--map", "工作=Work", "--exclude", "x"))
            #expect(run.outcome == .done, "\(run.errors)")
            #expect(run.output.contains("工作/合同 → Work/合同"))
            #expect(try pair.newMail.folders() == ["INBOX", "Work", "Work/合同"])
            let below = await CapturedRun(
                try pair.migrateArguments("--into", "Old", "--journal", pair.folder.path + "/below.sqlite"))
            #expect(below.outcome == .done, "\(below.errors)")
            #expect(try pair.newMail.folders().contains("Old/INBOX"))
        }
    }

    @Test func `What is left out on request is said, and comes when it is asked for`() async throws {
        try await ServerPair.run { pair in
            let old = TestMessage("Subject: old\r\n\r\n", date: 1_000_000_000)
            try pair.oldMail.deliver([old, TestMessage("Subject: new\r\n\r\n", date: 1_100_000_000)])
            let part = await CapturedRun(try pair.migrateArguments("--since", "2002-01-01"))
            #expect(part.outcome == .done, "\(part.errors)")
            #expect(part.output.contains("Left out by --since, --before or --max-size: 1."))
            #expect(try MailboxSnapshot(pair.newMail).count == 1)
            let whole = await CapturedRun(try pair.migrateArguments())
            #expect(whole.outcome == .done)
            #expect(!whole.output.contains("Left out"))
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test(arguments: [
        (["--folder", "Wrok"], "No folder of the old account is called “Wrok”."),
        (["--map", "Other=INBOX"], "Two folders would become one at the new account: “INBOX”."),
    ])
    func `A slip of the pen is told before anything is copied`(arguments: [String], message: String) async throws {
        try await ServerPair.run { pair in
            for name in ["INBOX", "Other"] {
                try pair.oldMail.deliver([TestMessage("Subject: in \(name)\r\n\r\n")], to: name)
            }
            let run = await CapturedRun(try pair.migrateArguments() + arguments)
            #expect(run.outcome == .usage)
            #expect(run.errors.contains(message))
            #expect(try MailboxSnapshot(pair.newMail).count == 0)
        }
    }

    @Test func `A wrong password is tried once, and the answer says what to do`() async throws {
        try await ServerPair.run { pair in
            let run = await CapturedRun(try pair.migrateArguments(newPassword: "not the password"))
            #expect(run.outcome == .credentialsRefused)
            #expect(run.errors.contains("New account: "))
            #expect(run.errors.contains("refused the user name or password"))
            #expect(!run.errors.contains("not the password"))
            #expect(pair.new.log.contains("auth failed, 1 attempts"))
            #expect(pair.new.log.ranges(of: "auth failed").count == 1)
            #expect(!run.errors.contains("What was copied so far"))
        }
    }

    @Test func `A run that ends early says what is safe, and how to go on`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(
                [TestMessage("Subject: 1\r\n\r\n"), TestMessage("Subject: 2\r\n\r\n")], to: "INBOX")
            #expect(await CapturedRun(try pair.migrateArguments()).outcome == .done)
            let run = await CapturedRun(try pair.migrateArguments(newPassword: "not the password"))
            #expect(run.outcome == .credentialsRefused)
            // A line of a terminal ends somewhere in it.
            let said = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains("What was copied so far is safe at the new account (messages: 2)."))
            #expect(said.contains("Run the same command again once this is mended: it continues where it stopped."))
        }
    }

    @Test func `A port that refuses is named`() async throws {
        try await ServerPair.run { pair in
            try await RefusedPort.hold { port in
                let run = await CapturedRun(try pair.migrateArguments(newPort: port))
                #expect(run.outcome == .unreachable)
                #expect(run.errors.contains("New account: "))
                #expect(run.errors.contains("refuses connections on port \(port)"))
            }
        }
    }

    private struct EventShape: Decodable {
        let event: String
        let messages: Int?
    }

    private struct ReportShape: Decodable {
        struct Mailbox: Decodable {
            let source: String
            let target: String
            let copied: Int
        }
        struct Proof: Decodable {
            let level: String
            let checked: Int
        }

        let outcome: String
        let mailboxes: [Mailbox]
        let proof: Proof
        let resumed: Bool
    }
}
