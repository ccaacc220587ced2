internal import NIOCore
internal import Synchronization

/// A server on a loopback port that plays dialogues, one a connection in the order of their arrival.
///
///     try await ScriptedServer.withServer("""
///         S: * OK ready
///         C: TAG CAPABILITY
///         S: * CAPABILITY IMAP4rev1
///         S: TAG OK done
///         logout
///         """) { port in … }
package enum ScriptedServer {
    /// Longest wait for the client to close its connections after `body`.
    private static let patience: TimeAmount = .seconds(120)

    /// - Parameters:
    ///   - certificate: for `tls` steps.
    ///   - implicitTLS: whether connections begin with TLS.
    ///   - body: gets the port of 127.0.0.1.
    /// - Throws: `DialogueError` when the client said something else than expected, even if `body` threw too: what
    ///   the client said wrong explains what it got back. Otherwise what `body` threw.
    @discardableResult
    package static func withServer<Value: Sendable>(
        _ dialogues: String..., certificate: TestCertificateFiles? = nil, implicitTLS: Bool = false,
        body: (UInt16) async throws -> Value
    ) async throws -> Value {
        try await withServer(dialogues: dialogues, certificate: certificate, implicitTLS: implicitTLS, body: body)
    }

    /// The same for dialogues that were put together.
    @discardableResult
    package static func withServer<Value: Sendable>(
        dialogues: [String], certificate: TestCertificateFiles? = nil, implicitTLS: Bool = false,
        body: (UInt16) async throws -> Value
    ) async throws -> Value {
        let scripts = try dialogues.map(Dialogue.init)
        let connections = Mutex<[EventLoopFuture<Void>]>([])
        return try await TestListener.run(
            configure: { channel in
                let ended = channel.eventLoop.makePromise(of: Void.self)
                let index = connections.withLock { connections in
                    connections.append(ended.futureResult)
                    return connections.count - 1
                }
                guard index < scripts.count else {
                    return ended.fail(DialogueError.connections(expected: scripts.count, made: index + 1))
                }
                if implicitTLS, let certificate {
                    try channel.pipeline.syncOperations.addHandler(TestTLSHandler(certificate))
                }
                try channel.pipeline.syncOperations.addHandler(
                    DialogueHandler(scripts[index], certificate: certificate, ended: ended))
            },
            body: { port in
                let result: Result<Value, any Error>
                do {
                    result = .success(try await body(port))
                } catch {
                    result = .failure(error)
                }
                let made = connections.withLock { $0 }
                for connection in made { try await wait(for: connection) }
                let value = try result.get()
                guard made.count == scripts.count else {
                    throw DialogueError.connections(expected: scripts.count, made: made.count)
                }
                return value
            })
    }

    private static func wait(for connection: EventLoopFuture<Void>) async throws {
        let promise = connection.eventLoop.makePromise(of: Void.self)
        connection.cascade(to: promise)
        let deadline = connection.eventLoop.scheduleTask(in: patience) {
            promise.fail(DialogueError.unfinished(expected: "the client closes the connection"))
        }
        defer { deadline.cancel() }
        try await promise.futureResult.get()
    }
}
