internal import IMAPClient
internal import IMAPCodec

/// Recognises mail that was moved at the source after it was copied, and moves it at the target instead of copying it
/// again.
///
/// A new message is a moved one when it equals, in size and header, one that is gone from where it was copied. Two equal
/// ones need two. The header of the one that is gone is read at the target.
struct MoveFollower: Sendable {
    let pair: ConnectionPair
    /// The pair's.
    let source: IMAPConnection
    let journal: MigrationJournal
    let updatesFlags: Bool
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// Opens the folders, so that doubt is settled and what is new is known, when there is anything to be recognised.
    func follow(_ work: [FolderWork], opening opener: FolderOpener) async throws -> OpenedFolders {
        // Without UIDPLUS nobody tells where a message went, and the old one could not be removed by itself.
        guard await pair.target.capabilities.contains(.uidPlus) else { return [:] }
        guard try await hasSomethingToFollow() else { return [:] }
        var opened: OpenedFolders = [:]
        for (index, folder) in work.enumerated() where !stop.isStopping {
            let copy = try await opener.open(index, folder, over: pair)
            try await copy?.planner.listAll(over: pair.source)
            opened.updateValue(copy, forKey: index)
        }
        try await readHeaders()
        for folder in opened.sorted(by: { $0.key < $1.key }).compactMap(\.value) { try await move(into: folder) }
        try await removeMoved()
        return opened
    }

    private func hasSomethingToFollow() async throws -> Bool {
        for kind in [MigrationJournal.VanishedKind.deleted, .moved] {
            if try await !journal.mailboxes(with: kind).isEmpty { return true }
        }
        return false
    }

    /// Of messages that are gone at the source, as the target has them.
    private func readHeaders() async throws {
        for mailbox in try await journal.mailboxes(with: .unrecognised) {
            var gone = try await journal.next(.unrecognised, of: mailbox, after: nil)
            guard !gone.uids.isEmpty,
                try await pair.target.selectKnown(gone.place.target, gone.place.targetValidity) != nil
            else { continue }
            while let last = gone.uids.last {
                let headers = try await pair.target.headerFingerprints(of: gone.uids)
                try await journal.recordHeaders(mailbox, headers)
                // What its owner removed at the target, too, is nobody's any more.
                try await journal.forgetVanished(mailbox, targetUIDs: Set(gone.uids).subtracting(headers.keys))
                gone = try await journal.next(.unrecognised, of: mailbox, after: last)
            }
        }
    }

    private func move(into folder: FolderCopy) async throws {
        let limit = CopyLimits.windowMessages
        var rows = try await journal.maybeMoved(folder.mailbox.id, after: nil, limit: limit)
        guard !rows.isEmpty else { return }
        let opened = try await source.examine(folder.mailbox.source)
        guard opened.uidValidity == folder.sourceValidity else { throw MailboxChanged() }
        while let last = rows.last, !stop.isStopping {
            let headers = try await source.headerFingerprints(of: rows.map(\.uid))
            let fingerprints = rows.compactMap { row in
                headers[row.uid].map { Fingerprint(uid: row.uid, size: row.size, headerHash: $0) }
            }
            let moves = try await journal.intendMoves(folder.mailbox.id, fingerprints)
            for (origin, moves) in Dictionary(grouping: moves, by: \.origin).sorted(by: { $0.key < $1.key }) {
                try await MoveBatch(
                    target: pair.target, journal: journal, folder: folder, updatesFlags: updatesFlags
                ).move(moves, from: try await journal.place(of: origin), observe)
            }
            rows = try await journal.maybeMoved(folder.mailbox.id, after: last.uid, limit: limit)
        }
    }

    /// What was copied to its new place, by this run or one that was interrupted, goes from the old one.
    private func removeMoved() async throws {
        let remover = MessageRemover(target: pair.target, journal: journal)
        for mailbox in try await journal.mailboxes(with: .moved) {
            var moved = try await journal.next(.moved, of: mailbox, after: nil)
            while let last = moved.uids.last {
                _ = try await remover.remove(moved)
                moved = try await journal.next(.moved, of: mailbox, after: last)
            }
        }
    }
}

extension IMAPConnection {
    /// Of messages in the open folder; those that are gone are left out.
    fileprivate func headerFingerprints(of uids: [UID]) async throws -> [UID: [UInt8]] {
        var found: [UID: [UInt8]] = [:]
        for piece in UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            let stream = try await fetch(piece, [.header])
            while let event = try await stream.next() {
                guard case .message(let attributes) = event, let uid = attributes.uid, let header = attributes.header
                else { continue }
                found[uid] = HeaderFingerprint.of(header)
            }
        }
        return found
    }
}
