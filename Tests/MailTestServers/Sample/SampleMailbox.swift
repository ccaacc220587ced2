/// A varied mailbox, always the same for the same numbers: the shapes of mail that copying gets wrong, spread over
/// folders as people have them.
package struct SampleMailbox: Sendable {
    /// Number of messages in all folders.
    package let count: Int
    /// Bytes of the one large attachment; 0 leaves it out.
    package let largeAttachment: Int
    private let seed: UInt64
    private let folders: [(name: String, share: Int)]

    package init(
        count: Int, largeAttachment: Int = 3_000_000, seed: UInt64 = 1,
        folders: [(name: String, share: Int)] = SampleMailbox.folders
    ) {
        self.count = count
        self.largeAttachment = largeAttachment
        self.seed = seed
        self.folders = folders
    }

    /// Folder names with `/` between their levels, and how many in a hundred messages each gets.
    package static let folders: [(name: String, share: Int)] = [
        ("INBOX", 40), ("Sent", 14), ("Drafts", 2), ("Trash", 4), ("Junk", 3), ("Archive", 10), ("Archive/2019", 6),
        ("Archive/2019/Q3 Reports", 4), ("工作", 3), ("工作/项目", 6), ("Entwürfe & Pläne", 5), ("Lists/swift", 3),
    ]
    /// A folder that holds no message at all.
    package static let emptyFolder = "Empty"

    /// Writes the mailbox.
    package func write(to store: some MailStore) throws {
        var generator = SeededGenerator(seed: seed)
        var written = 0
        for (index, folder) in folders.enumerated() {
            let isLast = index == folders.indices.last
            let share = isLast ? count - written : count * folder.share / 100
            let messages = (written..<written + share).map { message($0, in: folder.name, &generator) }
            try store.deliver(messages, to: folder.name.replacing("/", with: String(store.separator)))
            written += share
        }
        try store.createFolder(Self.emptyFolder)
    }

    private func message(_ index: Int, in folder: String, _ generator: inout SeededGenerator) -> TestMessage {
        // Shapes come round one by one, so that even a small mailbox has each.
        let shape = SampleShape.allCases[index % SampleShape.allCases.count]
        let isLarge = largeAttachment > 0 && index == count / 3
        let bytes =
            isLarge
            ? SampleText.attachment(index, size: largeAttachment, &generator)
            : shape.bytes(index: index, &generator)
        // Thirty-odd years, without a pattern that an off-by-one zone could hide in.
        let date = 700_000_000 + Int.random(in: 0..<1_050_000_000, using: &generator)
        return TestMessage(bytes, date: date, flags: flags(in: folder, &generator))
    }

    private func flags(in folder: String, _ generator: inout SeededGenerator) -> Set<String> {
        var flags: Set<String> = folder == "Drafts" ? ["\\Draft"] : []
        if Int.random(in: 0..<100, using: &generator) < 80 { flags.insert("\\Seen") }
        for (flag, share) in [
            ("\\Answered", 15), ("\\Flagged", 8), ("\\Deleted", 2), ("$Forwarded", 6), ("$Label1", 5), ("Projekt-X", 3),
        ] where Int.random(in: 0..<100, using: &generator) < share {
            flags.insert(flag)
        }
        return flags
    }
}
