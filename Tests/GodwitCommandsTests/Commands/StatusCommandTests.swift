import FoundationEssentials
import GodwitCommands
import IMAPCodec
import MailCore
import MailTestServers
import Testing

@testable import MailboxMigration

/// `godwit status` and `godwit report` from a journal, without any server.
@Suite struct StatusCommandTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/journal.sqlite"
    }

    /// Three messages: one copied and proven, one copied and different, one refused in words that try to clear the screen.
    private func fill(failures: UInt32 = 1) async throws -> (MigrationJournal, JournaledMailbox) {
        let journal = try MigrationJournal(path: path, source: "imap://a@old", target: "imap://a@new")
        let name = MailboxName(decoded: "归档/" + String(repeating: "很长的名字", count: 12))
        let mailbox = try await journal.mailbox(source: name, target: MailboxName(decoded: "Archive"))
        _ = try await journal.beginTarget(mailbox.id, UIDValidity(1), isEmpty: true)
        let uids = (1...failures + 2).compactMap { UID($0) }
        let planned = uids.map { PlannedMessage(uid: $0, size: 1_000, flags: [], internalDate: nil) }
        try await journal.plan(mailbox.id, planned, through: try #require(uids.last))
        try await journal.intend(mailbox.id, Array(uids[..<2]))
        try await journal.recordCopied(
            mailbox.id,
            uids[..<2].map {
                CopiedMessage(
                    uid: $0, targetUID: $0, size: 1_000, digest: [1], droppedFlags: [Flag("Work"), Flag("\u{1B}[2J")])
            })
        try await journal.recordProven(mailbox.id, [uids[0]], level: .envelope)
        try await journal.recordMismatch(mailbox.id, uids[1], ["flags", "date"])
        try await journal.recordFailed(
            mailbox.id,
            uids[2...].map { FailedMessage(uid: $0, code: .messageRefused, serverText: "\u{1B}[2Jno room") })
        return (journal, mailbox)
    }

    @Test(arguments: [
        (Language.english, "Not finished yet", "✗ Not everything could be copied"),
        (Language.simplifiedChinese, "尚未完成", "✗ 有邮件未能复制"),
    ])
    func statusTellsWhetherThereIsMoreToDo(language: Language, before: String, after: String) async throws {
        let (journal, mailbox) = try await fill()
        let arguments = ["status", "--journal", path, "--language", language.rawValue]
        let running = await CapturedRun(arguments)
        #expect(running.outcome == .done)
        #expect(running.output.hasPrefix(before))
        try await journal.complete(mailbox.id)
        // There may be folders that nobody has begun.
        #expect(await CapturedRun(arguments).output.hasPrefix(before))
        try await journal.endRound()
        #expect(await CapturedRun(arguments).output.hasPrefix(after))
    }

    @Test(arguments: [
        (Language.english, "Not finished yet", "No mail has been looked at yet", "0 of 5,000 messages"),
        (.simplifiedChinese, "尚未完成", "尚未查看任何邮件", "5,000 封中的 0 封"),
    ])
    func `A run that has only begun is not complete`(
        language: Language, unfinished: String, nothing: String, announced: String
    ) async throws {
        let journal = try MigrationJournal(path: path, source: "imap://a@old", target: "imap://a@new")
        let arguments = ["status", "--journal", path, "--language", language.rawValue]
        let unlisted = await CapturedRun(arguments).output
        #expect(unlisted.hasPrefix(unfinished) && unlisted.contains(nothing))
        try await journal.beginRound(announcing: 5_000)
        let listed = await CapturedRun(arguments).output
        #expect(listed.hasPrefix(unfinished) && listed.contains(announced))
        #expect(await CapturedRun(arguments + ["--format", "json"]).output.contains(#""total": 5000"#))
    }

    @Test func `An account without any mail is complete`() async throws {
        let journal = try MigrationJournal(path: path, source: "imap://a@old", target: "imap://a@new")
        try await journal.endRound()
        let output = await CapturedRun("status", "--journal", path, "--language", "en").output
        #expect(output.hasPrefix("✓ Complete") && output.contains("0 of 0 messages"))
    }

    @Test(arguments: Language.allCases)
    func theReportNamesEveryFailureSafely(language: Language) async throws {
        _ = try await fill()
        let run = await CapturedRun("report", "--journal", path, "--language", language.rawValue)
        #expect(run.outcome == .done)
        #expect(run.output.contains("UID 3 (1.0 kB)"))
        #expect(run.output.contains("\\u{1B}[2Jno room"))
        #expect(!run.output.unicodeScalars.contains("\u{1B}"))
        // Chinese may be wrapped anywhere.
        let unwrapped = run.output.replacing("\n  ", with: "")
        #expect(unwrapped.contains(language == .english ? "(flags, date)" : "(标记、日期)"))
        #expect(run.output.contains("Work (2)"))
        #expect(run.output.contains("\\u{1B}[2J (2)"))
        #expect(run.output.contains("--retry-failed"))
        for line in run.output.split(separator: "\n") { #expect(line.terminalWidth <= 80, "\(line)") }
    }

    @Test(arguments: [
        ("not stored", Language.english, "sends them again"), ("not stored", .simplifiedChinese, "会重新发送"),
        ("not shown", .english, "settings of the web mail"), ("not shown", .simplifiedChinese, "在网页邮箱的设置中更改"),
    ])
    func `What the new account has not got, or hides, is explained`(
        what: String, language: Language, words: String
    ) async throws {
        let (journal, mailbox) = try await fill()
        try await journal.recordMismatch(mailbox.id, try #require(UID(2)), [what])
        let page = folder.path + "/report.html"
        let run = await CapturedRun(
            "report", "--journal", path, "--language", language.rawValue, "--html", page)
        let texts = [
            await CapturedRun("report", "--journal", path, "--language", language.rawValue).output,
            try String(contentsOfFile: page, encoding: .utf8),
        ]
        #expect(run.outcome == .done)
        for text in texts {
            #expect(
                text.replacing("\n  ", with: " ").contains(words) || text.replacing("\n  ", with: "").contains(words))
        }
    }

    @Test func failuresBeyondTheListAreCounted() async throws {
        _ = try await fill(failures: 1_100)
        let run = await CapturedRun("report", "--journal", path, "--language", "en")
        #expect(run.output.contains("… and 1,080 more"))
    }

    @Test func jsonHasTheShapeOfTheContract() async throws {
        let (journal, mailbox) = try await fill()
        try await journal.complete(mailbox.id)
        try await journal.endRound()
        let output = await CapturedRun("report", "--journal", path, "--format", "json").output
        for expected in [
            #""outcome": "incomplete""#, #""target": "Archive""#, #""total": 3"#, #""copied": 2"#,
            #""alreadyThere": 0"#, #""failed": 1"#, #""bytes": 2000"#, #""uid": 3"#,
            #""code": "migration.message-refused""#, #""level": "envelope""#, #""checked": 2"#,
            #""flag": "Work""#, #""messages": 2"#, #""what": "flags date""#, #""resumed": true"#,
        ] {
            #expect(output.contains(expected), "\(expected)")
        }
    }

    @Test func aMissingJournalIsNamed() async {
        let run = await CapturedRun("status", "--journal", path, "--language", "en")
        #expect(run.outcome == .usage)
        #expect(run.errors.contains("There is no journal at \(path)"))
    }
}
