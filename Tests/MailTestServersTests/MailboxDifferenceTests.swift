import MailTestServers
import Testing

@Suite struct MailboxDifferenceTests {
    private func maildir(_ folder: TemporaryFolder, _ name: String, _ messages: [TestMessage]) throws -> Maildir {
        let maildir = Maildir(path: "\(folder.path)/\(name)")
        try maildir.deliver(messages)
        return maildir
    }

    private func difference(_ source: [TestMessage], _ target: [TestMessage]) throws -> MailboxDifference {
        let folder = try TemporaryFolder()
        return MailboxDifference(
            source: try MailboxSnapshot(maildir(folder, "source", source)),
            target: try MailboxSnapshot(maildir(folder, "target", target)))
    }

    private let one = TestMessage("Subject: one\r\n\r\n1\r\n", flags: ["\\Seen", "Work"])
    private let two = TestMessage("Subject: two\r\n\r\n2\r\n")

    @Test func `Equal mail in another order differs in nothing`() throws {
        #expect(try difference([one, two, one], [one, one, two]).isEmpty)
    }

    @Test func `Each kind of difference is told by itself`() throws {
        let lost = try difference([one, two], [one])
        #expect(lost.missing == ["INBOX:  two"] && lost.duplicated.isEmpty && lost.foreign.isEmpty)
        let doubled = try difference([one], [one, one])
        #expect(doubled.duplicated == ["INBOX:  one"] && doubled.missing.isEmpty)
        let altered = try difference([one], [TestMessage("Subject: one\r\n\r\n1!\r\n", flags: one.flags)])
        #expect(altered.missing.count == 1 && altered.foreign.count == 1)
        let late = try difference([two], [TestMessage(two.bytes, date: two.date + 1)])
        #expect(late.dates.count == 1 && late.missing.isEmpty && late.flags.isEmpty)
        let unread = try difference([one], [TestMessage(one.bytes, flags: ["\\Seen"])])
        #expect(unread.flags.count == 1 && unread.missing.isEmpty && unread.dates.isEmpty)
    }

    @Test func `Folders count too`() throws {
        let folder = try TemporaryFolder()
        let source = try maildir(folder, "source", [one])
        let target = try maildir(folder, "target", [one])
        try source.createFolder("工作")
        try target.createFolder("More")
        let difference = MailboxDifference(source: try MailboxSnapshot(source), target: try MailboxSnapshot(target))
        #expect(difference.missingFolders == ["工作"])
        #expect(difference.extraFolders == ["More"])
    }

    @Test func `A header that a tool adds can be left out of the comparison`() throws {
        let folder = try TemporaryFolder()
        let marked = TestMessage("Subject: one\r\nX-TUID: abc\r\n\r\n1\r\n", flags: one.flags)
        let difference = MailboxDifference(
            source: try MailboxSnapshot(maildir(folder, "source", [one])),
            target: try MailboxSnapshot(maildir(folder, "target", [marked]), ignoringHeader: "X-TUID"))
        #expect(difference.isEmpty, "\(difference)")
    }
}
