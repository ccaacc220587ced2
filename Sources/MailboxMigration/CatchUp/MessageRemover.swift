internal import IMAPClient
internal import IMAPCodec

/// Removes messages at the target by their identifiers, these and no others.
struct MessageRemover: Sendable {
    let target: IMAPConnection
    let journal: MigrationJournal

    /// - Parameter messages: rows of the journal that are of no use once the messages are gone.
    /// - Returns: how many were there, and are gone now.
    func remove(_ messages: TargetMessages) async throws -> Int {
        guard await target.capabilities.contains(.uidPlus),
            try await target.selectKnown(messages.place.target, messages.place.targetValidity) != nil
        else { return 0 }
        var removed = 0
        for piece in UIDSet(messages.uids).pieces(maximumLength: CopyLimits.uidSetLength) {
            let before = try await target.existing(in: piece)
            let after = before.isEmpty ? before : try await remove(before)
            let gone = messages.uids.filter { piece.contains($0) && !after.contains($0) }
            try await journal.forgetVanished(messages.place.mailbox, targetUIDs: gone)
            removed += gone.count { before.contains($0) }
        }
        return removed
    }

    /// - Returns: what is still there: what cannot be removed is tried again by the next run.
    private func remove(_ uids: UIDSet) async throws(IMAPError) -> UIDSet {
        _ = try await target.store([FlagUpdate(uids, .add([.deleted]))])
        do {
            _ = try await target.expunge(uids)
        } catch {
            guard case .refused = error else { throw error }
        }
        return try await target.existing(in: uids)
    }
}
