internal import IMAPClient
internal import IMAPCodec

/// Takes back what a crash made a server store twice.
///
/// A server that loses us goes on to store what it had received. What is not there yet when doubt is settled is sent
/// again, and may turn up later for a second time. So when all is copied, messages at the target that nobody told us
/// about, and that equal to the byte one that was in doubt, are removed: both are ours, and one of them stays.
struct LateArrivals: Sendable {
    let target: IMAPConnection
    let journal: MigrationJournal
    let observe: @Sendable (MigrationEvent) -> Void

    /// Looks through every folder that an interrupted run had left in doubt. The target has no folder open.
    func remove() async throws {
        for folder in try await journal.doubtedMailboxes() { try await remove(from: folder) }
    }

    private func remove(from folder: DoubtedMailbox) async throws {
        do {
            let opened = try await target.select(folder.target)
            if opened.exists > 0, let floor = folder.floor, opened.uidValidity == folder.targetValidity {
                let copies = try await journal.doubtedCopies(folder.id)
                try await removeTwins(of: copies, from: floor, in: folder, exists: opened.exists)
            }
            try await target.leave()
        } catch IMAPError.refused {
            // A folder that cannot be opened or changed any more keeps what it has.
        }
        try await journal.forgetDoubt(folder.id)
    }

    private func removeTwins(
        of copies: [DoubtedCopy], from floor: UID, in folder: DoubtedMailbox, exists: UInt32
    ) async throws {
        let arrived = try await target.existing(in: UIDSet(floor...UID.last))
        // More than there can be is a server's mistake, and would take for ever to look through.
        guard arrived.count <= UInt64(exists) + UInt64(CopyLimits.windowMessages) else { return }
        let sizes = Set(copies.map(\.size)).subtracting(try await journal.unrecognisableSizes(folder.id))
        var unmatched = try await counts(of: copies)
        // Where the server tells no identifiers, those that are meant to be there are among what nobody told us about.
        var expected = try await journal.unnamedCopies(folder.id)
        var late: [UID] = []
        for uids in try await journal.unknownTargets(folder.id, in: arrived) {
            let alike = try await target.fetchAll(UIDSet(uids), .size).filter { $0.size.map(sizes.contains) ?? false }
            let digests = try await target.digests(of: alike.compactMap(\.uid))
            for (uid, digest) in digests.sorted(by: { $0.key < $1.key }) where unmatched[digest, default: 0] > 0 {
                if let rest = expected[digest], rest > 0 {
                    expected[digest] = rest - 1
                    continue
                }
                unmatched[digest, default: 0] -= 1
                late.append(uid)
            }
        }
        guard !late.isEmpty else { return }
        let set = UIDSet(late.sorted())
        guard await target.capabilities.contains(.uidPlus) else {
            // Plain EXPUNGE would remove whatever else is marked.
            return observe(.doubled(mailbox: folder.source.decoded, messages: late.count))
        }
        for piece in set.pieces(maximumLength: CopyLimits.uidSetLength) {
            _ = try await target.store([FlagUpdate(piece, .add([.deleted]))])
            _ = try await target.expunge(piece)
        }
        observe(.doublesRemoved(mailbox: folder.source.decoded, messages: late.count))
    }

    /// How many of each digest may have arrived too often.
    private func counts(of copies: [DoubtedCopy]) async throws -> [[UInt8]: Int] {
        // What was found and not sent by this run is read where it is.
        let found = try await target.digests(of: copies.filter { $0.digest == nil }.compactMap(\.targetUID))
        return copies.reduce(into: [:]) { counts, copy in
            if let digest = copy.digest ?? copy.targetUID.flatMap({ found[$0] }) {
                counts[digest, default: 0] += copy.times
            }
        }
    }
}
