import NIOCore

/// How a proxy is asked for a connection, without input or output.
protocol ProxyDialogue {
    /// What to say first.
    func opening() -> [UInt8]

    /// Goes on with what the proxy says. What stands behind its last word is the server's, and stays in the buffer.
    ///
    /// - Throws: ``TransportError``, mostly a ``ProxyFailure``.
    mutating func receive(_ buffer: inout ByteBuffer) throws(TransportError) -> ProxyStep
}

enum ProxyStep: Hashable, Sendable {
    /// More bytes are needed.
    case wait
    case say([UInt8])
    /// The connection leads to the server from here on.
    case connected
}
