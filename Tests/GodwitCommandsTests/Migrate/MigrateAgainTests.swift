import MailTestServers
import Testing

@testable import GodwitCommands

/// What a re-run says about messages that were there before.
@Suite struct MigrateAgainTests {
    /// One message gets a flag, one is moved, two are deleted.
    private func changeMail(_ pair: ServerPair) async throws {
        try pair.oldMail.deliver((1...6).map { TestMessage("Subject: \($0)\r\n\r\nbody \($0)\r\n") })
        #expect(await CapturedRun(try pair.migrateArguments()).outcome == .done)
        try pair.atOld(
            "CREATE Work", "SELECT INBOX", "STORE 1 +FLAGS (\\Seen)", "MOVE 2 Work", "STORE 2:3 +FLAGS (\\Deleted)",
            "EXPUNGE")
    }

    @Test func `What followed is said as it happens, and summed up`() async throws {
        try await ServerPair.run { pair in
            try await changeMail(pair)
            let withheld = await CapturedRun(
                try pair.migrateArguments("--mirror-deletions", "1", "--language", "en"))
            #expect(withheld.outcome == .done, "\(withheld.errors)")
            #expect(withheld.errors.contains("INBOX: the flags of 1 messages were updated."))
            #expect(withheld.errors.contains("INBOX → Work: 1 messages were moved, as at the old account."))
            #expect(
                withheld.errors.contains("! 2 messages were deleted at the old account, more than --mirror-deletions"))
            #expect(
                withheld.output.contains(
                    "Of those that were there before: 1 with updated flags, 1 moved, 2 deleted at"))
            #expect(try MailboxSnapshot(pair.newMail).count == 6)

            let mirrored = await CapturedRun(
                try pair.migrateArguments("--mirror-deletions", "2", "--language", "zh-Hans"))
            #expect(mirrored.errors.contains("已从新账户删除 2 封邮件"))
            #expect(mirrored.output.contains("原有邮件中：2 删除。"))
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Programs get events and counts`() async throws {
        try await ServerPair.run { pair in
            try await changeMail(pair)
            let events = await CapturedRun(
                try pair.migrateArguments("--mirror-deletions", "2", "--progress", "json"))
            let lines = Set(events.output.split(separator: "\n").map(String.init))
            for event in ["flagsUpdated", "moved", "deleted"] {
                #expect(lines.contains { $0.contains("\"event\":\"\(event)\"") }, "\(events.output)")
            }
            #expect(lines.contains { $0.contains("\"from\":\"INBOX\"") })
            try pair.atOld("SELECT INBOX", "STORE 1 -FLAGS (\\Seen)")
            let report = await CapturedRun(try pair.migrateArguments("--format", "json"))
            let text = report.output.filter { !$0.isWhitespace }
            for count in ["\"flagsUpdated\":1", "\"moved\":0", "\"deleted\":0", "\"deletionsWithheld\":0"] {
                #expect(text.contains(count), "\(report.output)")
            }
        }
    }
}
