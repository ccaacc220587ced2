internal import NIOCore

/// What of one account's mail is in another one: by the stores themselves, without any protocol or client.
public struct SandboxComparison: Hashable, Sendable {
    /// What is different in a folder.
    public struct Difference: Hashable, Sendable {
        /// Of the folder at the source, levels divided by `/`.
        public let folder: String
        /// Messages of the source that the target does not have (count).
        public let missing: Int
        /// Messages of the target that the source does not have (count).
        public let surplus: Int

        /// - Parameter folder: levels divided by `/`.
        public init(folder: String, missing: Int, surplus: Int) {
            self.folder = folder
            self.missing = missing
            self.surplus = surplus
        }
    }

    /// Messages that are equal: bytes, date and flags (count).
    public private(set) var equal = 0
    /// Folders of the source that have mail (count).
    public private(set) var folders = 0
    /// Where something is missing, or there is too much.
    public private(set) var differences: [Difference] = []

    /// Compares what a client can see of the source with what is at the target, whether it shows it or not. Of flags only
    /// those count that the target can keep; a last line that it ends itself makes no difference.
    public init(of source: SandboxUser, with target: SandboxUser) {
        let inboxes = target.contents(asSeen: false)
        for (name, use, messages) in source.contents(asSeen: true) where !messages.isEmpty {
            folders += 1
            let wanted = Self.counted(messages.map { target.provider.personality.kept($0) })
            // A folder of the same name, or of the same purpose; where both are there, the one that has the mail.
            let candidates = inboxes.filter { $0.name == name || use != nil && $0.use == use }
            let found = candidates.map { Self.counted($0.messages.map { target.provider.personality.kept($0) }) }
            let best = found.max { Self.shared($0, wanted) < Self.shared($1, wanted) } ?? [:]
            let shared = Self.shared(best, wanted)
            equal += shared
            let (missing, surplus) = (messages.count - shared, best.values.reduce(0, +) - shared)
            guard missing > 0 || surplus > 0 else { continue }
            differences.append(Difference(folder: name.description, missing: missing, surplus: surplus))
        }
    }

    private static func counted(_ messages: [SandboxContent]) -> [SandboxContent: Int] {
        messages.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func shared(_ one: [SandboxContent: Int], _ other: [SandboxContent: Int]) -> Int {
        one.reduce(0) { $0 + min($1.value, other[$1.key] ?? 0) }
    }
}

/// What makes a message what it is.
struct SandboxContent: Hashable {
    var bytes: ByteBuffer
    let date: Int
    var flags: Set<String>

    init(_ message: SandboxMessage) {
        bytes = message.bytes
        date = message.internalDate
        flags = Set(message.flags.names)
    }
}

extension SandboxUser {
    /// All mail, without the mailboxes that only show what is in others.
    ///
    /// - Parameter asSeen: as clients are given it.
    fileprivate func contents(
        asSeen: Bool
    ) -> [(name: SandboxMailboxName, use: SandboxSpecialUse?, messages: [SandboxContent])] {
        var contents: [(SandboxMailboxName, SandboxSpecialUse?, [SandboxContent])] = []
        account.forEachMailbox { mailbox in
            if provider.personality.usesLabels, [.all, .flagged, .important].contains(mailbox.specialUse) { return }
            let imap = provider.personality.imap
            let messages = asSeen ? imap.seen(mailbox.messages) : mailbox.messages.map { SandboxContent($0) }
            contents.append((mailbox.name, mailbox.specialUse, messages))
        }
        return contents
    }
}

extension IMAPServerConfiguration {
    /// What a client is given of messages.
    fileprivate func seen(_ messages: [SandboxMessage]) -> [SandboxContent] {
        let visible: [SandboxMessage]
        switch window {
        case .everything: visible = messages
        case .newest(let count): visible = messages.suffix(count)
        case .days(let days):
            let oldest = SandboxClock.now - days * 86_400
            visible = messages.filter { $0.internalDate >= oldest }
        }
        return visible.map { message in
            var content = SandboxContent(message)
            if let placeholders, placeholders.every > 0, message.uid.isMultiple(of: placeholders.every) {
                content.bytes = ByteBuffer(bytes: placeholders.bytes)
            }
            return content
        }
    }
}

extension SandboxPersonality {
    /// What is left of a message when this provider has it.
    fileprivate func kept(_ message: SandboxContent) -> SandboxContent {
        var message = message
        if !imap.keepsKeywords { message.flags = message.flags.filter { $0.hasPrefix("\\") } }
        if imap.addsFinalLineEnd, !message.bytes.readableBytesView.suffix(2).elementsEqual([13, 10]) {
            message.bytes.writeString("\r\n")
        }
        return message
    }
}
