internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore

/// Moves bytes between the channel and the exchanges, and does what ``CommandPipeline`` decides.
final class IMAPChannelHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let host: String
    private let options: TransportOptions
    private let log: DialogueLog
    private var context: ChannelHandlerContext?
    private var decoder = ResponseDecoder()
    private var pipeline = CommandPipeline()
    private var exchanges = ExchangeTable()
    /// The command whose OK changes how all that follows is sent.
    private var upgrading: (id: CommandPipeline.CommandID, upgrade: CommandTraits.Upgrade)?
    private var firstBytes: [UInt8]?
    private var greeting: Result<StatusResponse, IMAPError>?
    private var greetingWaiter: CheckedContinuation<Void, Never>?
    private var failure: IMAPError?
    private var progress: ProgressWatch
    private var writes = WriteGate()
    private var watchdog: RepeatedTask?
    /// The command that cannot be written on before the server says so.
    private var awaitingGoAhead: CommandPipeline.CommandID?
    /// The shortest time a command took: the line's round trip, and what the server needs for its quickest answer.
    private(set) var roundTrip: TimeAmount?
    /// The IDLE that waits for news: no word is late until DONE.
    var idling: CommandPipeline.CommandID?
    /// Set while an access token is used.
    var tokenWatch: TokenWatch?
    /// Set once STARTTLS has secured the connection.
    private(set) var tls: TLSSummary?

    init(host: String, options: TransportOptions, log: DialogueLog) {
        self.host = host
        self.options = options
        self.log = log
        progress = ProgressWatch(options.timeouts)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        progress.noteProgress(at: .now())
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        watchdog = context.eventLoop.scheduleRepeatedTask(initialDelay: progress.interval, delay: progress.interval) {
            _ in
            bound.value.checkProgress()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        watchdog?.cancel()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if firstBytes == nil { firstBytes = Array(bytes.readableBytesView.prefix(ByteLimits.serverText)) }
        decoder.append(bytes)
        do {
            while failure == nil, let event = try decoder.next() { receive(event) }
        } catch {
            fail(greeting == nil ? .notAMailServer(firstBytes: firstBytes ?? []) : IMAPError(error))
        }
        // The go-ahead may be what the server keeps until this is confirmed.
        if awaitingGoAhead != nil { context.channel.acknowledgeNow() }
    }

    /// Reading stops while a consumer is behind; the server's own window then slows it down.
    func read(context: ChannelHandlerContext) {
        if exchanges.mayRead { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            progress.noteProgress(at: .now())
            writes.becameWritable()
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(.transport(TransportError(error, stage: .established)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.transport(.closed(.established)))
        context.fireChannelInactive()
    }

    // MARK: What the connection asks

    var isWritable: Bool { context?.channel.isWritable ?? false }
    var error: IMAPError? { failure }
    var idleLimit: Duration { options.timeouts.idle }
    var greetingResult: Result<StatusResponse, IMAPError>? { greeting }

    func setGreetingWaiter(_ continuation: CheckedContinuation<Void, Never>) {
        greetingWaiter = continuation
    }

    func begin(_ traits: CommandTraits) throws(IMAPError) -> (id: CommandPipeline.CommandID, tag: String) {
        guard failure == nil,
            let command = pipeline.commandBegan(
                isAuthentication: traits.isAuthentication, isLogout: traits.isLogout)
        else { throw failure ?? .transport(.closed(.established)) }
        exchanges.begin(command.id, traits)
        progress.commandBegan(at: .now())
        if let upgrade = traits.upgrade { upgrading = (command.id, upgrade) }
        return command
    }

    func exchange(_ id: CommandPipeline.CommandID) -> CommandExchange? { exchanges[id] }

    /// Nobody asks for the answer any more. One that is still to come is passed over.
    func forget(_ id: CommandPipeline.CommandID) {
        if exchanges.forget(id) { resumeReading() }
    }

    /// The next piece of an answer; reading goes on once enough was taken.
    func takeEvent(of exchange: CommandExchange) -> CommandExchange.Event? {
        guard let taken = exchanges.takeEvent(of: exchange) else { return nil }
        if taken.mayResume {
            resumeReading()
        } else if !exchanges.mayRead {
            progress.noteProgress(at: .now())
        }
        return taken.event
    }

    private func resumeReading() {
        progress.noteProgress(at: .now())
        context?.read()
    }

    func phaseChanged(of id: CommandPipeline.CommandID, to phase: CommandPipeline.Phase) {
        pipeline.phaseChanged(of: id, to: phase)
        awaitingGoAhead = phase == .awaitingGoAhead ? id : nil
    }

    func write(_ bytes: ByteBuffer, flush: Bool) {
        guard let context, failure == nil else { return }
        // A server owes no answer to a command that is still being written.
        progress.noteProgress(at: .now())
        context.write(wrapOutboundOut(bytes), promise: nil)
        if flush { context.flush() }
    }

    func flush() { context?.flush() }

    func waitUntilWritable(_ continuation: CheckedContinuation<Void, Never>) {
        if failure != nil || isWritable { continuation.resume() } else { writes.waitUntilWritable(continuation) }
    }

    /// Takes the right to write; later callers wait in line, because half a command must not be interrupted.
    func takeTurn(_ continuation: CheckedContinuation<Void, Never>) {
        if failure != nil { continuation.resume() } else { writes.takeTurn(continuation) }
    }

    func endTurn() { writes.endTurn() }

    func close(because error: IMAPError) { fail(error) }

    // MARK: What the server says

    private func receive(_ event: ResponseDecoder.Event) {
        switch event {
        case .response(let response):
            let response = tokenWatch?.cleaned(response) ?? response
            log.server(response)
            perform(pipeline.responseReceived(response), isUseful: !response.isChatter)
        case .bodyBegins(let attributes, let size):
            log.bodyBegins(attributes, size: size)
            deliverBody(.bodyBegins(attributes, size: size))
        case .bodyBytes(let bytes):
            deliverBody(.bodyBytes(bytes))
        case .bodyEnds(let attributes):
            deliverBody(.bodyEnds(attributes))
        }
    }

    private func deliverBody(_ event: CommandExchange.Event) {
        progress.noteProgress(at: .now())
        guard let id = pipeline.bodyReceived() else { return fail(.protocolViolation(.bodyOutsideFetch)) }
        deliver(event, to: id)
    }

    private func deliver(_ event: CommandExchange.Event, to id: CommandPipeline.CommandID) {
        if !exchanges.deliver(event, to: id) { fail(.limitExceeded(.collected)) }
    }

    private func perform(_ action: CommandPipeline.ResponseAction, isUseful: Bool) {
        if isUseful { progress.noteProgress(at: .now()) }
        switch action {
        case .ignore:
            break
        case .greet(let status):
            greeting = .success(status)
            progress.greetingReceived()
            wakeGreetingWaiter()
        case .deliver(let untagged, let id):
            deliver(.untagged(untagged), to: id)
        case .goAhead(let id, let challenge):
            awaitingGoAhead = nil
            exchanges[id]?.append(challenge: challenge)
        case .complete(let id, let status):
            complete(id, status)
        case .fail(.bye(let status)) where tokenWatch?.isExpiry(status) == true:
            fail(.sessionExpired(status))
        case .fail(let error):
            fail(greeting == nil && error.status == nil ? .notAMailServer(firstBytes: firstBytes ?? []) : error)
        }
    }

    private func complete(_ id: CommandPipeline.CommandID, _ status: StatusResponse) {
        progress.commandEnded(at: .now())
        if let begun = exchanges[id]?.begun { roundTrip = min(roundTrip ?? .hours(1), .now() - begun) }
        if awaitingGoAhead == id { awaitingGoAhead = nil }
        if tokenWatch?.isExpiry(status) == true { return fail(.sessionExpired(status)) }
        guard let upgrade = upgrading?.upgrade, upgrading?.id == id else {
            return exchanges.finish(id, .success(status))
        }
        upgrading = nil
        guard status.kind == .ok, let context else { return exchanges.finish(id, .success(status)) }
        switch upgrade {
        case .tls: startTLS(after: id, status, context)
        case .compression: startCompression(after: id, status, context)
        }
    }

    private func startTLS(
        after id: CommandPipeline.CommandID, _ status: StatusResponse, _ context: ChannelHandlerContext
    ) {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        MailConnector.startTLS(on: context.channel, host: host, options: options, unprocessed: decoder.remainder)
            .whenComplete { result in
                switch result {
                case .success(let summary):
                    bound.value.tls = summary
                    bound.value.exchanges.finish(id, .success(status))
                case .failure(let error): bound.value.fail(.transport(TransportError(error, stage: .tls)))
                }
            }
    }

    /// RFC 4978 §3: all that stands behind the OK is compressed, also what came in the same packet.
    private func startCompression(
        after id: CommandPipeline.CommandID, _ status: StatusResponse, _ context: ChannelHandlerContext
    ) {
        do throws(TransportError) {
            try MailConnector.startCompression(
                on: context.channel, before: self, unprocessed: decoder.takeRemainder())
            exchanges.finish(id, .success(status))
        } catch {
            fail(.transport(error))
        }
    }

    // MARK: The end

    private func checkProgress() {
        let oldest = exchanges.oldest
        // Nobody is late while we do not listen, unless somebody waits for a word meanwhile.
        guard idling == nil, exchanges.mayRead || awaitingGoAhead != nil,
            progress.isOverdue(at: .now(), limit: oldest.flatMap(limit))
        else { return }
        fail(.timedOut(command: greeting == nil ? "greeting" : oldest?.traits.name ?? ""))
    }

    private func limit(of exchange: CommandExchange) -> Duration? {
        switch exchange.traits.timeLimit {
        case .short: options.timeouts.command
        case .logout: options.timeouts.logout
        case .none: nil
        }
    }

    private func fail(_ error: IMAPError) {
        guard failure == nil else { return }
        failure = error
        log.note(error)
        watchdog?.cancel()
        if greeting == nil { greeting = .failure(error) }
        wakeGreetingWaiter()
        _ = pipeline.connectionClosed()
        exchanges.failAll(error)
        writes.close()
        context?.close(promise: nil)
    }

    private func wakeGreetingWaiter() {
        greetingWaiter?.resume()
        greetingWaiter = nil
    }
}

extension Response {
    /// Words that bring no command forward: a server that only says "still here" makes no progress.
    fileprivate var isChatter: Bool {
        if case .untagged(.status) = self { return true }
        return false
    }
}

extension IMAPError {
    init(_ error: IMAPParseError) {
        switch error {
        case .limitExceeded(let limit): self = .limitExceeded(limit)
        case .unexpected, .numberTooLarge: self = .protocolViolation(.malformedResponse)
        }
    }
}
