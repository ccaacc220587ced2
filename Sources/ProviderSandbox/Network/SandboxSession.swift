internal import NIOCore

/// A server's side of one connection, without input or output: bytes in, actions out.
protocol SandboxSession: SendableMetatype {
    /// The connection is there.
    mutating func begin()

    /// Takes note of bytes that the client has sent.
    mutating func receive(_ bytes: ByteBuffer)

    /// Goes one step further.
    ///
    /// - Returns: what to do now; nil when more has to come in first.
    mutating func advance() -> [SandboxWireAction]?

    /// Whether so much waits already that no more should be read.
    var isBehind: Bool { get }

    /// TLS is in place. What came before it was said by anybody, and is forgotten.
    mutating func startedTLS()

    /// The connection is gone.
    mutating func ended()

    /// Before each answer.
    var delay: Duration { get }

    /// What came behind the wish for compression: it is compressed.
    mutating func takeInput() -> ByteBuffer

    /// Whether the client waits for news.
    var isIdle: Bool { get }

    /// Of whose changes the client wants to hear.
    var observedAccount: SandboxAccount? { get }

    /// The account has changed.
    mutating func accountChanged()
}

/// A session that knows neither compression nor news.
extension SandboxSession {
    var delay: Duration { .zero }
    mutating func takeInput() -> ByteBuffer { ByteBuffer() }
    var isIdle: Bool { false }
    var observedAccount: SandboxAccount? { nil }
    mutating func accountChanged() {}
}
