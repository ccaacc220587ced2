package import MailTransport
package import SASL

/// Why a conversation with a POP3 server did not go on.
package enum POP3Error: Error, Hashable, Sendable {
    case transport(TransportError)
    /// The first bytes are no POP3 greeting: another service listens there.
    case notAMailServer(firstBytes: [UInt8])
    /// The server greeted with -ERR: not now, or not from here.
    case greetingRefused(POP3Reply)
    case startTLSNotOffered
    case startTLSRefused(POP3Reply)
    /// Only mechanisms that we do not speak; those offered.
    case noLoginMethod(offered: [String])
    /// The server's -ERR to a login.
    case loginRefused(POP3Reply)
    /// The server's reason and its -ERR to an access token.
    case tokenRefused(OAuthFailure, POP3Reply)
    /// The server's part of the login is wrong: it must not be trusted.
    case authentication(SASLError)
    /// The server's -ERR to any other command.
    case refused(command: String, POP3Reply)
    /// A last word that answers nothing, such as for a mailbox left alone for too long.
    case bye(POP3Reply)
    /// Nothing useful came in time.
    case timedOut(command: String)
    /// The server said something that cannot be.
    case protocolViolation(Violation)
    /// A limit of ByteLimits was passed by the server.
    case limitExceeded(ConversationError.Limit)
    /// An argument holds a byte that no command may carry.
    case unencodableArgument
    case cancelled

    package enum Violation: String, Hashable, Sendable {
        case malformedReply
        case unexpectedChallenge
        case unsolicitedReply
    }

    init(_ error: ConversationError) {
        switch error {
        case .transport(let error): self = .transport(error)
        case .notAMailServer(let bytes): self = .notAMailServer(firstBytes: bytes)
        case .timedOut(let command): self = .timedOut(command: command)
        case .limitExceeded(let limit): self = .limitExceeded(limit)
        case .malformedReply: self = .protocolViolation(.malformedReply)
        case .unexpectedChallenge: self = .protocolViolation(.unexpectedChallenge)
        case .unsolicited(let line):
            self = POP3Reply(line).map { .bye($0) } ?? .protocolViolation(.unsolicitedReply)
        case .cancelled: self = .cancelled
        }
    }

    /// The server's own answer, where there is one.
    package var reply: POP3Reply? {
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
