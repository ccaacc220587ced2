internal import MailCore
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// One call of ``MailConnector/connect(to:on:options:configure:)``: the race, the proxy if there is one, then TLS. Knows every
/// channel of the race, so that cancelling ends them all.
final class ConnectionAttempt: Sendable {
    private struct State {
        var channels: [any Channel] = []
        var isCancelled = false
    }

    private let target: TransportTarget
    private let eventLoop: any EventLoop
    private let options: TransportOptions
    private let resolution: ResolutionRecord
    /// Kept by the winner of the race or by ``cancel()``, whichever comes first.
    private let opened: EventLoopPromise<any Channel>
    private let state = Mutex(State())

    init(to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions) {
        self.target = target
        self.eventLoop = eventLoop
        self.options = options
        resolution = ResolutionRecord(observer: options.observer)
        opened = eventLoop.makePromise()
    }

    func run(configure: @escaping @Sendable (any Channel) throws -> Void) async throws -> EstablishedConnection {
        let clock = ContinuousClock()
        let start = clock.now
        // While the connection is opened, so that what DNS says is there before TLS begins.
        async let asking: Void? = options.dane?.ask()
        do throws(TransportError) { try open().cascade(to: opened) } catch { opened.fail(error) }
        let channel = try await openedChannel()
        do {
            let received = try await goThroughProxy(channel)
            let connected = clock.now
            let address = options.proxy?.name ?? channel.remoteAddress?.ipAddress ?? target.host
            options.observer?(.connected(address: address))
            await asking
            let tls = try await prepare(channel, received: received, configure: configure).get()
            return EstablishedConnection(
                channel: channel, remoteAddress: address, tls: tls,
                connectMilliseconds: start.duration(to: connected).milliseconds,
                tlsMilliseconds: tls == nil ? 0 : connected.duration(to: clock.now).milliseconds)
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// Ends every attempt; may be called from any thread.
    func cancel() {
        let channels = state.withLock { state in
            state.isCancelled = true
            return state.channels
        }
        opened.fail(TransportError.cancelled)
        for channel in channels { channel.close(promise: nil) }
    }

    /// The cause behind a failure of ``run(configure:)``.
    func cause(of error: any Error) -> TransportError {
        if state.withLock({ $0.isCancelled }) { return .cancelled }
        switch TransportError(error, stage: .connect) {
        case .hostNotFound:
            return resolution.firstRefused.map { .privateAddress($0) } ?? .hostNotFound
        case .timedOut(.connect)
        where options.proxy == nil && HostAddress(target.host) == nil && !resolution.isAnswered:
            return .dnsUnavailable
        case let cause:
            return cause
        }
    }

    private func openedChannel() async throws -> any Channel {
        do {
            return try await opened.futureResult.get()
        } catch {
            guard options.proxy != nil else { throw error }
            if case .privateAddress = TransportError(error, stage: .connect) { throw error }
            throw TransportError.proxy(.unreachable)
        }
    }

    /// - Returns: what the server has said already.
    private func goThroughProxy(_ channel: any Channel) async throws -> ByteBuffer {
        guard let proxy = options.proxy else { return ByteBuffer() }
        let connected = channel.eventLoop.makePromise(of: ByteBuffer.self)
        let limit = channel.eventLoop.scheduleTask(in: TimeAmount(options.timeouts.connect)) {
            connected.fail(TransportError.timedOut(.connect))
        }
        defer { limit.cancel() }
        channel.eventLoop.execute { [target] in
            do {
                let handler = ProxyHandler(proxy.dialogue(to: target), connected: connected)
                try channel.pipeline.syncOperations.addHandler(handler)
            } catch {
                connected.fail(error)
            }
        }
        return try await connected.futureResult.get()
    }

    private func open() throws(TransportError) -> EventLoopFuture<any Channel> {
        if let proxy = options.proxy { return try open(proxy) }
        if let literal = HostAddress(target.host) { return try open(literal) }
        let resolver = GuardedResolver(
            options.resolver?(eventLoop) ?? SystemResolver(on: eventLoop),
            allowsPrivateAddresses: options.allowsPrivateAddresses, record: resolution)
        return bootstrap.resolver(resolver).connect(host: target.host, port: Int(target.port))
    }

    /// The user typed the proxy, so it may be anywhere; but not what it is asked to connect to, as far as we can tell.
    private func open(_ proxy: Proxy) throws(TransportError) -> EventLoopFuture<any Channel> {
        let isHere = target.host == "localhost" || target.host.hasSuffix(".localhost")
        let isReachable = HostAddress(target.host)?.isReachable(allowingPrivate: options.allowsPrivateAddresses)
        guard isReachable ?? (!isHere || options.allowsPrivateAddresses) else { throw .privateAddress(target.host) }
        if let address = try? SocketAddress(ipAddress: proxy.host, port: Int(proxy.port)) {
            return bootstrap.connect(to: address)
        }
        let resolver = options.resolver?(eventLoop) ?? SystemResolver(on: eventLoop)
        return bootstrap.resolver(resolver).connect(host: proxy.host, port: Int(proxy.port))
    }

    private func open(_ literal: HostAddress) throws(TransportError) -> EventLoopFuture<any Channel> {
        guard literal.isReachable(allowingPrivate: options.allowsPrivateAddresses) else {
            throw .privateAddress(target.host)
        }
        guard let address = try? SocketAddress(ipAddress: target.host, port: Int(target.port)) else {
            throw .hostNotFound
        }
        return bootstrap.connect(to: address)
    }

    private var bootstrap: ClientBootstrap {
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(options.timeouts.connect))
            // Nothing may be read before the protocol's handlers are in place.
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.recvAllocator, value: Self.receiveBuffers)
            .channelOption(.writeBufferWaterMark, value: Self.writeBufferMarks)
            .channelInitializer { [self] channel in
                let isCancelled = state.withLock { state in
                    state.channels.append(channel)
                    return state.isCancelled
                }
                guard !isCancelled else { return channel.eventLoop.makeFailedFuture(TransportError.cancelled) }
                return channel.eventLoop.makeSucceededVoidFuture()
            }
    }

    /// Grows with the stream: a greeting needs little, a mailbox is read 256 KiB at a time.
    private static let receiveBuffers = AdaptiveRecvByteBufferAllocator(
        minimum: 2 << 10, initial: 16 << 10, maximum: 256 << 10)

    private static let writeBufferMarks = ChannelOptions.Types.WriteBufferWaterMark(low: 128 << 10, high: 512 << 10)

    private func prepare(
        _ channel: any Channel, received: ByteBuffer, configure: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<TLSSummary?> {
        channel.eventLoop.flatSubmit { [target, options] in
            do {
                // TLS first: a protocol handler may write as soon as it is added.
                var secured: EventLoopFuture<TLSSummary?> = channel.eventLoop.makeSucceededFuture(nil)
                if target.security == .tls {
                    secured = try MailConnector.addTLS(to: channel, host: target.host, options: options).map { $0 }
                }
                try configure(channel)
                if received.readableBytes > 0 {
                    channel.pipeline.syncOperations.fireChannelRead(NIOAny(received))
                    channel.pipeline.syncOperations.fireChannelReadComplete()
                }
                do {
                    try channel.syncOptions?.setOption(.autoRead, value: true)
                } catch  where target.security == .tls {
                    // A channel that is gone takes no option; why it went, the handshake knows.
                }
                return secured
            } catch {
                return channel.eventLoop.makeFailedFuture(error)
            }
        }
    }
}
