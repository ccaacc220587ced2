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

    /// The same with a message that is a batch of its own.
    @Sendable static func withLargeMessage(_ mail: Maildir) throws {
        try SampleMailbox(count: 20, largeAttachment: Int(CopyLimits.batchBytes) + 400_000, folders: folders)
            .write(to: mail)
    }
}
