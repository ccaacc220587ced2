internal import MailCore
package import NIOCore

/// Moves bytes between the channel and the exchanges. Answers come in the order of the commands, so each piece belongs to the
/// command that is open for longest.
package final class ConversationHandler<Decoder: ReplyDecoder>: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer
    typealias Exchange = ConversationExchange<Decoder>

    private let host: String
    private let options: TransportOptions
    private let log: ConversationLog
    private var context: ChannelHandlerContext?
    private var decoder: Decoder
    /// Those that are not answered yet, the first of them with the greeting.
    private var open: CircularBuffer<Exchange>
    /// Those that somebody still asks for, or that are not answered yet.
    private var exchanges: [Int: Exchange]
    private var issued = 0
    private var firstBytes: [UInt8]?
    private var isGreeted = false
    /// The weight of all pieces that wait to be taken.
    private var bufferedBytes = 0
    private var isPaused = false
    private(set) var failure: ConversationError?
    private var progress: ProgressWatch
    private var watchdog: RepeatedTask?
    /// Set once STARTTLS has secured the connection.
    private(set) var tls: TLSSummary?

    /// - Parameter greeting: what the greeting looks like. It is the answer to a command that nobody sends.
    init(
        _ decoder: Decoder, greeting: Decoder.Expectation, host: String, options: TransportOptions, log: ConversationLog
    ) {
        self.decoder = decoder
        self.host = host
        self.options = options
        self.log = log
        progress = ProgressWatch(options.timeouts)
        let exchange = Exchange(LineCommand("greeting", expecting: greeting), id: issued)
        open = [exchange]
        exchanges = [exchange.id: exchange]
    }

    // MARK: Channel events

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        progress.noteProgress(at: .now())
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        watchdog = context.eventLoop.scheduleRepeatedTask(initialDelay: progress.interval, delay: progress.interval) {
            _ in
            bound.value.checkProgress()
        }
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        watchdog?.cancel()
        self.context = nil
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if firstBytes == nil { firstBytes = Array(bytes.readableBytesView.prefix(ByteLimits.serverText)) }
        decoder.append(bytes)
        do throws(ConversationError) {
            while failure == nil, let piece = try decoder.next(open.first?.expectation) { receive(piece) }
        } catch {
            fail(isGreeted ? error : .notAMailServer(firstBytes: firstBytes ?? []))
        }
    }

    /// Reading stops while a consumer is behind; the server's own window then slows it down.
    package func read(context: ChannelHandlerContext) {
        if !isPaused { context.read() }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(.transport(TransportError(error, stage: .established)))
    }

    package func channelInactive(context: ChannelHandlerContext) {
        fail(.transport(.closed(.established)))
        context.fireChannelInactive()
    }

    // MARK: What the connection asks

    func begin(_ command: LineCommand<Decoder.Expectation>, flush: Bool) throws(ConversationError) -> Int {
        if let failure { throw failure }
        issued += 1
        let exchange = Exchange(command, id: issued)
        open.append(exchange)
        exchanges[exchange.id] = exchange
        progress.commandBegan(at: .now())
        write(command.line, transcript: command.transcript, flush: flush)
        return exchange.id
    }

    func write(_ line: [UInt8], transcript: String, flush: Bool) {
        guard let context, failure == nil else { return }
        log.client(transcript)
        progress.noteProgress(at: .now())
        var buffer = context.channel.allocator.buffer(capacity: line.count + 2)
        buffer.writeBytes(line)
        buffer.writeStaticString("\r\n")
        context.write(wrapOutboundOut(buffer), promise: nil)
        if flush { context.flush() }
    }

    func flush() { context?.flush() }

    func exchange(_ id: Int) -> ConversationExchange<Decoder>? { exchanges[id] }

    func takePiece(of exchange: ConversationExchange<Decoder>) -> Decoder.Piece? {
        let before = exchange.bufferedBytes
        guard let piece = exchange.takePiece() else { return nil }
        bufferedBytes -= before - exchange.bufferedBytes
        resumeReading()
        return piece
    }

    /// Nobody asks for the answer any more. One that is still to come is passed over.
    func forget(_ id: Int) {
        guard let exchange = exchanges[id] else { return }
        bufferedBytes -= exchange.bufferedBytes
        exchange.forget()
        if exchange.outcome != nil { exchanges[id] = nil }
        resumeReading()
    }

    func close(because error: ConversationError) { fail(error) }

    // MARK: What the server says

    private func receive(_ piece: DecodedPiece<Decoder.Piece>) {
        guard let exchange = open.first else { return fail(.malformedReply) }
        progress.noteProgress(at: .now())
        switch piece {
        case .more(let piece):
            append(piece, to: exchange)
        case .challenge(let challenge):
            // A challenge may hold what the answer is made from.
            log.server("+")
            exchange.append(challenge: challenge)
        case .last(let piece):
            if let piece { append(piece, to: exchange) }
            open.removeFirst()
            complete(exchange, piece)
        }
    }

    private func append(_ piece: Decoder.Piece, to exchange: Exchange) {
        log.server(Decoder.transcript(of: piece))
        let before = exchange.bufferedBytes
        exchange.append(piece)
        bufferedBytes += exchange.bufferedBytes - before
        if bufferedBytes > ConversationLimits.highWatermark { isPaused = true }
    }

    private func complete(_ exchange: Exchange, _ piece: Decoder.Piece?) {
        if isGreeted {
            progress.commandEnded(at: .now())
        } else {
            isGreeted = true
            progress.greetingReceived()
            if let piece, Decoder.isPositive(piece) { options.observer?(.greeted) }
        }
        if exchange.startsTLS, let piece, Decoder.isPositive(piece) { return startTLS(after: exchange) }
        finish(exchange, .success(()))
    }

    private func finish(_ exchange: Exchange, _ result: Result<Void, ConversationError>) {
        exchange.finish(result)
        if exchange.isForgotten { exchanges[exchange.id] = nil }
    }

    private func startTLS(after exchange: Exchange) {
        guard let context else { return }
        let bound = NIOLoopBound((self, exchange), eventLoop: context.eventLoop)
        MailConnector.startTLS(on: context.channel, host: host, options: options, unprocessed: decoder.remainder)
            .whenComplete { result in
                let (handler, exchange) = bound.value
                switch result {
                case .success(let summary):
                    handler.tls = summary
                    handler.finish(exchange, .success(()))
                case .failure(let error): handler.fail(.transport(TransportError(error, stage: .tls)))
                }
            }
    }

    // MARK: Back pressure

    private func resumeReading() {
        guard isPaused else { return }
        progress.noteProgress(at: .now())
        guard bufferedBytes <= ConversationLimits.lowWatermark else { return }
        isPaused = false
        context?.read()
    }

    // MARK: The end

    private func checkProgress() {
        // Nobody is late while we do not listen.
        guard !isPaused, progress.isOverdue(at: .now(), limit: open.first.flatMap(limit)) else { return }
        fail(.timedOut(command: open.first?.name ?? ""))
    }

    private func limit(of exchange: Exchange) -> Duration? {
        switch exchange.timeLimit {
        case .short: options.timeouts.command
        case .goodbye: options.timeouts.logout
        case .none: nil
        }
    }

    private func fail(_ error: ConversationError) {
        guard failure == nil else { return }
        failure = error
        log.note(error)
        watchdog?.cancel()
        open.removeAll()
        for exchange in exchanges.values { exchange.finish(.failure(error)) }
        context?.close(promise: nil)
    }
}

/// How far a consumer may fall behind.
package enum ConversationLimits {
    /// Above this many bytes that nobody took yet, reading stops.
    package static let highWatermark = 1 << 20
    /// Below this it goes on, bytes.
    package static let lowWatermark = 256 << 10
    /// Most commands that wait for their answers at once. Bounds what lies in the buffers of both sides, so that neither
    /// has to stop reading before it can go on writing.
    package static let pipelineDepth = 256
}
