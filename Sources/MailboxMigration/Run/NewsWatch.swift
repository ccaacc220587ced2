internal import IMAPClient
internal import IMAPCodec

/// Between two rounds of a run that keeps the target current: waits, over a pair of connections that has nothing else to
/// do, until there is something to do.
struct NewsWatch: Sendable {
    let pair: ConnectionPair
    /// The pair's.
    let source: IMAPConnection
    let pauses: Pauses
    let stop: StopSignal

    /// IDLE tells of INBOX at once; all other folders are looked at from time to time, and once more when a stop is asked
    /// for.
    ///
    /// - Parameter known: the source as it was when the last round began.
    /// - Returns: whether there is news; false when a stop was asked for, and there was none until then.
    /// - Throws: ``IMAPError``, ``MigrationError`` or ``TokenEnding``; also when a server does not answer the last look in time.
    func hasNews(since known: SourceState) async throws -> Bool {
        try await withThrowingTaskGroup { group in
            group.addTask { try await watch(known) }
            group.addTask {
                await stop.stopped()
                try await Task.sleep(for: pauses.lastLook)
                throw MigrationError.server(.source, ServerFailure(.timedOut(command: "IDLE")))
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }

    private func watch(_ known: SourceState) async throws -> Bool {
        await stop.wait(atMost: pauses.betweenSessions)
        while true {
            let now = try await look()
            if now != known { return true }
            if stop.isStopping { return false }
            if pair.isToBeRenewed { throw TokenEnding() }
            if try await rest(knowing: now) { return true }
        }
    }

    /// A server that hears nothing for long takes us for gone, so the target is spoken to as well.
    private func look() async throws -> SourceState {
        async let staying: Void = pair.at(.target) { try await pair.target.noop() }
        let state = try await pair.at(.source) {
            try await source.leave()
            return SourceState(try await source.overview(items: .all))
        }
        try await staying
        return state
    }

    /// - Returns: whether INBOX has news. False when the time is over, or a stop was asked for.
    private func rest(knowing now: SourceState) async throws -> Bool {
        do {
            return try await idle(knowing: now)
        } catch IMAPError.refused {
            await stop.wait(atMost: pauses.look)
            return false
        }
    }

    private func idle(knowing now: SourceState) async throws -> Bool {
        guard await source.capabilities.contains(.idle) else {
            await stop.wait(atMost: pauses.look)
            return false
        }
        let inbox = try await source.examine(.inbox)
        // What came in since the look is news that IDLE would not tell.
        if let messages = now.inboxMessages, messages != inbox.exists { return true }
        return try await source.idle(knowing: inbox.exists) { await stop.wait(atMost: pauses.look) }
    }
}

/// What tells whether anything has changed at the source: its folders, and what STATUS says of each.
struct SourceState: Hashable, Sendable {
    private let statuses: [MailboxName: MailboxStatus]

    /// Nil where STATUS does not tell.
    var inboxMessages: UInt32? { statuses[.inbox]?.messages }

    init(_ overview: MailboxOverview) {
        statuses = overview.listings.reduce(into: [:]) { statuses, listing in
            statuses[listing.name] = overview.statuses[listing.name] ?? MailboxStatus()
        }
    }
}
