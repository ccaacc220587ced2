internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Brings what earlier runs copied up to date, before anything new is copied: flags follow, and what was moved at the
/// source is moved at the target. One pair does it, while nothing else is under way.
struct CatchUp: Sendable {
    let pair: ConnectionPair
    /// The pair's.
    let source: IMAPConnection
    let journal: MigrationJournal
    let options: MigrationOptions
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Parameters:
    ///   - work: folders that are not as they were.
    ///   - opener: opens those in which a message may turn up that was moved.
    /// - Returns: the folders that are still to be copied, and those of them that are open; nil when a stop was asked for.
    func run(
        _ work: [FolderWork], opening opener: FolderOpener
    ) async throws -> (rest: [FolderWork], opened: OpenedFolders)? {
        let known = try await journal.knownMailboxes()
        for folder in work {
            guard !stop.isStopping else { return nil }
            try await follow(folder, known[folder.place.source.name], opening: opener)
        }
        let rest = work.filter { !$0.hasSameMessages }
        let mover = MoveFollower(
            pair: pair, source: source, journal: journal, updatesFlags: options.updatesFlags, stop: stop,
            observe: observe)
        let opened = try await mover.follow(rest, opening: opener)
        try await pair.target.leave()
        return (rest, opened)
    }

    private func follow(_ folder: FolderWork, _ known: KnownMailbox?, opening opener: FolderOpener) async throws {
        guard let known, known.target == folder.place.target else { return }
        let changes = SourceChanges(
            pair: pair, source: source, journal: journal, known: known, updatesFlags: options.updatesFlags,
            observe: observe)
        do {
            try await changes.follow(folder.status)
        } catch IMAPError.refused(_, let status) {
            // Any other folder is opened once more, and given up then.
            if folder.hasSameMessages { try await opener.giveUp(folder.place, .mailboxRefused, status) }
            return
        }
        guard folder.hasSameMessages else { return }
        try await journal.complete(known.id, seen: folder.status)
        let name = known.source.decoded
        observe(.mailboxStarted(name: name, target: known.target.decoded, messages: folder.messages))
        observe(.mailboxFinished(name: name))
    }
}

/// By their places in a list of folders; nil for one that was refused.
typealias OpenedFolders = [Int: FolderCopy?]

extension IMAPConnection {
    /// Opens a folder to change something in it.
    ///
    /// - Returns: nil when it cannot be opened, or when its identifiers are no longer those that are known.
    func selectKnown(_ name: MailboxName, _ validity: UIDValidity?) async throws -> SelectedMailbox? {
        let opened: SelectedMailbox
        do { opened = try await select(name) } catch IMAPError.refused { return nil }
        guard let validity, opened.uidValidity == validity else { return nil }
        return opened
    }
}
