/// Why a conversation did not go on.
package enum ConversationError: Error, Hashable, Sendable {
    case transport(TransportError)
    /// The first bytes are no greeting of the protocol: another service listens there.
    case notAMailServer(firstBytes: [UInt8])
    /// Nothing useful came in time.
    case timedOut(command: String)
    /// A limit of ByteLimits was passed by the server.
    case limitExceeded(Limit)
    /// What the server says is not of the protocol.
    case malformedReply
    /// The server waits for an answer where there is none.
    case unexpectedChallenge
    /// A line that answers nothing: mostly the reason why the server is about to go.
    case unsolicited([UInt8])
    case cancelled

    package enum Limit: String, Hashable, Sendable {
        case line, lines, message
    }
}
