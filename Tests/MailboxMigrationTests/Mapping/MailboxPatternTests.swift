import MailboxMigration
import Testing

@Suite struct MailboxPatternTests {
    @Test(arguments: [
        ("Work", ["Work"], ["work", "Work/2024", "Wor", "Works", ""]),
        ("*", ["", "Work", "Work/2024", "INBOX"], []),
        ("Work*", ["Work", "Work/2024", "Workshop"], ["work"]),
        ("Work/*", ["Work/", "Work/2024", "Work/2024/May"], ["Work", "Workshop"]),
        ("Work/%", ["Work/2024", "Work/"], ["Work/2024/May"]),
        ("%/2024", ["Work/2024", "/2024"], ["a/Work/2024"]),
        ("*/2024", ["Work/2024", "a/Work/2024"], ["2024"]),
        ("202?", ["2024", "202x"], ["202", "20244"]),
        ("工作/??", ["工作/合同"], ["工作/合", "工作/合同书"]),
        ("a*b*c", ["abc", "aXbYc", "a/b/c", "abbcc"], ["acb", "abcd"]),
        ("100\\%", ["100%"], ["1000", "100"]),
        ("a\\\\b", ["a\\b"], ["ab"]),
        ("e\u{301}t?", ["été"], ["ete"]),
        ("", [""], ["a"]),
        // INBOX is the same in any case, and only INBOX.
        ("inbox", ["INBOX", "inbox", "Inbox"], ["INBOXES"]),
        ("Inbox/*", ["INBOX/Lists", "inbox/Lists"], ["INBOX"]),
        ("inboxes", ["inboxes"], ["INBOXES", "INBOXes"]),
    ])
    func matches(pattern: String, fitting: [String], others: [String]) {
        for name in fitting { #expect(MailboxPattern(pattern).matches(name), "\(pattern) \(name)") }
        for name in others { #expect(!MailboxPattern(pattern).matches(name), "\(pattern) \(name)") }
    }

    @Test func aLevelEndsAtTheSeparatorGiven() {
        #expect(MailboxPattern("INBOX.%").matches("INBOX.a/b", separator: "."))
        #expect(!MailboxPattern("INBOX.%").matches("INBOX.a.b", separator: "."))
        #expect(MailboxPattern("%").matches("a.b/c", separator: nil))
    }

    /// Backtracking would need longer than the universe has been there.
    @Test func aHardPatternTakesNoTime() {
        let pattern = MailboxPattern(String(repeating: "*a", count: 40) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 400)))
    }
}
