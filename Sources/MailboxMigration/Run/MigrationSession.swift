internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport

/// From login to goodbye: finds out what there is, and has it copied over one or more pairs of connections.
struct MigrationSession: Sendable {
    let migrator: MailboxMigrator
    let journal: MigrationJournal
    /// How many pairs of connections to begin with.
    let pairs: Int
    let rate: RateLimit?
    /// Messages that this run has deleted at the target so far (count).
    let deleted: @Sendable () -> Int
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Returns: whether everything is through; false when a stop was asked for before.
    func run() async throws -> Bool {
        try await ConnectionPair.withPair(of: migrator, journal) { pair in
            // All say goodbye in one round trip.
            try await withThrowingTaskGroup(of: Void.self) { goodbyes in
                let isThrough = try await rounds(over: pair) { helper in
                    goodbyes.addTask { await helper.dismiss() }
                }
                if isThrough { await pair.logout() }
                return isThrough
            }
        }
    }

    /// - Parameter dismiss: takes the pairs that are no longer needed.
    private func rounds(over pair: ConnectionPair, dismissing dismiss: (ConnectionPair) -> Void) async throws -> Bool {
        let most = migrator.options.connections ?? CopyLimits.mostPairs
        guard var known = try await round(over: pair, most: most, dismissing: dismiss) else { return false }
        // POP3 shows no news before the next login.
        while migrator.options.follows, let source = pair.source.imap {
            observe(.following)
            let watch = NewsWatch(pair: pair, source: source, pauses: migrator.pauses, stop: stop)
            guard try await watch.hasNews(since: known) else { break }
            // What has come in is little, and a login for it would be one too many.
            guard !stop.isStopping, let now = try await round(over: pair, most: 1, dismissing: dismiss) else {
                return false
            }
            known = now
        }
        return true
    }

    /// What found no room at a target that turned out to be full is no failure of its own: it waits like all the rest.
    private func resumable(_ failure: any Error) async throws -> any Error {
        if case MigrationError.targetFull = failure { try await journal.retryFailed(.messageOverQuota) }
        return failure
    }

    /// Brings the target up to date.
    ///
    /// - Parameters:
    ///   - most: pairs of connections (count).
    ///   - dismiss: takes those that helped.
    /// - Returns: the source as it was in the beginning; nil when a stop was asked for before the end.
    private func round(
        over pair: ConnectionPair, most: Int, dismissing dismiss: (ConnectionPair) -> Void
    ) async throws -> SourceState? {
        try await waitForQuiet(at: pair.target)
        guard !stop.isStopping else { return nil }
        let accounts = try await AccountState(over: pair)
        if let days = await pair.source.pop3?.daysUntilExpiry { observe(.sourceExpires(days: days)) }
        let folders = try await findFolders(accounts)
        if !folders.changed.isEmpty {
            try await journal.beginRound(announcing: folders.chosen.messages)
        }
        let queue = CopyQueue(stop: stop)
        let failure = await copy(folders.changed, queue, beginningWith: pair, most: most, dismissing: dismiss)
        try await journal.release(await queue.unbegun.map { ($0.folder.mailbox.id, $0.rows.map(\.uid)) })
        if let failure { throw try await resumable(failure) }
        guard await queue.isDone else { return nil }
        if let words = queue.refusals.lastWordsWithoutRoom {
            throw try await resumable(MigrationError.targetFull(serverText: words))
        }
        try await LateArrivals(target: pair.target, journal: journal, observe: observe).remove()
        try await mirrorDeletions(folders.chosen, over: pair)
        try await journal.endRound()
        return SourceState(accounts.source)
    }

    /// A server that lost us goes on to store what it had received.
    private func waitForQuiet(at target: IMAPConnection) async throws {
        let inDoubt = try await journal.targetsInDoubt()
        guard !inDoubt.isEmpty else { return }
        let wait = migrator.pauses.quiet
        observe(.waiting(milliseconds: wait.calm.milliseconds, side: .target, reason: .settling))
        try await wait.untilQuiet(inDoubt, at: target, stop: stop)
    }

    private var opener: FolderOpener {
        FolderOpener(journal: journal, options: migrator.options, stop: stop, observe: observe)
    }

    /// The folders that the user chose, and those of them that are not as an earlier run left them.
    private func findFolders(
        _ accounts: AccountState
    ) async throws -> (chosen: [FolderWork], changed: [FolderWork]) {
        let folders = try accounts.map(migrator.options, recorded: try await journal.recordedTargets())
        // INBOX is always there (RFC 9051 §5.1): a list without it is not to be believed.
        if accounts.sourceNames.contains(.inbox) { try await journal.recordDisappeared(beside: accounts.sourceNames) }
        observe(.planned(mailboxes: folders.count, messages: folders.messages))
        let settled = try await journal.settledMailboxes(proof: migrator.options.proof)
        let changed = folders.compactMap { folder -> FolderWork? in
            let earlier = settled[folder.place.source.name]
            guard accounts.isCurrent(folder, earlier, regardingFlags: migrator.options.updatesFlags) else {
                var folder = folder
                folder.hasSameMessages = accounts.isCurrent(folder, earlier, regardingFlags: false)
                return folder
            }
            observe(
                .mailboxStarted(
                    name: folder.place.source.name.decoded, target: folder.place.target.decoded,
                    messages: folder.messages))
            observe(.mailboxFinished(name: folder.place.source.name.decoded))
            return folder.isToBeSubscribed ? folder : nil
        }
        return (folders, changed.inOrder)
    }

    private func mirrorDeletions(_ folders: [FolderWork], over pair: ConnectionPair) async throws {
        guard let most = migrator.options.mirroredDeletions else { return }
        try await DeletionMirror(
            target: pair.target, journal: journal, limit: most - deleted(), observe: observe
        ).run(folders)
    }

    /// Runs the workers until nothing is left. When one of them fails, the others end in good order first.
    private func copy(
        _ work: [FolderWork], _ queue: CopyQueue, beginningWith first: ConnectionPair, most: Int,
        dismissing dismiss: (ConnectionPair) -> Void
    ) async -> (any Error)? {
        let isSmall = work.messages <= CopyLimits.messagesForOnePair
        let most = isSmall ? 1 : most
        let control = PairControl(PairSearch(from: pairs, to: most))
        async let _: Void = control.grow { await queue.workDone }
        let failure = await withTaskGroup(of: Result<ConnectionPair?, any Error>.self) { group in
            group.addTask {
                await ending(queue, control) {
                    try await begin(work, queue, over: first)
                    return nil
                }
            }
            // They log in while the first one still makes folders.
            for number in 1..<max(1, most) {
                group.addTask { await ending(queue, control) { try await help(queue, control, number: number) } }
            }
            var failure: (any Error)?
            for await end in group {
                switch end {
                case .success(let helper): if let helper { dismiss(helper) }
                case .failure(let error): failure = failure ?? error
                }
            }
            return failure
        }
        if most > 1, migrator.options.connections == nil {
            do { try await journal.rememberPairs(await control.pairs) } catch { return failure ?? error }
        }
        return failure
    }

    private func begin(_ work: [FolderWork], _ queue: CopyQueue, over pair: ConnectionPair) async throws {
        let maker = FolderMaker(target: pair.target)
        var there: [FolderWork] = []
        for outcome in try await maker.make(work) {
            switch outcome {
            case .there(let folder): there.append(folder)
            case .refused(let folder, let status):
                try await opener.giveUp(folder.place, .mailboxCreateRefused, status)
            }
        }
        guard let begun = try await catchUp(there, over: pair) else { return await queue.fail() }
        async let subscribing: Void = maker.subscribe(there)
        await queue.begin(begun.rest, opened: begun.opened)
        try await self.work(on: queue, over: pair)
        try await subscribing
    }

    /// What is known of a POP3 source does not change.
    private func catchUp(
        _ work: [FolderWork], over pair: ConnectionPair
    ) async throws -> (rest: [FolderWork], opened: OpenedFolders)? {
        guard let source = pair.source.imap else { return (work, [:]) }
        return try await CatchUp(
            pair: pair, source: source, journal: journal, options: migrator.options, stop: stop, observe: observe
        ).run(work, opening: opener)
    }

    private func work(on queue: CopyQueue, over pair: ConnectionPair) async throws {
        try await CopyWorker(
            pair: pair, queue: queue, journal: journal, options: migrator.options, rate: rate, opener: opener
        ).run()
    }

    /// A server that does not want one more connection is no failure: the others do the work.
    ///
    /// - Returns: the pair that helped, still open; nil when there was none.
    private func help(_ queue: CopyQueue, _ control: PairControl, number: Int) async throws -> ConnectionPair? {
        guard await control.isWanted(number) else { return nil }
        return try await EventLoopExecutor.run { eventLoop in
            guard let pair = try? await ConnectionPair.open(number, of: migrator, journal, on: eventLoop) else {
                await control.refused()
                return nil
            }
            try await pair.use { try await work(on: queue, over: $0) }
            return pair
        }
    }

    private func ending(
        _ queue: CopyQueue, _ control: PairControl, _ body: () async throws -> ConnectionPair?
    ) async -> Result<ConnectionPair?, any Error> {
        do {
            let pair = try await body()
            if await queue.hasNothingToHandOut { await control.end() }
            return .success(pair)
        } catch {
            await queue.fail()
            await control.end()
            return .failure(error)
        }
    }
}
