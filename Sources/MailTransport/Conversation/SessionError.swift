package import SASL

/// What a server answers to a command, in a protocol whose answers come in the order of the commands.
package protocol SessionReply: Hashable, Sendable {
    /// A line that answers nothing, which is mostly the reason why the server is about to go.
    ///
    /// - Returns: nil when the line is no answer.
    init?(unsolicited line: [UInt8])

    /// The words with their codes in front, as the server sent them.
    var wireText: [UInt8] { get }
}

/// Why a conversation with a POP3 or SMTP server did not go on. What the server says to it is a `Reply`; IMAP, whose answers
/// carry names, has an error of its own.
package enum SessionError<Reply: SessionReply>: Error, Hashable, Sendable {
    case transport(TransportError)
    /// The first bytes are no greeting of the protocol: another service listens there.
    case notAMailServer(firstBytes: [UInt8])
    /// The server does not want to talk: not now, or not with us.
    case greetingRefused(Reply)
    case startTLSNotOffered
    case startTLSRefused(Reply)
    /// No login is offered, or only mechanisms that we do not speak; those offered.
    case noLoginMethod(offered: [String])
    /// The server's no to a login.
    case loginRefused(Reply)
    /// The server's reason and its no to an access token.
    case tokenRefused(OAuthFailure, Reply)
    /// The server's part of the login is wrong: it must not be trusted.
    case authentication(SASLError)
    /// The server's no to any other command.
    case refused(command: String, Reply)
    /// A last word that answers nothing, such as for a mailbox left alone for too long, or SMTP's 421: the server goes.
    case bye(Reply)
    /// Nothing useful came in time.
    case timedOut(command: String)
    /// The server said something that cannot be.
    case protocolViolation(ProtocolViolation)
    /// A limit of ByteLimits was passed by the server.
    case limitExceeded(ConversationError.Limit)
    /// An argument holds a byte that no command may carry.
    case unencodableArgument
    case cancelled

    package init(_ error: ConversationError) {
        switch error {
        case .transport(let error): self = .transport(error)
        case .notAMailServer(let bytes): self = .notAMailServer(firstBytes: bytes)
        case .timedOut(let command): self = .timedOut(command: command)
        case .limitExceeded(let limit): self = .limitExceeded(limit)
        case .malformedReply: self = .protocolViolation(.malformedReply)
        case .unexpectedChallenge: self = .protocolViolation(.unexpectedChallenge)
        case .unsolicited(let line):
            self = Reply(unsolicited: line).map { .bye($0) } ?? .protocolViolation(.unsolicitedReply)
        case .cancelled: self = .cancelled
        }
    }

    package init(_ error: SASLError) {
        self = error == .forbiddenByte ? .unencodableArgument : .authentication(error)
    }

    package static func translating<Value: ~Copyable>(
        _ body: () throws(SASLError) -> Value
    ) throws(SessionError) -> Value {
        do throws(SASLError) { return try body() } catch { throw SessionError(error) }
    }

    /// The server's own answer, where there is one.
    package var reply: Reply? {
        switch self {
        case .greetingRefused(let reply), .startTLSRefused(let reply), .loginRefused(let reply),
            .tokenRefused(_, let reply), .refused(_, let reply), .bye(let reply):
            reply
        case .transport, .notAMailServer, .startTLSNotOffered, .noLoginMethod, .authentication, .timedOut,
            .protocolViolation, .limitExceeded, .unencodableArgument, .cancelled:
            nil
        }
    }

    /// Whether the connection can no longer be used.
    package var endsConnection: Bool {
        switch self {
        case .refused, .loginRefused, .tokenRefused, .noLoginMethod, .unencodableArgument, .startTLSNotOffered: false
        case .transport, .notAMailServer, .greetingRefused, .startTLSRefused, .authentication, .bye, .timedOut,
            .protocolViolation, .limitExceeded, .cancelled:
            true
        }
    }
}

/// What a server said that cannot be.
package enum ProtocolViolation: String, Hashable, Sendable {
    case malformedReply
    case unexpectedChallenge
    case unsolicitedReply
}
