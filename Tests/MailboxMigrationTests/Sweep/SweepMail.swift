import MailTestServers

@testable import MailboxMigration

/// The mailboxes that are swept over: small, with every shape of mail that is hard to tell apart.
enum SweepMail {
    private static let folders = [
        (name: "INBOX", share: 50), (name: "Archive/2019", share: 25), (name: "工作", share: 25),
    ]

    /// All shapes of SampleMailbox, in three folders and an empty one, and messages that equal each other but for their
    /// dates and flags.
    @Sendable static func small(_ mail: Maildir) throws {
        try SampleMailbox(count: 18, largeAttachment: 0, folders: folders).write(to: mail)
        let twin = "Subject: twins\r\nMessage-ID: <twin@old.example>\r\n\r\nthe same\r\n"
        try mail.deliver([
            TestMessage(twin, date: 1_100_000_000, flags: ["\\Seen"]), TestMessage(twin, date: 1_200_000_000),
            TestMessage(twin, date: 1_200_000_000, flags: ["$Label1"]),
        ])
    }

    /// What POP3 can bring over.
    @Sendable static func smallInbox(_ mail: Maildir) throws { try InboxSample(count: 20).write(to: mail) }

    /// The same with a message that is too large for memory, and with messages that equal each other.
    @Sendable static func inbox(_ mail: Maildir) throws {
        try InboxSample(count: 20, largeAttachment: CopyLimits.bodyInMemory + 400_000).write(to: mail)
        let twin = "Received: by x; 9 Nov 2004 11:33:20 +0000\r\nMessage-ID: <twin@x>\r\n\r\nthe same\r\n"
        try mail.deliver(Array(repeating: TestMessage(twin, date: 1_100_000_000), count: 3))
    }

    /// ``small(_:)`` with a message that is a batch of its own.
    @Sendable static func withLargeMessage(_ mail: Maildir) throws {
        try SampleMailbox(count: 20, largeAttachment: Int(CopyLimits.batchBytes) + 400_000, folders: folders)
            .write(to: mail)
    }
}
