internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import NIOCore
internal import NIOPosix

/// From login to goodbye: finds out what there is, and has it copied over one or more pairs of connections.
struct MigrationSession: Sendable {
    let migrator: MailboxMigrator
    let journal: MigrationJournal
    /// Most pairs at the same time.
    let pairs: Int
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Returns: whether everything is through; false when a stop was asked for.
    func run() async throws -> Bool {
        try await ConnectionPair.open(0, of: migrator, on: Self.eventLoop).lend { pair in
            let work = try await prepare(over: pair)
            let queue = CopyQueue(work.places, stop: stop)
            let failure = await copyAll(queue, messages: work.messages, beginningWith: pair)
            try await journal.release(await queue.unbegun.map { ($0.folder.mailbox.id, $0.rows.map(\.uid)) })
            if let failure { throw failure }
            guard await queue.isDone else { return false }
            await pair.logout()
            return true
        }
    }

    private static var eventLoop: any EventLoop { MultiThreadedEventLoopGroup.singleton.next() }

    private var opener: FolderOpener {
        FolderOpener(journal: journal, options: migrator.options, stop: stop, observe: observe)
    }

    // MARK: Before the copy

    private func prepare(over pair: ConnectionPair) async throws -> (places: [MappedMailbox], messages: Int) {
        let inDoubt = try await journal.targetsInDoubt()
        if !inDoubt.isEmpty { try await QuietWait().untilQuiet(inDoubt, at: pair.target) }
        async let sourceOverview = pair.source.overview(items: .all)
        let target = try await pair.target.overview(items: .all)
        let source = try await sourceOverview
        let mapped = try await map(source, to: target, distinguishesCase: pair.target.quirks.contains(.distinguishesCase))
        let counts = source.statuses.compactMapValues(\.messages)
        let messages = mapped.reduce(0) { $0 + Int(counts[$1.source.name] ?? 0) }
        observe(.planned(mailboxes: mapped.count, messages: messages))
        let places = try await making(mapped, over: pair)
        try await subscribe(places, source.subscriptions, besides: target.subscriptions, over: pair)
        return (places.inOrderOfWork(counts), messages)
    }

    private func map(
        _ source: MailboxOverview, to target: MailboxOverview, distinguishesCase: Bool
    ) async throws -> [MappedMailbox] {
        let mapping = MailboxMapping(
            from: source, to: target, distinguishesCase: distinguishesCase, options: migrator.options,
            recorded: try await journal.recordedTargets())
        do { return try mapping.map(source.listings) } catch { throw MigrationError.choice(error) }
    }

    /// Makes what is missing at the target, all at once: the commands go out together and wait one round trip.
    ///
    /// - Returns: the folders that are there now.
    private func making(_ places: [MappedMailbox], over pair: ConnectionPair) async throws -> [MappedMailbox] {
        let made = try await withThrowingTaskGroup { group in
            for (index, place) in places.enumerated() where place.create != nil {
                group.addTask { (index, try await make(place, at: pair.target)) }
            }
            return try await group.reduce(into: [Int: Result<MappedMailbox, MailboxRefusal>]()) { $0[$1.0] = $1.1 }
        }
        var there: [MappedMailbox] = []
        for (index, place) in places.enumerated() {
            switch made[index] {
            case nil: there.append(place)
            case .success(let place): there.append(place)
            case .failure(let refusal): try await opener.giveUp(place, .mailboxCreateRefused, refusal.status)
            }
        }
        return there
    }

    private struct MailboxRefusal: Error {
        let status: StatusResponse
    }

    private func make(
        _ place: MappedMailbox, at target: IMAPConnection
    ) async throws -> Result<MappedMailbox, MailboxRefusal> {
        do {
            try await target.create(place.target, specialUse: place.create?.specialUse)
            return .success(place)
        } catch IMAPError.refused(_, let status) {
            if let plain = place.withPlainName { return try await make(plain, at: target) }
            return .failure(MailboxRefusal(status: status))
        }
    }

    private func subscribe(
        _ places: [MappedMailbox], _ subscribed: Set<MailboxName>, besides already: Set<MailboxName>,
        over pair: ConnectionPair
    ) async throws {
        try await withThrowingTaskGroup { group in
            for place in places where subscribed.contains(place.source.name) && !already.contains(place.target) {
                group.addTask {
                    do { try await pair.target.subscribe(place.target) } catch IMAPError.refused {}
                }
            }
            try await group.waitForAll()
        }
    }

    // MARK: The copy

    /// Runs the workers until nothing is left. When one of them fails, the others end in good order first.
    private func copyAll(
        _ queue: CopyQueue, messages: Int, beginningWith first: ConnectionPair
    ) async -> (any Error)? {
        let helpers = messages > CopyLimits.messagesForOnePair ? pairs - 1 : 0
        return await withTaskGroup { group in
            group.addTask { await ending(queue) { try await work(queue, over: first) } }
            for number in 0..<max(0, helpers) {
                group.addTask { await ending(queue) { try await help(queue, number: number + 1) } }
            }
            return await group.reduce(nil) { $0 ?? $1 }
        }
    }

    private func work(_ queue: CopyQueue, over pair: ConnectionPair) async throws {
        try await CopyWorker(pair: pair, queue: queue, journal: journal, options: migrator.options)
            .run(opening: opener)
    }

    /// A server that does not want one more connection is no failure: the others do the work.
    private func help(_ queue: CopyQueue, number: Int) async throws {
        guard let pair = try? await ConnectionPair.open(number, of: migrator, on: Self.eventLoop) else { return }
        try await pair.lend { pair in
            try await work(queue, over: pair)
            await pair.logout()
        }
    }

    private func ending(_ queue: CopyQueue, _ body: () async throws -> Void) async -> (any Error)? {
        do {
            try await body()
            return nil
        } catch {
            await queue.fail()
            return error
        }
    }
}
