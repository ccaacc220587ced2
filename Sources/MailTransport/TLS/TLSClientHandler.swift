internal import MailCore
internal import NIOCore

/// TLS between the socket and a protocol handler. Moves bytes between the pipeline and a ``TLSSession``; every
/// decision about TLS itself is made there.
///
/// Reads: all plaintext of one socket read goes on as one buffer, and none is kept back, so a handler that
/// withholds `read` stops the socket. Only what TLS itself needs is read without being asked for.
/// Writes: collected until flush, then encrypted in as few records as possible.
final class TLSClientHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State { case idle, handshaking, active, closing, closed }

    private let session: TLSSession
    private var state = State.idle
    private var writes = PlaintextWrites()
    private let handshakePromise: EventLoopPromise<TLSSummary>
    private let handshakeTimeout: TimeAmount
    private let closeTimeout: TimeAmount
    private var deadline: Scheduled<Void>?
    private var hasSeenRecord = false
    /// Whether somebody behind us asked for bytes and has not got any since.
    private var isReadWanted = false

    /// - Parameter handshakePromise: succeeds when application data may flow; fails with a ``TransportError``.
    init(
        session: TLSSession, handshakeTimeout: TimeAmount, closeTimeout: TimeAmount,
        handshakePromise: EventLoopPromise<TLSSummary>
    ) {
        self.session = session
        self.handshakeTimeout = handshakeTimeout
        self.closeTimeout = closeTimeout
        self.handshakePromise = handshakePromise
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { startHandshake(context: context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
    }

    func channelActive(context: ChannelHandlerContext) {
        startHandshake(context: context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        switch state {
        case .idle, .handshaking: fail(with: .closed(.tls), context: context)
        case .active: fail(with: .tls(.truncated), context: context)
        case .closing, .closed: stop()
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .idle, .handshaking: fail(with: TransportError(error, stage: .tls), context: context)
        case .active: context.fireErrorCaught(TransportError(error, stage: .established))
        // After the goodbye, how the socket ends means nothing.
        case .closing, .closed: break
        }
    }

    private func startHandshake(context: ChannelHandlerContext) {
        guard state == .idle else { return }
        state = .handshaking
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: handshakeTimeout) { [weak self] in
            self?.fail(with: .timedOut(.tls), context: context)
        }
        continueHandshake(context: context)
        if state == .handshaking { context.read() }
    }

    private func continueHandshake(context: ChannelHandlerContext) {
        do throws(TLSFailure) {
            let progress = try session.handshake()
            sendOutbound(context: context)
            guard progress == .complete else { return }
        } catch {
            // The alert that tells the server why.
            sendOutbound(context: context)
            return fail(with: .tls(error), context: context)
        }
        deadline?.cancel()
        state = .active
        handshakePromise.succeed(session.summary)
        flush(context: context)
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        isReadWanted = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let ciphertext = unwrapInboundIn(data)
        if !hasSeenRecord {
            guard RecordHeader.mayBegin(ciphertext) else {
                let first = ciphertext.readableBytesView.prefix(ByteLimits.serverText)
                return fail(with: .tls(.notTLS(firstBytes: Array(first))), context: context)
            }
            hasSeenRecord = true
        }
        let capacity = ciphertext.readableBytes
        session.receive(ciphertext)
        if state == .handshaking { continueHandshake(context: context) }
        if state == .active { deliverPlaintext(capacity: capacity, context: context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // Nobody behind us knows that a read brought only part of a record.
        if state == .handshaking || (state == .active && isReadWanted) { context.read() }
    }

    private func deliverPlaintext(capacity: Int, context: ChannelHandlerContext) {
        var plaintext = context.channel.allocator.buffer(capacity: capacity + TLSSession.recordSize)
        let result: Result<TLSSession.ReadResult, TLSFailure>
        do throws(TLSFailure) { result = .success(try session.read(into: &plaintext)) } catch {
            result = .failure(error)
        }
        if plaintext.readableBytes > 0 {
            isReadWanted = false
            context.fireChannelRead(wrapInboundOut(plaintext))
        }
        // A key update (RFC 8446 §4.6.3) may ask for an answer.
        sendOutbound(context: context)
        switch result {
        case .success(.closed): close(context: context, mode: .all, promise: nil)
        case .failure(let error): fail(with: .tls(error), context: context)
        case .success: break
        }
    }

    // MARK: Writing

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard state != .closing, state != .closed else {
            promise?.fail(TransportError.closed(.established))
            return
        }
        writes.append(unwrapOutboundIn(data), promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        writes.markFlush()
        guard state == .active else { return }
        do throws(TLSFailure) {
            while let next = writes.nextChunk(allocator: context.channel.allocator) {
                try session.write(next.bytes)
                if let ciphertext = session.takeOutbound() {
                    context.write(wrapOutboundOut(ciphertext), promise: next.promise)
                } else {
                    next.promise?.succeed()
                }
            }
        } catch {
            return fail(with: .tls(error), context: context)
        }
        context.flush()
    }

    private func sendOutbound(context: ChannelHandlerContext) {
        guard let ciphertext = session.takeOutbound() else { return }
        context.writeAndFlush(wrapOutboundOut(ciphertext), promise: nil)
    }

    // MARK: Closing

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard state == .active, mode != .input else {
            if mode == .all, state != .closing { stop() }
            return context.close(mode: mode, promise: promise)
        }
        state = .closing
        writes.failAll(with: TransportError.closed(.established))
        session.close()
        let goodbye = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(session.takeOutbound().map(wrapOutboundOut) ?? NIOAny(ByteBuffer()), promise: goodbye)
        // What was written before goes out first; a server that no longer reads must not hold us.
        let timeout = context.eventLoop.assumeIsolated().scheduleTask(in: closeTimeout) {
            context.close(mode: .all, promise: nil)
        }
        goodbye.futureResult.assumeIsolated().whenComplete { _ in
            timeout.cancel()
            context.close(mode: mode, promise: promise)
        }
    }

    private func fail(with error: TransportError, context: ChannelHandlerContext) {
        guard state != .closed else { return }
        stop(with: error)
        context.fireErrorCaught(error)
        context.close(mode: .all, promise: nil)
    }

    private func stop(with reason: TransportError? = nil) {
        let error = reason ?? .closed(state == .idle || state == .handshaking ? .tls : .established)
        state = .closed
        deadline?.cancel()
        handshakePromise.fail(error)
        writes.failAll(with: error)
    }
}
