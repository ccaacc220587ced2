package import IMAPCodec
package import MailTransport
package import SASL

/// Why a conversation with an IMAP server did not go on.
package enum IMAPError: Error, Hashable, Sendable {
    case transport(TransportError)
    /// The first bytes are no IMAP greeting: another service listens there.
    case notAMailServer(firstBytes: [UInt8])
    /// The server greeted with BYE: not now, or not from here.
    case greetingRefused(StatusResponse)
    /// PREAUTH before TLS: whoever is in between wants the login skipped (CVE-2014-2567 and its kin).
    case preauthenticatedWithoutTLS
    case startTLSNotOffered
    case startTLSRefused(StatusResponse)
    /// LOGINDISABLED, or only mechanisms we do not speak; the mechanisms offered.
    case noLoginMethod(offered: [String])
    /// The server's NO or BAD to a login.
    case loginRefused(StatusResponse)
    /// The server's reason and its NO or BAD to an access token.
    case tokenRefused(OAuthFailure, StatusResponse)
    /// The server's part of the login is wrong: it must not be trusted.
    case authentication(SASLError)
    /// The server's NO or BAD to any other command.
    case refused(command: String, StatusResponse)
    /// BYE in the middle of the session.
    case bye(StatusResponse)
    /// The access token has ended in the middle of the session: BYE, or NO and BAD to any command. Told only where it
    /// was asked for.
    case sessionExpired(StatusResponse)
    /// Nothing useful came in time.
    case timedOut(command: String)
    /// The server said something that cannot be, such as an answer to a question never asked.
    case protocolViolation(Violation)
    /// A limit of ByteLimits was passed by the server.
    case limitExceeded(IMAPParseError.Limit)
    /// An argument holds a byte that no command may carry.
    case unencodableArgument
    case cancelled

    package enum Violation: String, Hashable, Sendable {
        case malformedResponse
        case unknownTag
        case prematureCompletion
        case unexpectedGoAhead
        case missingMailboxData
        case bodyOutsideFetch
    }

    /// The server's own answer, where there is one.
    package var status: StatusResponse? {
        switch self {
        case .greetingRefused(let status), .startTLSRefused(let status), .loginRefused(let status),
            .tokenRefused(_, let status), .refused(_, let status), .bye(let status), .sessionExpired(let status):
            status
        case .transport, .notAMailServer, .preauthenticatedWithoutTLS, .startTLSNotOffered, .noLoginMethod,
            .authentication, .timedOut, .protocolViolation, .limitExceeded, .unencodableArgument, .cancelled:
            nil
        }
    }

    /// Whether the connection can no longer be used.
    package var endsConnection: Bool {
        switch self {
        case .refused, .loginRefused, .tokenRefused, .noLoginMethod, .unencodableArgument, .startTLSNotOffered: false
        case .transport, .notAMailServer, .greetingRefused, .preauthenticatedWithoutTLS, .startTLSRefused,
            .authentication, .bye, .sessionExpired, .timedOut, .protocolViolation, .limitExceeded, .cancelled:
            true
        }
    }
}
