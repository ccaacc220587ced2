internal import Glibc
internal import NIOCore

/// One connection of a mail server, the last handler of its pipeline: moves the bytes, and does what its session says.
final class SandboxHandler<Session: SandboxSession>: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let startTLS: (@Sendable () throws -> any ChannelHandler)?
    private var session: Session
    private var compression: DeflateStreams?
    /// What is still to be done.
    private var actions: ArraySlice<SandboxWireAction> = []
    private var isPerforming = false
    private var isPaused = false
    private var isOver = false
    private var isReadWanted = false
    private var hasBegun = false
    private var observation: (account: SandboxAccount, number: Int)?

    /// - Parameter startTLS: makes the handler that comes before this one when the session wants it.
    init(_ session: Session, startTLS: (@Sendable () throws -> any ChannelHandler)?) {
        self.session = session
        self.startTLS = startTLS
    }

    // MARK: Events

    /// A connection that is there already is greeted at once.
    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    /// Says the greeting.
    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !hasBegun else { return }
        hasBegun = true
        session.begin()
        goOn(context)
    }

    /// Takes bytes from the client.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if let compression { compression.receive(bytes) } else { session.receive(bytes) }
        goOn(context)
    }

    /// Reads no more while the client is ahead of us.
    func read(context: ChannelHandlerContext) {
        if session.isBehind { isReadWanted = true } else { context.read() }
    }

    /// Goes on with what is long.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        goOn(context)
        context.fireChannelWritabilityChanged()
    }

    /// Forgets the client.
    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    /// Forgets the client.
    func handlerRemoved(context: ChannelHandlerContext) { finish() }

    /// A line that failed is over.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func finish() {
        guard hasBegun else { return }
        hasBegun = false
        isOver = true
        observe(nil)
        session.ended()
    }

    // MARK: Actions

    private func goOn(_ context: ChannelHandlerContext) {
        guard !isPerforming, !isPaused, !isOver else { return }
        isPerforming = true
        while !isPaused, !isOver, context.channel.isWritable, prepare(context) { perform(context) }
        isPerforming = false
        context.flush()
        observe(session.isIdle ? session.observedAccount : nil, context)
        if isReadWanted, !session.isBehind {
            isReadWanted = false
            context.read()
        }
    }

    /// - Returns: whether there is something to do.
    private func prepare(_ context: ChannelHandlerContext) -> Bool {
        while actions.isEmpty {
            if let more = session.advance() {
                actions = more[...]
                pause(for: session.delay, context)
                return !isPaused
            }
            guard let compression else { return false }
            guard let plain = compression.next() else {
                context.close(promise: nil)
                return false
            }
            guard plain.readableBytes > 0 else { return false }
            session.receive(plain)
        }
        return true
    }

    private func perform(_ context: ChannelHandlerContext) {
        guard let action = actions.popFirst() else { return }
        switch action {
        case .send(let bytes):
            let sent = compression?.compressed(bytes, flushes: actions.first?.isSending != true) ?? bytes
            context.write(wrapOutboundOut(sent), promise: nil)
        case .pause(let time):
            context.flush()
            pause(for: .nanoseconds(time.nanoseconds), context)
        case .startTLS: secure(context)
        case .startCompression:
            compression = DeflateStreams()
            compression?.receive(session.takeInput())
        case .close: close(context)
        case .reset: reset(context)
        case .stall: isOver = true
        }
    }

    private func pause(for time: Duration, _ context: ChannelHandlerContext) {
        guard time > .zero else { return }
        isPaused = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(time)) {
            let (handler, context) = bound.value
            handler.isPaused = false
            handler.goOn(context)
        }
    }

    private func secure(_ context: ChannelHandlerContext) {
        context.flush()
        session.startedTLS()
        do {
            guard let handler = try startTLS?() else { return close(context) }
            try context.pipeline.syncOperations.addHandler(handler, position: .before(self))
        } catch {
            close(context)
        }
    }

    private func close(_ context: ChannelHandlerContext) {
        isOver = true
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in bound.value.close(promise: nil) }
    }

    /// What was written and not sent is lost, and the client sees an error.
    private func reset(_ context: ChannelHandlerContext) {
        isOver = true
        guard let provider = context.channel as? any SocketOptionProvider else { return context.close(promise: nil) }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.flush()
        provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in bound.value.close(promise: nil) }
    }

    // MARK: News for IDLE

    private func observe(_ account: SandboxAccount?, _ context: ChannelHandlerContext? = nil) {
        guard account !== observation?.account else { return }
        if let observation { observation.account.stopObserving(observation.number) }
        observation = nil
        guard let account, let context else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        let number = account.observe {
            eventLoop.execute {
                let (handler, context) = bound.value
                handler.session.accountChanged()
                handler.goOn(context)
            }
        }
        observation = (account, number)
        // What happened just before.
        session.accountChanged()
        goOn(context)
    }
}

extension SandboxWireAction {
    fileprivate var isSending: Bool { if case .send = self { true } else { false } }
}
