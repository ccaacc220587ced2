import Glibc
internal import NIOCore
internal import NIOPosix

/// One conversation over a ``FaultyLine``. Both its channels are on one event loop.
final class RelayedConnection {
    private enum State: Hashable {
        case open
        case silent
        /// The client is gone, and the server waits for what it said last.
        case late
        case over
    }

    private let line: FaultyLine
    private let client: any Channel
    private var server: (any Channel)?
    private var scanners: [WireDirection: WireScanner] = [.toServer: WireScanner(), .toClient: WireScanner()]
    private var state = State.open
    /// What the client said while the server cannot be spoken to.
    private var backlog: [WirePiece] = []
    private var isWaiting = true

    init(client: any Channel, line: FaultyLine) {
        self.client = client
        self.line = line
    }

    func begin(port: UInt16) {
        let bound = NIOLoopBound(self, eventLoop: client.eventLoop)
        ClientBootstrap(group: client.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RelayHandler(bound.value, .toClient))
                }
            }
            .connect(host: "127.0.0.1", port: Int(port)).assumeIsolated().whenComplete { result in
                guard case .success(let channel) = result else { return self.client.reset() }
                self.server = channel
                self.line.reached(channel)
                self.goOn()
            }
    }

    func received(_ bytes: ByteBuffer, _ direction: WireDirection) {
        let pieces = scanners[direction]?.pieces(of: bytes) ?? []
        if direction == .toServer {
            backlog += pieces
            if !isWaiting { goOn() }
        } else {
            for piece in pieces { pass(piece, .toClient) }
        }
    }

    /// One end has closed its connection.
    func ended(_ direction: WireDirection) {
        guard state != .late, state != .over else { return }
        state = .over
        // A server is left to find out by itself: it does what it had received, and then closes.
        if direction == .toServer { server?.endAfterWrites() } else { client.closeAfterWrites() }
    }

    private func goOn() {
        isWaiting = false
        while !isWaiting, !backlog.isEmpty { pass(backlog.removeFirst(), .toServer) }
    }

    private func pass(_ piece: WirePiece, _ direction: WireDirection) {
        switch state {
        case .silent, .late, .over: return
        case .open:
            if direction == .toServer, piece.beginsAppend, let late = line.takeLate() {
                backlog.insert(piece, at: 0)
                return wait(for: late)
            }
            if let point = piece.end, let fault = line.reached(point, direction) {
                fail(fault, piece, direction)
            } else {
                listener(direction)?.writeAndFlush(
                    line.hidesIdentifiers ? piece.withoutIdentifiers : piece.bytes, promise: nil)
            }
        }
    }

    private func wait(for late: LateDelivery) {
        isWaiting = true
        late.arrive().hop(to: client.eventLoop).assumeIsolated().whenComplete { _ in self.goOn() }
    }

    private func fail(_ fault: WireFault.Kind, _ piece: WirePiece, _ direction: WireDirection) {
        switch fault {
        case .cut:
            state = .over
            listener(direction)?.writeAndFlush(piece.bytes, promise: nil)
            listener(direction)?.closeAfterWrites()
            speaker(direction)?.reset()
        case .lost:
            state = .over
            client.reset()
            server?.reset()
        case .silence:
            state = .silent
        case .bye:
            state = .over
            client.writeAndFlush(piece.bytes, promise: nil)
            client.writeAndFlush(ByteBuffer(string: "* BYE Going down for maintenance\r\n"), promise: nil)
            client.closeAfterWrites()
            server?.closeAfterWrites()
        case .late:
            state = .late
            client.reset()
            guard let server else { return }
            line.keep(LateDelivery(server: server, bytes: ([piece] + backlog).map(\.bytes)))
        }
    }

    private func listener(_ direction: WireDirection) -> (any Channel)? { direction == .toServer ? server : client }

    private func speaker(_ direction: WireDirection) -> (any Channel)? { direction == .toServer ? client : server }
}

/// Hands what arrives at one end to the conversation.
final class RelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: RelayedConnection
    private let direction: WireDirection

    /// - Parameter direction: of what arrives here.
    init(_ connection: RelayedConnection, _ direction: WireDirection) {
        self.connection = connection
        self.direction = direction
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.received(unwrapInboundIn(data), direction)
    }

    func channelInactive(context: ChannelHandlerContext) { connection.ended(direction) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

extension WirePiece {
    fileprivate var beginsAppend: Bool {
        (end == .line || end == .literalBegins) && String(buffer: bytes).contains(" APPEND ")
    }

    fileprivate var withoutIdentifiers: ByteBuffer {
        let text = end == .line ? String(buffer: bytes) : ""
        guard let start = text.firstRange(of: "[APPENDUID ")?.lowerBound, let last = text[start...].firstIndex(of: "]")
        else { return bytes }
        return ByteBuffer(string: String(text[..<start] + text[last...].dropFirst().drop { $0 == " " }))
    }
}

extension Channel {
    fileprivate func closeAfterWrites() {
        writeAndFlush(ByteBuffer()).whenComplete { _ in self.close(promise: nil) }
    }

    fileprivate func endAfterWrites() {
        writeAndFlush(ByteBuffer()).whenComplete { _ in self.close(mode: .output, promise: nil) }
    }

    /// Ends the connection so that the other end sees an error, and loses what it has not read.
    fileprivate func reset() {
        guard let provider = self as? any SocketOptionProvider else { return close(promise: nil) }
        provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in self.close(promise: nil) }
    }
}
