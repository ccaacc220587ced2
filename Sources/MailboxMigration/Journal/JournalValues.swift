internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// One folder as the journal knows it.
struct JournaledMailbox: Hashable, Sendable {
    let id: Int64
    let source: MailboxName
    let target: MailboxName
    /// The highest identifier that was listed; nil before the first listing.
    var plannedThrough: UID?
}

/// A folder that was through when a run ended.
struct SettledMailbox: Hashable, Sendable {
    let target: MailboxName
    let targetValidity: UIDValidity?
    /// As it was when the folder was listed for the last time.
    var source = MailboxStatus()

    /// Whether there is nothing new in it, flags included. Without mod-sequences a changed flag leaves no trace, and the
    /// folder has to be looked at.
    func isCurrent(source now: MailboxStatus?, target: MailboxStatus?, regardingFlags: Bool) -> Bool {
        guard let now, let messages = now.messages, let uidNext = now.uidNext, let validity = now.uidValidity,
            messages == source.messages, uidNext == source.uidNext, validity == source.uidValidity,
            let targetValidity, target?.uidValidity == targetValidity
        else { return false }
        guard regardingFlags, messages > 0 else { return true }
        return now.highestModSeq != nil && now.highestModSeq == source.highestModSeq
    }
}

/// A message of the source that is to be copied.
struct PlannedMessage: Hashable, Sendable {
    let uid: UID
    /// RFC822.SIZE in bytes; a hint, because some servers are wrong about it.
    let size: UInt64
    var flags: [Flag]
    var internalDate: InternalDate?
    /// How often a server ended the connection while this message was under way (count).
    var farewells = 0
    /// Keywords that are not sent, to see whether it is taken without them.
    var withheld: [Flag] = []

    init(uid: UID, size: UInt64, flags: [Flag], internalDate: InternalDate?) {
        self.uid = uid
        self.size = size
        self.flags = flags
        self.internalDate = internalDate
    }

    /// From a listing; nil for data about a message that does not say which.
    init?(_ attributes: FetchAttributes) {
        guard let uid = attributes.uid, attributes.flags != nil || attributes.size != nil else { return nil }
        // A size past what SQLite counts is no size.
        let size = min(attributes.size ?? 0, UInt64(Int64.max))
        self.init(uid: uid, size: size, flags: attributes.flags ?? [], internalDate: attributes.internalDate)
    }
}

/// A message the target acknowledged.
struct CopiedMessage: Hashable, Sendable {
    let uid: UID
    /// Nil where the server does not tell (no UIDPLUS).
    var targetUID: UID?
    /// Bytes that were sent.
    let size: UInt64
    /// SHA-256 of the bytes that were sent, where it was taken.
    var digest: [UInt8]?
    /// Flags that it had at the source and was sent without.
    var droppedFlags: [Flag] = []
    /// What came with the body: of a POP3 source nothing is known before.
    var arrival = Arrival()

    struct Arrival: Hashable, Sendable {
        /// By the header.
        var date: InternalDate?
        /// ``HeaderFingerprint``
        var headerHash: [UInt8]?
    }
}

/// A message that was given up, for now.
struct FailedMessage: Hashable, Sendable {
    let uid: UID
    let code: DiagnosticCode
    let serverText: String
}

/// What recognises a message on both sides.
struct Fingerprint: Hashable, Sendable {
    let uid: UID
    let size: UInt64
    /// ``HeaderFingerprint``
    let headerHash: [UInt8]
    /// ``IdentifyingFields``; nil for a message without `Message-ID`.
    var fieldsHash: [UInt8]?
    /// Bytes behind the header.
    var textSize: UInt64 = 0
}

extension Fingerprint {
    init(uid: UID, size: UInt64, header: [UInt8]) {
        self.init(
            uid: uid, size: size, headerHash: HeaderFingerprint.of(header),
            fieldsHash: IdentifyingFields.hash(of: header), textSize: size.subtractingClamped(UInt64(header.count)))
    }
}

/// A message at the target that may be the one looked for.
struct Candidate: Hashable, Sendable {
    let uid: UID
    /// Bytes behind the header.
    let textSize: UInt64
}

/// What an earlier run left open in one folder.
struct Doubt: Hashable, Sendable {
    /// Messages of that run have identifiers from here on at the target; nil means any.
    let floor: UID?
    /// Whether messages were announced whose fate nobody knows.
    let isOpen: Bool
    /// Whether others may have brought messages of the source to the target.
    let adopts: Bool

    var needsCandidates: Bool { isOpen || adopts }
}

/// A message to be read back.
struct ProofItem: Hashable, Sendable {
    let message: PlannedMessage
    let targetUID: UID
    /// Bytes it has at the target, where that is another size than at the source and it was recognised all the same.
    var targetSize: UInt64?
    /// Flags that it was sent without.
    let droppedFlags: [Flag]
    /// SHA-256 of the bytes that were sent, where it was taken.
    let digest: [UInt8]?
    /// False for a message that was found at the target.
    let wasSent: Bool
    /// Whether it was changed at the target since it was sent: its flags followed the source's, or it was moved.
    let isAltered: Bool
    /// Whether flags and date were compared before. Since then its owner may have changed them.
    let hasEnvelope: Bool
}

/// Counts of one folder, messages and bytes.
struct MailboxTotals: Hashable, Sendable {
    let mailbox: JournaledMailbox
    let isComplete: Bool
    let failure: (code: DiagnosticCode, serverText: String)?
    var total = 0
    var copied = 0
    var adopted = 0
    var failed = 0
    /// Left out because the user does not want them.
    var skipped = 0
    var proven = 0
    var mismatched = 0
    /// Flags that messages were sent without, and on how many of them.
    var droppedFlags: [Flag: Int] = [:]
    /// Sums of what servers claim; they stop at the largest number.
    var copiedBytes: UInt64 = 0
    var totalBytes: UInt64 = 0

    /// Messages that are still to be copied, or whose fate is open.
    var unfinished: Int { total - copied - adopted - failed - skipped }

    static func == (lhs: MailboxTotals, rhs: MailboxTotals) -> Bool { lhs.mailbox == rhs.mailbox }
    func hash(into hasher: inout Hasher) { hasher.combine(mailbox) }
}
