/// A mailbox and its messages. They are sorted by their identifiers, which are found by halving: a million of them are
/// no burden.
public struct SandboxMailbox: Sendable {
    /// Messages that are gone, and since when: what a client that comes back is told (RFC 7162 §3.2.5).
    public struct Expunged: Sendable {
        /// The identifier that the message had.
        public let uid: UInt32
        /// Of its removal.
        public let modSeq: UInt64
    }

    /// Stays the same when the mailbox is renamed (RFC 8474 §4.1).
    public let identifier: Int
    /// Changes when the mailbox is renamed.
    public internal(set) var name: SandboxMailboxName
    /// What it is for; nil for nothing in particular.
    public internal(set) var specialUse: SandboxSpecialUse?
    /// Changes when identifiers do not mean what they meant (RFC 3501 §2.3.1.1).
    public private(set) var uidValidity: UInt32
    /// What the next message gets; 0 when there are no more identifiers.
    public private(set) var uidNext: UInt32 = 1
    /// Of the last change (RFC 7162 §3.1.2.1).
    public private(set) var highestModSeq: UInt64 = 1
    /// When a flag of a message was changed last; a mailbox need not be searched for changes that are older.
    public private(set) var flagsModSeq: UInt64 = 1
    /// Sorted by identifier.
    public private(set) var messages: [SandboxMessage] = []
    /// In the order of removal.
    public private(set) var expunged: [Expunged] = []
    /// Of all messages, in bytes.
    public private(set) var bytes = 0
    /// Messages that have not been read.
    public private(set) var unseenCount = 0
    /// Messages that the next EXPUNGE removes.
    public private(set) var deletedCount = 0
    /// That a message has or had.
    public private(set) var keywords: Set<String> = []

    init(identifier: Int, name: SandboxMailboxName, specialUse: SandboxSpecialUse?, uidValidity: UInt32) {
        self.identifier = identifier
        self.name = name
        self.specialUse = specialUse
        self.uidValidity = uidValidity
    }

    /// Where a message is in ``messages``; nil when there is none.
    public func index(of uid: UInt32) -> Int? {
        let index = firstIndex(from: uid)
        return index < messages.count && messages[index].uid == uid ? index : nil
    }

    /// The messages whose identifiers are in a range, by their places.
    public func indices(of uids: ClosedRange<UInt32>) -> Range<Int> {
        let start = firstIndex(from: uids.lowerBound)
        let end = uids.upperBound == .max ? messages.count : firstIndex(from: uids.upperBound + 1)
        return start..<max(start, end)
    }

    /// The first place whose identifier is not below `uid`.
    public func firstIndex(from uid: UInt32) -> Int {
        var (low, high) = (0, messages.count)
        while low < high {
            let middle = (low + high) / 2
            if messages[middle].uid < uid { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

// MARK: Changes

extension SandboxMailbox {
    /// Adds a message.
    ///
    /// - Returns: its identifier.
    mutating func append(
        _ message: SandboxNewMessage, identity: (email: UInt64, thread: UInt64), now: Int
    ) throws(SandboxStoreError) -> UInt32 {
        guard uidNext > 0 else { throw .noMoreIdentifiers }
        let uid = uidNext
        uidNext = uid == .max ? 0 : uid + 1
        messages.append(
            SandboxMessage(
                uid: uid, body: message.body, flags: message.flags, internalDate: message.internalDate ?? now,
                modSeq: nextModSeq(), emailID: identity.email, threadID: identity.thread))
        count(messages[messages.count - 1], by: 1)
        keywords.formUnion(message.flags.keywords)
        return uid
    }

    /// - Returns: whether anything changed.
    @discardableResult
    mutating func setFlags(_ flags: SandboxFlags, at index: Int) -> Bool {
        guard messages[index].flags != flags else { return false }
        count(messages[index], by: -1)
        messages[index].flags = flags
        messages[index].modSeq = nextModSeq()
        flagsModSeq = highestModSeq
        count(messages[index], by: 1)
        keywords.formUnion(flags.keywords)
        return true
    }

    /// Removes messages.
    ///
    /// - Parameter uids: sorted; those that are not there are passed over.
    /// - Returns: those that were removed.
    mutating func remove(_ uids: [UInt32]) -> [SandboxMessage] {
        let places = uids.compactMap(index(of:))
        guard let first = places.first else { return [] }
        let modSeq = nextModSeq()
        var removed: [SandboxMessage] = []
        var (kept, next) = (first, 0)
        for place in first..<messages.count {
            if next < places.count, places[next] == place {
                next += 1
                removed.append(messages[place])
                expunged.append(Expunged(uid: messages[place].uid, modSeq: modSeq))
                count(messages[place], by: -1)
            } else {
                messages[kept] = messages[place]
                kept += 1
            }
        }
        messages.removeSubrange(kept...)
        return removed
    }

    /// Gives all messages new identifiers, as a server does that has lost its index.
    mutating func renumber() {
        uidValidity &+= 1
        if uidValidity == 0 { uidValidity = 1 }
        expunged = []
        // Other numbers than before, so that whoever overlooks the change of UIDVALIDITY takes one message for another.
        messages.reverse()
        for index in messages.indices {
            messages[index].uid = UInt32(truncatingIfNeeded: index + 1)
            messages[index].modSeq = nextModSeq()
        }
        uidNext = UInt32(truncatingIfNeeded: messages.count + 1)
        flagsModSeq = highestModSeq
    }

    private mutating func nextModSeq() -> UInt64 {
        highestModSeq += 1
        return highestModSeq
    }

    private mutating func count(_ message: SandboxMessage, by sign: Int) {
        bytes += sign * message.size
        if !message.flags.system.contains(.seen) { unseenCount += sign }
        if message.flags.system.contains(.deleted) { deletedCount += sign }
    }
}
