/// What a migration would do, found out without writing anything on either side.
public struct MigrationPlan: Sendable {
    /// What is at the target under a folder's name. Raw values are used in JSON.
    public enum Place: String, Sendable {
        /// Nothing: the folder will be made.
        case created
        /// The folder, without messages.
        case there
        /// The folder, with messages in it: what equals the source's is recognised, the rest stays.
        case merged
    }

    /// One folder. Counts are messages.
    public struct Mailbox: Sendable {
        /// Its readable name at the source.
        public let source: String
        /// Its readable name at the target.
        public let target: String
        /// Whether the target's name reads otherwise, apart from what stands before names and divides them.
        public let isRenamed: Bool
        /// What is at the target under its name.
        public let place: Place
        /// What the folder is made for, such as `\Sent` (RFC 6154 §2); nil for a folder that is not made, or plain.
        public let specialUse: String?
        /// Messages in the target's folder.
        public let messagesThere: Int
        /// Messages an earlier run has brought to the target, by its journal.
        public let messagesDone: Int
        /// What will be there in the end: all the source holds but what is left out or too large.
        public internal(set) var messages = 0
        /// Bytes of these.
        public internal(set) var bytes: UInt64 = 0
        /// Left out by the filter.
        public internal(set) var skipped = 0
        /// Larger than the target takes.
        public internal(set) var tooLarge = 0
        /// The source's words, when it does not open the folder.
        public internal(set) var refusal: String?
    }

    /// A message that the target will not take.
    public struct Oversize: Hashable, Sendable {
        /// The source's readable name.
        public let mailbox: String
        /// Its identifier at the source.
        public let uid: UInt32
        /// Bytes.
        public let size: UInt64
    }

    /// How far the look into the accounts is.
    public struct Progress: Hashable, Sendable {
        /// Folders that are through (count).
        public let mailboxes: Int
        /// Folders in all (count).
        public let of: Int
        /// Messages counted so far.
        public let messages: Int
    }

    /// Most messages listed one by one (count); ``Mailbox/tooLarge`` counts all of them.
    public static let listLimit = 1_000

    /// In the source's order, INBOX first.
    public internal(set) var mailboxes: [Mailbox]
    /// Largest message that can be brought over, bytes: what the target says it takes (RFC 7889), or our own limit.
    public let sizeLimit: UInt64
    /// At most ``listLimit``, folder by folder.
    public internal(set) var tooLarge: [Oversize] = []
    /// Bytes a second the source gave out when a few messages were read; nil when there was too little to read.
    public internal(set) var sourceBytesPerSecond: Double?
    /// Days after which a POP3 source deletes mail that was read (RFC 2449 §6.7); nil when it does not say so.
    public internal(set) var daysUntilExpiry: Int?

    /// Sum of all folders.
    public var messages: Int { mailboxes.reduce(0) { $0 + $1.messages } }
    /// Sum of all folders.
    public var messagesDone: Int { mailboxes.reduce(0) { $0 + $1.messagesDone } }
    /// Sum of all folders.
    public var bytes: UInt64 { mailboxes.reduce(0) { $0.addingClamped($1.bytes) } }
    /// Sum of all folders.
    public var skipped: Int { mailboxes.reduce(0) { $0 + $1.skipped } }
    /// Sum of all folders.
    public var tooLargeCount: Int { mailboxes.reduce(0) { $0 + $1.tooLarge } }

    /// The shortest time the rest can take, seconds: reading it from the source at the measured speed. How fast the
    /// target stores shows only when it does, so no more is promised. Nil when nothing could be measured.
    public var shortestSeconds: Double? {
        guard let sourceBytesPerSecond, sourceBytesPerSecond > 0 else { return nil }
        return mailboxes.reduce(0) { $0 + $1.bytesLeft } / sourceBytesPerSecond
    }
}

extension MigrationPlan.Mailbox {
    /// Bytes that are still to be read: the journal counts messages, and those of a folder are taken for equal.
    fileprivate var bytesLeft: Double {
        guard messages > 0 else { return 0 }
        return Double(bytes) * Double(max(0, messages - messagesDone)) / Double(messages)
    }
}
