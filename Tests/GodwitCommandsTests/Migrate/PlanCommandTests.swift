import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// `godwit plan` and `migrate --dry-run` as typed.
@Suite struct PlanCommandTests {
    @Test func `The plan fits into 80 columns, and the dry run says the same`() async throws {
        try await ServerPair.run(adjustNew: {
            $0.separator = "."; $0.prefix = "INBOX."; $0.extraLines = Self.limit
        }) { pair in
            try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
            let long = TestMessage("Subject: long\r\n\r\n" + String(repeating: "x", count: 300_000))
            try pair.oldMail.deliver([long], to: "很长的文件夹名称/" + String(repeating: "更长的名称", count: 10))
            try pair.newMail.deliver([TestMessage("Subject: before\r\n\r\n")])
            for language in ["en", "zh-Hans"] {
                let dry = await CapturedRun(try pair.migrateArguments("--dry-run", "--language", language))
                let plan = await CapturedRun(
                    ["plan"] + (try pair.migrateArguments("--language", language)).dropFirst())
                #expect(dry.outcome == .done, "\(dry.errors)")
                #expect(Self.beforeTime(plan.output) == Self.beforeTime(dry.output))
                #expect(Self.beforeTime(plan.output).contains("INBOX"))
                for line in plan.output.split(separator: "\n") { #expect(line.terminalWidth <= 80, "\(line)") }
                #expect(plan.output.contains("UID 1 (300.0 kB)"))
                #expect(plan.output.contains(language == "en" ? "Nothing was changed." : "没有做任何改动。"))
            }
            #expect(try pair.newMail.folders() == ["INBOX"])
            #expect(!FileManager.default.fileExists(atPath: pair.journal))
        }
    }

    @Test func `JSON is one document`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
            let run = await CapturedRun(
                ["plan"]
                    + (try pair.migrateArguments("--format", "json", "--map", "工作/项目=Work", "--max-size", "1"))
                    .dropFirst())
            let plan = try JSONDecoder().decode(PlanShape.self, from: Data(run.output.utf8))
            #expect(plan.skipped == 40)
            #expect(plan.messages == 0)
            #expect(
                plan.mailboxes.contains {
                    $0.source == "工作/项目" && $0.target == "Work" && $0.place == "created" && $0.renamed
                })
        }
    }

    private static let limit = "imap_capability = +APPENDLIMIT=100000"

    /// How fast the source is differs from one look to the next.
    private static func beforeTime(_ text: String) -> String {
        String(
            text.prefix(
                upTo: (text.firstRange(of: "At least") ?? text.firstRange(of: "至少"))?.lowerBound ?? text.startIndex))
    }

    private struct PlanShape: Decodable {
        struct Mailbox: Decodable {
            let source: String
            let target: String
            let place: String
            let renamed: Bool
        }

        let mailboxes: [Mailbox]
        let messages: Int
        let skipped: Int
    }
}
