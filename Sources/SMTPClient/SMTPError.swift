package import MailTransport
package import SASL

/// Why a conversation with an SMTP server did not go on.
package enum SMTPError: Error, Hashable, Sendable {
    case transport(TransportError)
    /// The first bytes are no SMTP greeting: another service listens there.
    case notAMailServer(firstBytes: [UInt8])
    /// The server does not want to talk: not now, or not with us.
    case greetingRefused(SMTPReply)
    case startTLSNotOffered
    case startTLSRefused(SMTPReply)
    /// No login is offered, or only mechanisms that we do not speak; those offered.
    case noLoginMethod(offered: [String])
    /// The server's no to a login.
    case loginRefused(SMTPReply)
    /// The server's reason and its no to an access token.
    case tokenRefused(OAuthFailure, SMTPReply)
    /// The server's part of the login is wrong: it must not be trusted.
    case authentication(SASLError)
    /// The server's no to any other command.
    case refused(command: String, SMTPReply)
    /// 421, or a last word that answers nothing: the server goes.
    case bye(SMTPReply)
    /// Nothing useful came in time.
    case timedOut(command: String)
    /// The server said something that cannot be.
    case protocolViolation(Violation)
    /// A limit of ByteLimits was passed by the server.
    case limitExceeded(ConversationError.Limit)
    /// An argument holds a character that no command may carry.
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
            self =
                SMTPReply.Line(line).map { .bye(SMTPReply(code: $0.code, texts: [$0.text])) }
                ?? .protocolViolation(.unsolicitedReply)
        case .cancelled: self = .cancelled
        }
    }

    /// The server's own answer, where there is one.
    package var reply: SMTPReply? {
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
