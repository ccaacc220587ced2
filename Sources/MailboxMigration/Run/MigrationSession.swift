internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import NIOCore
internal import NIOPosix

/// From login to goodbye: finds out what there is, and has it copied over one or more pairs of connections.
struct MigrationSession: Sendable {
    let migrator: MailboxMigrator
    let journal: MigrationJournal
    /// How many pairs of connections to begin with.
    let pairs: Int
    let rate: RateLimit?
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Returns: whether everything is through; false when a stop was asked for.
    func run() async throws -> Bool {
        try await ConnectionPair.open(0, of: migrator, on: Self.eventLoop).lend { pair in
            let inDoubt = try await journal.targetsInDoubt()
            if !inDoubt.isEmpty { try await migrator.pauses.quiet.untilQuiet(inDoubt, at: pair.target) }
            let work = try await findWork(over: pair)
            let queue = CopyQueue(stop: stop)
            let failure = await copy(work, queue, beginningWith: pair)
            try await journal.release(await queue.unbegun.map { ($0.folder.mailbox.id, $0.rows.map(\.uid)) })
            if let failure { throw failure }
            guard await queue.isDone else { return false }
            try await LateArrivals(target: pair.target, journal: journal, observe: observe).remove()
            await pair.logout()
            return true
        }
    }

    private static var eventLoop: any EventLoop { MultiThreadedEventLoopGroup.singleton.next() }

    private var opener: FolderOpener {
        FolderOpener(journal: journal, options: migrator.options, stop: stop, observe: observe)
    }

    /// The folders that are not as an earlier run left them.
    private func findWork(over pair: ConnectionPair) async throws -> [FolderWork] {
        let accounts = try await AccountState(over: pair)
        let folders = try accounts.map(migrator.options, recorded: try await journal.recordedTargets())
        observe(.planned(mailboxes: folders.count, messages: folders.reduce(0) { $0 + $1.messages }))
        let settled = try await journal.settledMailboxes()
        return folders.filter { folder in
            guard accounts.isCurrent(folder, settled[folder.place.source.name], regardingFlags: false) else { return true }
            observe(
                .mailboxStarted(
                    name: folder.place.source.name.decoded, target: folder.place.target.decoded,
                    messages: folder.messages))
            observe(.mailboxFinished(name: folder.place.source.name.decoded))
            return folder.isToBeSubscribed
        }.inOrder
    }

    /// Runs the workers until nothing is left. When one of them fails, the others end in good order first.
    private func copy(
        _ work: [FolderWork], _ queue: CopyQueue, beginningWith first: ConnectionPair
    ) async -> (any Error)? {
        let isSmall = work.reduce(0) { $0 + $1.messages } <= CopyLimits.messagesForOnePair
        let most = isSmall ? 1 : migrator.options.connections ?? CopyLimits.mostPairs
        let control = PairControl(PairSearch(from: pairs, to: most))
        async let _: Void = control.grow { await queue.workDone }
        let failure = await withTaskGroup { group in
            group.addTask { await ending(queue, control) { try await begin(work, queue, over: first) } }
            // They log in while the first one still makes folders.
            for number in 1..<max(1, most) {
                group.addTask { await ending(queue, control) { try await help(queue, control, number: number) } }
            }
            return await group.reduce(nil) { $0 ?? $1 }
        }
        if !isSmall, migrator.options.connections == nil {
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
        async let subscribing: Void = maker.subscribe(there)
        await queue.begin(there)
        try await self.work(on: queue, over: pair)
        try await subscribing
    }

    private func work(on queue: CopyQueue, over pair: ConnectionPair) async throws {
        try await CopyWorker(pair: pair, queue: queue, journal: journal, options: migrator.options, rate: rate)
            .run(opening: opener)
    }

    /// A server that does not want one more connection is no failure: the others do the work.
    private func help(_ queue: CopyQueue, _ control: PairControl, number: Int) async throws {
        guard await control.isWanted(number) else { return }
        guard let pair = try? await ConnectionPair.open(number, of: migrator, on: Self.eventLoop) else {
            return await control.refused()
        }
        try await pair.lend { pair in
            try await work(on: queue, over: pair)
            await pair.logout()
        }
    }

    private func ending(
        _ queue: CopyQueue, _ control: PairControl, _ body: () async throws -> Void
    ) async -> (any Error)? {
        do {
            try await body()
            if await queue.hasNothingToHandOut { await control.end() }
            return nil
        } catch {
            await queue.fail()
            await control.end()
            return error
        }
    }
}
