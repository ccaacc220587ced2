package import IMAPCodec
package import MailCore
package import MailTransport
package import NIOCore

/// One IMAP session. The actor runs on its connection's event loop, so talking to the handler costs no hop.
package actor IMAPConnection {
    package nonisolated let unownedExecutor: UnownedSerialExecutor
    package nonisolated let label: String
    package nonisolated let target: TransportTarget
    /// What the greeting said.
    package let greeting: StatusResponse
    /// What TLS agreed on, whether from the first byte or by STARTTLS; nil on a plaintext connection.
    package internal(set) var tls: TLSSummary?
    /// Forgotten after STARTTLS and after login, and asked again (RFC 9051 §6.2.1, §6.2.2).
    package internal(set) var capabilities: Set<Capability> = []
    /// What ENABLE turned on, by the server's own word (RFC 5161 §3.2).
    package internal(set) var enabled: Set<Capability> = []
    /// Whether somebody is logged in.
    package internal(set) var isAuthenticated: Bool
    /// How we logged in: a mechanism, or the command LOGIN.
    package internal(set) var loginMechanism: String?
    /// Whether both sides compress what they send (RFC 4978).
    package internal(set) var isCompressed = false
    /// Ways in which this server differs, found by what it says.
    package internal(set) var quirks: Set<ServerQuirk> = []

    let channel: any Channel
    let handler: NIOLoopBound<IMAPChannelHandler>
    let log: DialogueLog
    /// Whether a mailbox was asked for, and not left since.
    var mayHaveMailbox = false
    /// What was said after the login and is not answered yet.
    var introduction: Introduction?
    /// Whether the one who waits for news does so no longer.
    var isIdlingOver = false
    /// Bytes of the running APPEND that were written and not flushed.
    var unflushed = 0

    private init(
        established: EstablishedConnection, handler: NIOLoopBound<IMAPChannelHandler>, greeting: StatusResponse,
        target: TransportTarget, log: DialogueLog
    ) {
        self.unownedExecutor = EventLoopExecutor.serial(on: established.channel.eventLoop)
        self.channel = established.channel
        self.handler = handler
        self.greeting = greeting
        self.target = target
        self.tls = established.tls
        self.isAuthenticated = greeting.kind == .preauth
        self.log = log
        self.label = log.connection
    }

    /// Connects, reads the greeting, upgrades by STARTTLS when the target says so, and lends the session to `body`.
    /// The connection is closed in every outcome.
    ///
    /// - Throws: ``IMAPError``, or what `body` throws.
    package static func withConnection<Result>(
        to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions,
        transcript: Transcript? = nil, label: String, _ body: (IMAPConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await connect(
            to: target, on: eventLoop, options: options, transcript: transcript, label: label)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Like ``withConnection(to:on:options:transcript:label:_:)``, for callers whose connection outlives a scope; they
    /// must call ``close()``.
    package static func connect(
        to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions,
        transcript: Transcript? = nil, label: String
    ) async throws(IMAPError) -> IMAPConnection {
        let log = DialogueLog(transcript: transcript, connection: label)
        let made = eventLoop.makePromise(of: NIOLoopBound<IMAPChannelHandler>.self)
        let established: EstablishedConnection
        do {
            established = try await MailConnector.connect(to: target, on: eventLoop, options: options) { channel in
                let handler = IMAPChannelHandler(host: target.host, options: options, log: log)
                try channel.pipeline.syncOperations.addHandler(handler)
                made.succeed(NIOLoopBound(handler, eventLoop: channel.eventLoop))
            }
        } catch {
            made.fail(error)
            throw .transport(error)
        }
        guard let handler = try? await made.futureResult.get() else { throw .transport(.closed(.connect)) }
        let greeting = try await GreetingReader(handler: handler, channel: established.channel).greeting()
        options.observer?(.greeted)
        let connection = IMAPConnection(
            established: established, handler: handler, greeting: greeting, target: target, log: log)
        do {
            try await connection.prepare()
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }

    /// The shortest time a command took so far: no more than a little above the line's round trip. Nil before the first
    /// answer.
    package var roundTrip: Duration? { handler.value.roundTrip.map { .nanoseconds($0.nanoseconds) } }

    package var isOpen: Bool { handler.value.error == nil }

    /// Closes without a goodbye; safe to call twice.
    package func close() async {
        handler.value.close(because: .transport(.closed(.established)))
        try? await channel.closeFuture.get()
    }

    // MARK: Commands

    /// How a command ended, and what was told before that.
    typealias Answer = (status: StatusResponse, untagged: [UntaggedResponse])

    /// Sends a command and gathers its untagged answers.
    ///
    /// - Throws: `.refused` for NO and BAD; the connection goes on then.
    @discardableResult
    func execute(_ command: Command) async throws(IMAPError) -> Answer {
        let id = try await send(command)
        defer { handler.value.forget(id) }
        var gathered = GatheredResponses()
        try await gather(id, into: &gathered)
        return (try status(of: id, command: command.name), gathered.untagged)
    }

    /// Takes all untagged answers of one command.
    func gather(
        _ id: CommandPipeline.CommandID, into gathered: inout GatheredResponses
    ) async throws(IMAPError) {
        while let event = try await nextEvent(of: id) {
            guard case .untagged(let response) = event else { continue }
            guard gathered.append(response) else {
                handler.value.close(because: .limitExceeded(.collected))
                throw .limitExceeded(.collected)
            }
        }
    }

    /// Writes a command, waiting for the server's go-ahead where a literal needs it. Does not wait for the answer.
    func send(_ command: Command) async throws(IMAPError) -> CommandPipeline.CommandID {
        try await takeTurn()
        defer { handler.value.endTurn() }
        return try await sendInTurn(command, flush: true)
    }

    /// Writes commands one behind the other, in one packet where they are small, with none of anybody else's between.
    func send(_ commands: some Collection<Command>) async throws(IMAPError) -> [CommandPipeline.CommandID] {
        try await takeTurn()
        defer { handler.value.endTurn() }
        var ids: [CommandPipeline.CommandID] = []
        do {
            for command in commands { ids.append(try await sendInTurn(command, flush: false)) }
        } catch {
            handler.value.flush()
            for id in ids { handler.value.forget(id) }
            throw error
        }
        handler.value.flush()
        return ids
    }

    func sendInTurn(_ command: Command, flush: Bool) async throws(IMAPError) -> CommandPipeline.CommandID {
        let begun = try handler.value.begin(CommandTraits(command))
        let encoded: CommandBuffer
        do {
            encoded = try command.encode(tag: begun.tag, literals: capabilities.literalSupport)
        } catch {
            // Nothing was written; the tag is spent on NOOP, so that the pipeline stays in step.
            write(Array("\(begun.tag) NOOP\r\n".utf8))
            handler.value.phaseChanged(of: begun.id, to: .sent)
            handler.value.forget(begun.id)
            throw .unencodableArgument
        }
        try await write(encoded, of: begun.id, flush: flush)
        return begun.id
    }

    private func write(
        _ encoded: consuming CommandBuffer, of id: CommandPipeline.CommandID, flush: Bool
    ) async throws(IMAPError) {
        log.client(encoded.transcript)
        let segments = encoded.segments
        for (offset, segment) in segments.enumerated() {
            let isLast = offset == segments.count - 1
            handler.value.phaseChanged(of: id, to: isLast ? .sent : .awaitingGoAhead)
            write(segment, flush: flush || !isLast)
            if !isLast, try await goAhead(for: id) == nil { break }
        }
        encoded.wipe()
    }

    func write(_ bytes: [UInt8], flush: Bool = true) {
        handler.value.write(channel.allocator.buffer(bytes: bytes), flush: flush)
    }

    /// Waits for `+`; nil when the server completed the command instead.
    func goAhead(for id: CommandPipeline.CommandID) async throws(IMAPError) -> [UInt8]? {
        while true {
            guard let exchange = handler.value.exchange(id) else { throw .transport(.closed(.established)) }
            // Said before the command is even there, so not in answer to it; and nobody takes it while we wait here.
            while exchange.answers == .streamed, handler.value.takeEvent(of: exchange) != nil {}
            if let challenge = exchange.takeChallenge() { return challenge }
            if let outcome = exchange.outcome {
                _ = try outcome.get()
                return nil
            }
            await suspend { exchange.setWaiter($0) }
        }
    }

    /// The next piece of a command's answer; nil when the command is complete.
    func nextEvent(of id: CommandPipeline.CommandID) async throws(IMAPError) -> CommandExchange.Event? {
        while true {
            guard let exchange = handler.value.exchange(id) else { throw handler.value.error ?? .cancelled }
            if let event = handler.value.takeEvent(of: exchange) { return event }
            if let outcome = exchange.outcome {
                _ = try outcome.get()
                return nil
            }
            await suspend { exchange.setWaiter($0) }
        }
    }

    /// The tagged answer of a command that is complete.
    func status(of id: CommandPipeline.CommandID, command: String) throws(IMAPError) -> StatusResponse {
        guard let outcome = handler.value.exchange(id)?.outcome else { throw handler.value.error ?? .cancelled }
        let status = try outcome.get()
        guard status.kind == .ok else { throw .refused(command: command, status) }
        return status
    }

    func takeTurn() async throws(IMAPError) {
        await suspend { handler.value.takeTurn($0) }
        if let error = handler.value.error { throw error }
    }

    func waitUntilWritable() async throws(IMAPError) {
        if !handler.value.isWritable { await suspend { handler.value.waitUntilWritable($0) } }
        if let error = handler.value.error { throw error }
    }

    /// Waits on this actor. Cancelling the task ends the connection: half a command cannot be taken back.
    private func suspend(_ register: (CheckedContinuation<Void, Never>) -> Void) async {
        let channel = channel
        await withTaskCancellationHandler {
            await onThisActor(register)
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// A closure that does not use the actor runs elsewhere, and the handler must only be touched on its loop.
    private func onThisActor(_ register: (CheckedContinuation<Void, Never>) -> Void) async {
        await withCheckedContinuation(register)
    }
}
