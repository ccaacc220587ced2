/// Varied mail, always the same for the same numbers: the shapes of mail that copying gets wrong, spread over folders
/// as people have them.
public struct SampleMail: Sendable {
    /// Number of messages in all folders.
    public let count: Int
    /// Bytes of the one large attachment; 0 leaves it out.
    public let largeAttachment: Int
    private let seed: UInt64
    private let folders: [Folder]

    /// A folder and how many in a hundred messages it gets.
    public typealias Folder = (name: String, share: Int)

    /// One message.
    public struct Message: Hashable, Sendable {
        /// Lines end in CRLF.
        public var bytes: [UInt8]
        /// When the server got it, in seconds since 1970.
        public var date: Int
        /// Such as `\Seen`, and keywords such as `$Forwarded`.
        public var flags: Set<String>
    }

    /// - Parameter folders: the last one gets what is left of a hundred.
    public init(
        count: Int, largeAttachment: Int = 3_000_000, seed: UInt64 = 1, folders: [Folder] = SampleMail.folders
    ) {
        self.count = max(0, count)
        self.largeAttachment = largeAttachment
        self.seed = seed
        self.folders = folders
    }

    /// Folder names with `/` between their levels.
    public static let folders: [Folder] = [
        ("INBOX", 40), ("Sent", 14), ("Drafts", 2), ("Trash", 4), ("Junk", 3), ("Archive", 10), ("Archive/2019", 6),
        ("Archive/2019/Q3 Reports", 4), ("工作", 3), ("工作/项目", 6), ("Entwürfe & Pläne", 5), ("Lists/swift", 3),
    ]
    /// A folder that holds no message at all.
    public static let emptyFolder = "Empty"

    /// Hands out the mail, one folder at a time, the empty one last.
    public func forEachFolder<Failure>(_ body: (String, [Message]) throws(Failure) -> Void) throws(Failure) {
        var generator = SeededGenerator(seed: seed)
        var written = 0
        for (index, folder) in folders.enumerated() {
            let isLast = index == folders.indices.last
            let share = isLast ? count - written : count * folder.share / 100
            try body(folder.name, (written..<written + share).map { message($0, in: folder.name, &generator) })
            written += share
        }
        try body(Self.emptyFolder, [])
    }

    private func message(_ index: Int, in folder: String, _ generator: inout SeededGenerator) -> Message {
        // Shapes come round one by one, so that even a small mailbox has each.
        let shape = SampleShape.allCases[index % SampleShape.allCases.count]
        let isLarge = largeAttachment > 0 && index == count / 3
        let bytes =
            isLarge
            ? SampleText.attachment(index, size: largeAttachment, &generator)
            : shape.bytes(index: index, &generator)
        // Thirty-odd years, without a pattern that an off-by-one zone could hide in.
        let date = 700_000_000 + Int.random(in: 0..<1_050_000_000, using: &generator)
        return Message(bytes: bytes, date: date, flags: flags(in: folder, &generator))
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
