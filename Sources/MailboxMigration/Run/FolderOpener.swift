internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Gets one folder ready to be copied: opens both sides, and settles what an interrupted run left open.
struct FolderOpener: Sendable {
    let journal: MigrationJournal
    let options: MigrationOptions
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Returns: nil when a server refuses the folder; that costs only the folder.
    func open(_ index: Int, _ work: FolderWork, over pair: ConnectionPair) async throws -> FolderCopy? {
        try await finish(try await begin(index, work, over: pair), over: pair)
    }

    /// Asks for all that is to be known, without waiting for the answers.
    func begin(_ index: Int, _ work: FolderWork, over pair: ConnectionPair) async throws -> FolderOpening {
        let mailbox = try await journal.mailbox(source: work.place.source.name, target: work.place.target)
        return try await FolderOpening(index, work, mailbox, over: pair)
    }

    /// Reads the answers.
    ///
    /// - Returns: nil when a server refuses the folder.
    func finish(_ opening: FolderOpening, over pair: ConnectionPair) async throws -> FolderCopy? {
        let (work, place) = (opening.work, opening.work.place)
        var mailbox = opening.mailbox
        let opened: OpenedFolder
        do {
            opened = try await opening.opened(over: pair)
        } catch IMAPError.refused(_, let status) {
            try await giveUp(place, .mailboxRefused, status)
            return nil
        }
        if try await journal.beginSourceEpoch(
            mailbox.id, opened.source.uidValidity, modSeq: opened.source.highestModSeq)
        {
            mailbox.plannedThrough = nil
        }
        try await journal.planSkipped(mailbox.id)
        observe(
            .mailboxStarted(
                name: mailbox.source.decoded, target: mailbox.target.decoded, messages: Int(opened.source.exists)))
        let settler = try await settled(mailbox, opened.target, over: pair)
        let sendsAgain = try await journal.hasReleasedDoubt(mailbox.id)
        switch pair.source {
        case .imap(let source):
            guard let last = mailbox.plannedThrough, sendsAgain else { break }
            // What is gone meanwhile cannot be sent again.
            try await journal.recordVanished(
                mailbox.id, try await source.missing(through: last, in: opened.source, work.status))
        case .pop3:
            try await journal.forgetMissing(mailbox.id)
            try await journal.setFlags(mailbox.id, ofPlanned: options.pop3Flags)
        }
        let abilities = await pair.target.capabilities
        let facts = CopyFacts(
            targetMailbox: opened.target, appendLimit: try await pair.target.appendLimit(of: place.target),
            targetTakesMany: abilities.contains(.multiAppend),
            // What a POP3 server shows today may be gone tomorrow, and could not be compared then.
            digestsBodies: sendsAgain || options.proof == .full || !abilities.contains(.uidPlus)
                || pair.source.pop3 != nil, stop: stop,
            observe: observe)
        let planner = FolderPlanner(
            journal: journal, mailbox: mailbox, facts: facts, settler: settler, options: options, opened: opened)
        return FolderCopy(
            index: opening.index, mailbox: mailbox, sourceValidity: opened.source.uidValidity, seen: work.status,
            facts: facts, planner: planner, order: order)
    }

    private var order: CommitOrder? {
        options.preference == .order && !options.newestFirst ? CommitOrder() : nil
    }

    private func settled(
        _ mailbox: JournaledMailbox, _ targetMailbox: SelectedMailbox, over pair: ConnectionPair
    ) async throws -> DoubtSettler {
        let doubt = try await journal.beginTarget(
            mailbox.id, targetMailbox.uidValidity, isEmpty: targetMailbox.exists == 0)
        var settler = DoubtSettler(journal: journal, mailbox: mailbox)
        try await settler.settle(doubt, targetMailbox: targetMailbox, over: pair)
        try await journal.settleMoves(mailbox.id)
        try await journal.setTargetFloor(mailbox.id, targetMailbox.uidNext)
        return settler
    }

    func giveUp(_ place: MappedMailbox, _ code: DiagnosticCode, _ status: StatusResponse) async throws {
        let mailbox = try await journal.mailbox(source: place.source.name, target: place.target)
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        try await journal.failMailbox(mailbox.id, code, words)
        observe(.mailboxFailed(name: mailbox.source.decoded, code: code, serverText: words))
    }
}
