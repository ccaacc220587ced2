internal import NIOCore
internal import Synchronization

/// A way to a server on this machine that counts what passes, and fails where it is told to. Conversations have to be in
/// plaintext, so that it can see their lines and literals.
package final class FaultyLine: Sendable {
    private struct State {
        var trace: [WireDirection: [WirePoint]] = [:]
        var failed: Set<WireFault> = []
        var isReliable = false
        var servers: [any Channel] = []
        var late: LateDelivery?
    }

    let hidesIdentifiers: Bool
    private let faults: [WireFault]
    private let state = Mutex(State())

    private init(_ faults: [WireFault], hidesIdentifiers: Bool) {
        self.faults = faults
        self.hidesIdentifiers = hidesIdentifiers
    }

    /// - Parameters:
    ///   - port: the server's.
    ///   - faults: what happens, and where; each once.
    ///   - hidesIdentifiers: whether the answers to APPEND lose the identifiers in them (RFC 4315).
    ///   - body: gets the line, and the port to connect to. All connections are gone when it returns.
    package static func run<Value: Sendable>(
        to port: UInt16, failing faults: [WireFault] = [], hidingIdentifiers hidesIdentifiers: Bool = false,
        _ body: (FaultyLine, UInt16) async throws -> Value
    ) async throws -> Value {
        let line = FaultyLine(faults, hidesIdentifiers: hidesIdentifiers)
        return try await TestListener.run { channel in
            let connection = RelayedConnection(client: channel, line: line)
            try channel.pipeline.syncOperations.addHandler(RelayHandler(connection, .toServer))
            connection.begin(port: port)
        } body: {
            try await body(line, $0)
        }
    }

    /// What has passed, or was about to when the line failed.
    package var trace: [WireDirection: [WirePoint]] { state.withLock { $0.trace } }

    /// Whether the points of all faults were reached.
    package var hasFailed: Bool { state.withLock { $0.failed.count == faults.count } }

    /// From now on it does not fail, even if it has not yet.
    package func repair() { state.withLock { $0.isReliable = true } }

    /// Ends every connection there is, as a server does that has had enough.
    package func cutAll() {
        for server in state.withLock({ $0.servers }) { server.close(promise: nil) }
    }

    /// Waits until the server has closed every connection so far: it has done with what it had received.
    package func allEnded() async throws {
        for server in state.withLock({ $0.servers }) { try await server.closeFuture.get() }
    }

    func reached(_ server: any Channel) { state.withLock { $0.servers.append(server) } }

    /// Counts a point.
    ///
    /// - Returns: what is to happen now.
    func reached(_ point: WirePoint, _ direction: WireDirection) -> WireFault.Kind? {
        state.withLock { state in
            state.trace[direction, default: []].append(point)
            let count = state.trace[direction]?.count
            guard !state.isReliable,
                let fault = faults.first(where: { $0.direction == direction && $0.point + 1 == count })
            else { return nil }
            state.failed.insert(fault)
            return fault.kind
        }
    }

    func keep(_ late: LateDelivery) { state.withLock { $0.late = late } }

    func takeLate() -> LateDelivery? { state.withLock { $0.late.take() } }
}

/// What a server gets when its client has long gone.
struct LateDelivery: Sendable {
    let server: any Channel
    let bytes: [ByteBuffer]

    /// Delivers it.
    ///
    /// - Returns: when the server has done with it.
    func arrive() -> EventLoopFuture<Void> {
        for piece in bytes { server.writeAndFlush(piece, promise: nil) }
        server.close(mode: .output, promise: nil)
        return server.closeFuture
    }
}
