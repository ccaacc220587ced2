internal import IMAPClient
internal import IMAPCodec

/// Moves messages at the target from one folder to another, as they were moved at the source. The moves are announced in
/// the journal.
struct MoveBatch: Sendable {
    let target: IMAPConnection
    let journal: MigrationJournal
    /// Where they go.
    let folder: FolderCopy
    let updatesFlags: Bool

    /// - Parameter origin: where they are.
    func move(
        _ moves: [MessageMove], from origin: TargetPlace, _ observe: @Sendable (MigrationEvent) -> Void
    ) async throws {
        let mailbox = folder.mailbox
        guard let opened = try await target.selectKnown(origin.target, origin.targetValidity) else {
            return try await journal.releaseMoves(mailbox.id, moves.map(\.uid))
        }
        let there = try await withoutMissing(moves, from: origin)
        if updatesFlags {
            // In the old place, so that a crash behind it changes nothing: the same is done again.
            let followed = try await FlagFollower(target: target, mailbox: opened).follow(
                there.map {
                    FlagDifference(uid: $0.uid, targetUID: $0.targetUID, before: $0.before, after: $0.after)
                })
            try await journal.addDropped(mailbox.id, followed.dropped)
        }
        guard origin.mailbox != mailbox.id else {
            // It came back to where it had been, under another identifier of the source.
            let moved = Dictionary(there.map { ($0.uid, $0.targetUID) }, uniquingKeysWith: { first, _ in first })
            return try await journal.recordMoves(mailbox.id, moved)
        }
        let moved = try await relocate(there, from: origin)
        guard !moved.isEmpty else { return }
        observe(.moved(mailbox: mailbox.source.decoded, from: origin.source.decoded, messages: moved.count))
    }

    /// Those whose copy its owner has removed at the target are to be copied.
    private func withoutMissing(_ moves: [MessageMove], from origin: TargetPlace) async throws -> [MessageMove] {
        let existing = try await target.existing(in: UIDSet(moves.map(\.targetUID).sorted()))
        let missing = moves.filter { !existing.contains($0.targetUID) }
        guard !missing.isEmpty else { return moves }
        try await journal.releaseMoves(folder.mailbox.id, missing.map(\.uid))
        try await journal.forgetVanished(origin.mailbox, targetUIDs: missing.map(\.targetUID))
        return moves.filter { existing.contains($0.targetUID) }
    }

    /// - Returns: their identifiers at the target, by those at the source.
    private func relocate(_ moves: [MessageMove], from origin: TargetPlace) async throws -> [UID: UID] {
        let uids = Dictionary(moves.map { ($0.targetUID, $0.uid) }, uniquingKeysWith: { first, _ in first })
        let isMoved = await target.capabilities.contains(.move)
        var all: [UID: UID] = [:]
        for piece in UIDSet(uids.keys.sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            let name = folder.mailbox.target
            let relocation = try await isMoved ? target.move(piece, to: name) : target.copy(piece, to: name)
            let asked = uids.filter { piece.contains($0.key) }
            let isTold = relocation.uidValidity == folder.facts.targetMailbox.uidValidity
            var moved: [UID: UID] = [:]
            for (old, new) in relocation.uids where isTold { if let uid = asked[old] { moved[uid] = new } }
            try await journal.recordMoves(folder.mailbox.id, moved)
            if isMoved {
                try await journal.forgetVanished(
                    origin.mailbox, targetUIDs: asked.filter { moved[$0.value] != nil }.keys)
            }
            if relocation.refusal != nil {
                // What is left is in the old place, and to be copied. A move that was not told of stays in doubt, and is
                // looked for by the next run.
                try await journal.releaseMoves(folder.mailbox.id, asked.values.filter { moved[$0] == nil })
            }
            all.merge(moved) { first, _ in first }
        }
        return all
    }
}
