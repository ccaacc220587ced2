internal import IMAPClient
internal import IMAPCodec

/// Deletes at the target what was deleted at the source after it was copied, when the user asked for it. Comes when
/// everything else is through: then what was moved is known to be in its new place.
struct DeletionMirror: Sendable {
    let target: IMAPConnection
    let journal: MigrationJournal
    /// How many messages may be deleted (count); when there are more, none is.
    let limit: Int
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Parameter folders: all that were chosen and are there. One that has disappeared never leads to deletions.
    func run(_ folders: [FolderWork]) async throws {
        let known = try await journal.knownMailboxes()
        let mailboxes = folders.compactMap { folder -> Int64? in
            guard let mailbox = known[folder.place.source.name], mailbox.target == folder.place.target else {
                return nil
            }
            let validity = folder.status?.uidValidity ?? mailbox.sourceValidity
            return validity == mailbox.sourceValidity ? mailbox.id : nil
        }
        let count = try await journal.count(.deleted, in: mailboxes)
        guard count > 0 else { return }
        if let reason = try await obstacle(count, folders) {
            return observe(.deletionsWithheld(messages: count, reason: reason))
        }
        for mailbox in mailboxes { try await delete(in: mailbox) }
        try await target.leave()
    }

    private func obstacle(_ count: Int, _ folders: [FolderWork]) async throws -> DeletionObstacle? {
        guard await target.capabilities.contains(.uidPlus) else { return .notOffered }
        // What seems deleted may have been moved to where nobody could look.
        let refused = try await journal.refusedMailboxes()
        guard refused.isDisjoint(with: folders.map(\.place.source.name)) else { return .foldersRefused }
        return count > limit ? .tooMany : nil
    }

    private func delete(in mailbox: Int64) async throws {
        let remover = MessageRemover(target: target, journal: journal)
        var gone = try await journal.next(.deleted, of: mailbox, after: nil)
        while let last = gone.uids.last {
            let deleted = try await remover.remove(gone)
            if deleted > 0 { observe(.deleted(mailbox: gone.place.source.decoded, messages: deleted)) }
            gone = try await journal.next(.deleted, of: mailbox, after: last)
        }
    }
}
