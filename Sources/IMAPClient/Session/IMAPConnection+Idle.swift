internal import IMAPCodec
internal import MailCore
internal import NIOCore

/// Waiting for news.
extension IMAPConnection {
    /// Waits until the server tells that the mailbox which is open is not as it was (RFC 2177), or until `end` returns.
    /// IDLE is begun anew before a server could take us for gone (``Timeouts/idle``); other commands wait until it is over.
    ///
    /// - Parameters:
    ///   - messages: how many are known to be there; being told so again is no news.
    ///   - end: is cancelled once there is news.
    /// - Returns: whether there is news.
    /// - Throws: `.refused` when the server does not idle after all; the connection goes on then.
    package func idle(
        knowing messages: UInt32, until end: @escaping @Sendable () async -> Void
    ) async throws(IMAPError) -> Bool {
        isIdlingOver = false
        async let _: Void = endIdling(after: end)
        while true {
            let hasNews = try await idleOnce(knowing: messages)
            if hasNews || isIdlingOver { return hasNews }
        }
    }

    /// Asks for nothing: a server that hears nothing for half an hour may end the session (RFC 9051 §5.4).
    package func noop() async throws(IMAPError) {
        try await execute(.noop)
    }

    /// From IDLE to the answer to DONE.
    private func idleOnce(knowing messages: UInt32) async throws(IMAPError) -> Bool {
        let id = try await beginIdle()
        defer { handler.value.forget(id) }
        let limit = handler.value.idleLimit
        async let _: Void = endIdle(id, after: limit)
        if isIdlingOver { endIdle(id) }
        var hasNews = false
        while let event = try await nextEvent(of: id) {
            guard case .untagged(let response) = event, response.isNews(knowing: messages) else { continue }
            hasNews = true
            endIdle(id)
        }
        abandonIdle(id)
        _ = try status(of: id, command: Command.idle.name)
        return hasNews
    }

    /// Keeps the right to write until DONE, because the server takes every line for that (RFC 2177 §3).
    private func beginIdle() async throws(IMAPError) -> CommandPipeline.CommandID {
        try await takeTurn()
        do throws(IMAPError) {
            let id = try await sendInTurn(.idle, flush: true)
            handler.value.phaseChanged(of: id, to: .awaitingGoAhead)
            if try await goAhead(for: id) == nil { handler.value.endTurn() } else { handler.value.idling = id }
            return id
        } catch {
            handler.value.endTurn()
            throw error
        }
    }

    private func endIdling(after end: @Sendable () async -> Void) async {
        await end()
        isIdlingOver = true
        if let id = handler.value.idling { endIdle(id) }
    }

    private func endIdle(_ id: CommandPipeline.CommandID, after limit: Duration) async {
        do { try await Task.sleep(for: limit) } catch { return }
        endIdle(id)
    }

    /// Says DONE, once.
    private func endIdle(_ id: CommandPipeline.CommandID) {
        guard handler.value.idling == id else { return }
        handler.value.idling = nil
        handler.value.phaseChanged(of: id, to: .sent)
        log.client("DONE")
        write(Array("DONE\r\n".utf8))
        handler.value.endTurn()
    }

    /// The server has ended IDLE by itself: DONE would be a command that it does not know.
    private func abandonIdle(_ id: CommandPipeline.CommandID) {
        guard handler.value.idling == id else { return }
        handler.value.idling = nil
        handler.value.endTurn()
    }
}

extension UntaggedResponse {
    /// Whether a mailbox with so many messages is not as it was. Words such as `* OK still here` are none.
    fileprivate func isNews(knowing messages: UInt32) -> Bool {
        switch self {
        case .exists(let count): count != messages
        case .expunge, .vanished, .fetch: true
        default: false
        }
    }
}
