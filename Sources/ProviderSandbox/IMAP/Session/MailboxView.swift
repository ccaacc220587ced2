/// An open mailbox as one client knows it: its message numbers change only when the client is told so (RFC 3501 §7.4.1).
struct MailboxView: Sendable {
    /// Of the mailbox in its account.
    let mailbox: Int
    let uidValidity: UInt32
    let isReadOnly: Bool
    /// The identifiers by message number, which begins at 1.
    private(set) var uids: [UInt32]
    /// What changed later has not been told.
    var modSeq: UInt64
    /// So many of the mailbox's removals have been told.
    private(set) var expungedCount: Int
    /// Messages from here on have not been told.
    private(set) var firstUnknown: UInt64

    init(_ mailbox: SandboxMailbox, uids: [UInt32], isReadOnly: Bool) {
        self.mailbox = mailbox.identifier
        self.isReadOnly = isReadOnly
        self.uids = uids
        uidValidity = mailbox.uidValidity
        modSeq = mailbox.highestModSeq
        expungedCount = mailbox.expunged.count
        firstUnknown = mailbox.messages.last.map { UInt64($0.uid) + 1 } ?? 1
    }

    /// The largest identifier, for `*`.
    var lastUID: UInt32 { uids.last ?? 0 }

    /// Where a message is in ``uids``; nil when the client does not know it.
    func index(of uid: UInt32) -> Int? {
        let index = firstIndex(from: uid)
        return index < uids.count && uids[index] == uid ? index : nil
    }

    /// The places of messages by a set of their numbers or identifiers; those that are not there are passed over.
    func places(_ set: IMAPNumberSet, areUIDs: Bool) -> [Range<Int>] {
        if areUIDs {
            return set.resolved(last: lastUID).map { range in
                let start = firstIndex(from: range.lowerBound)
                let end = range.upperBound == .max ? uids.count : firstIndex(from: range.upperBound + 1)
                return start..<max(start, end)
            }.filter { !$0.isEmpty }
        }
        return set.resolved(last: UInt32(truncatingIfNeeded: uids.count)).map { range in
            let start = min(uids.count, max(0, Int(range.lowerBound) - 1))
            return start..<max(start, min(uids.count, Int(range.upperBound)))
        }.filter { !$0.isEmpty }
    }

    /// The same as identifiers.
    func uids(_ set: IMAPNumberSet, areUIDs: Bool) -> [UInt32] { places(set, areUIDs: areUIDs).flatMap { uids[$0] } }

    private func firstIndex(from uid: UInt32) -> Int {
        var (low, high) = (0, uids.count)
        while low < high {
            let middle = (low + high) / 2
            if uids[middle] < uid { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: What became of the mailbox

    /// Takes note of removals.
    ///
    /// - Returns: the places that the messages had, from the last to the first, with their identifiers.
    mutating func takeRemovals(_ mailbox: SandboxMailbox) -> [(place: Int, uid: UInt32)] {
        guard mailbox.expunged.count > expungedCount else { return [] }
        let gone = mailbox.expunged[expungedCount...].compactMap { removal in
            index(of: removal.uid).map { (place: $0, uid: removal.uid) }
        }.sorted { $0.place > $1.place }
        expungedCount = mailbox.expunged.count
        var kept = 0
        var next = gone.count - 1
        for place in uids.indices {
            if next >= 0, gone[next].place == place {
                next -= 1
            } else {
                uids[kept] = uids[place]
                kept += 1
            }
        }
        uids.removeSubrange(kept...)
        return gone
    }

    /// Takes note of new messages.
    ///
    /// - Returns: whether there are any.
    mutating func takeArrivals(_ mailbox: SandboxMailbox) -> Bool {
        guard let last = mailbox.messages.last, UInt64(last.uid) >= firstUnknown else { return false }
        let first = mailbox.firstIndex(from: UInt32(truncatingIfNeeded: firstUnknown))
        uids += mailbox.messages[first...].map(\.uid)
        firstUnknown = UInt64(last.uid) + 1
        return true
    }
}
