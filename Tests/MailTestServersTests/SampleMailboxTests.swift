import MailTestServers
import Testing

@Suite struct SampleMailboxTests {
    @Test func `The same numbers give the same mail, other numbers other mail`() throws {
        let folder = try TemporaryFolder()
        func snapshot(_ name: String, seed: UInt64) throws -> MailboxSnapshot {
            let maildir = Maildir(path: "\(folder.path)/\(name)")
            try SampleMailbox(count: 120, largeAttachment: 100_000, seed: seed).write(to: maildir)
            return try MailboxSnapshot(maildir)
        }
        let first = try snapshot("first", seed: 1)
        #expect(first.count == 120)
        #expect(MailboxDifference(source: first, target: try snapshot("again", seed: 1)).isEmpty)
        #expect(!MailboxDifference(source: first, target: try snapshot("other", seed: 2)).isEmpty)
    }

    @Test func `It has the folders that are easy to get wrong`() throws {
        let folder = try TemporaryFolder()
        let maildir = Maildir(path: folder.path + "/mail", separator: "/")
        try SampleMailbox(count: 120, largeAttachment: 0).write(to: maildir)
        let folders = try maildir.folders()
        #expect(Set(folders) == Set(SampleMailbox.folders.map(\.name) + [SampleMailbox.emptyFolder]))
    }
}
