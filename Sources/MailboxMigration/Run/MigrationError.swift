package import IMAPClient
internal import IMAPCodec
public import MailCore
internal import MailTransport
package import POP3Client

/// Why a migration ended before its end. A run of the same command goes on where it stopped.
public enum MigrationError: Error, Sendable {
    case server(MigrationSide, ServerFailure)
    /// There is no access token for an account, or none but those that the server has refused.
    case noAccessToken(MigrationSide, AccessTokenFailure)
    case journal(JournalError)
    /// The target has no room left; its words.
    case targetFull(serverText: String)
    /// A server wants a pause, in its own words. ``MailboxMigrator`` waits and goes on; it lets this out when the pauses
    /// become too long.
    ///
    /// - Parameter milliseconds: how long the server, or the kind of its limit, says that it takes; nil where neither does.
    case throttled(side: MigrationSide, serverText: String, milliseconds: Int?)
    /// The folders cannot be chosen or placed as it was asked for; nothing was copied.
    case choice(MailboxChoiceError)
}

extension MigrationError {
    static func throttled(_ side: MigrationSide, _ notice: ThrottleNotice) -> Self {
        .throttled(side: side, serverText: notice.serverText, milliseconds: notice.milliseconds)
    }

    /// Whether a server ended it by its own will: fewer connections are less to object to, whatever its words are.
    var mayMeanConnections: Bool {
        switch self {
        case .throttled: true
        case .server(_, let failure): failure.hasServerWords
        case .noAccessToken, .journal, .targetFull, .choice: false
        }
    }
}

/// One of the two accounts.
public enum MigrationSide: String, Hashable, Sendable {
    case source
    case target
}

/// What went wrong with a server.
public struct ServerFailure: Hashable, Sendable {
    private enum Cause: Hashable {
        case imap(IMAPError)
        case pop3(POP3Error)
    }

    private let cause: Cause

    package init(_ error: IMAPError) { cause = .imap(error) }

    package init(pop3 error: POP3Error) { cause = .pop3(error) }

    /// ``IMAPError`` or ``POP3Error``.
    package var error: any Error {
        switch cause {
        case .imap(let error): error
        case .pop3(let error): error
        }
    }

    /// What the server said itself (cleaned); empty where it did not.
    var serverWords: String {
        let text: [UInt8]? =
            switch cause {
            case .imap(let error): error.status?.text
            case .pop3(let error): error.reply?.wireText
            }
        return DisplayText.clean(bytes: text ?? [], limit: ByteLimits.serverText)
    }

    /// Whether the server said something itself.
    var hasServerWords: Bool {
        switch cause {
        case .imap(let error): error.status != nil
        case .pop3(let error): error.reply != nil
        }
    }

    /// Whether the same may well work a little later on a new connection.
    var isPassing: Bool {
        switch cause {
        case .imap(let error): error.isPassing
        case .pop3(let error): error.isPassing
        }
    }

    /// Whether it comes from compressing, and from nothing else.
    var isOfCompression: Bool {
        if case .imap(let error) = cause { error.isOfCompression } else { false }
    }

    /// Whether an access token was not taken.
    var isRefusalOfToken: Bool {
        switch cause {
        case .imap(.tokenRefused), .pop3(.tokenRefused): true
        // Many servers say no more than that.
        case .imap(.loginRefused), .pop3(.loginRefused): throttleNotice(hasLoggedIn: true) == nil
        default: false
        }
    }

    /// Whether an access token has ended in the middle of a session.
    var isEndOfToken: Bool {
        if case .imap(.sessionExpired) = cause { true } else { false }
    }

    /// The server's wish for a pause, if that is what it was.
    ///
    /// - Parameter hasLoggedIn: whether both accounts had been open before.
    func throttleNotice(hasLoggedIn: Bool) -> ThrottleNotice? {
        switch cause {
        case .imap(let error): ThrottleNotice(error, hasLoggedIn: hasLoggedIn)
        case .pop3(let error):
            error.reply.flatMap { ThrottleNotice(status: StatusResponse($0), at: hasLoggedIn ? .laterLogin : .login) }
        }
    }
}

extension IMAPError {
    /// Whether it comes from compressing, and from nothing else.
    var isOfCompression: Bool {
        if case .transport(.compression) = self { true } else { false }
    }

    /// Whether the same may well work a little later on a new connection.
    var isPassing: Bool {
        switch self {
        case .transport(let error): error.isPassing
        case .bye, .sessionExpired, .greetingRefused, .timedOut: true
        case .notAMailServer, .preauthenticatedWithoutTLS, .startTLSNotOffered, .startTLSRefused, .noLoginMethod,
            .loginRefused, .tokenRefused, .authentication, .refused, .protocolViolation, .limitExceeded,
            .unencodableArgument, .cancelled:
            false
        }
    }
}

extension POP3Error {
    /// Whether the same may well work a little later on a new connection.
    var isPassing: Bool {
        switch self {
        case .transport(let error): error.isPassing
        case .bye, .greetingRefused, .timedOut: true
        case .notAMailServer, .startTLSNotOffered, .startTLSRefused, .noLoginMethod, .loginRefused, .tokenRefused,
            .authentication, .refused, .protocolViolation, .limitExceeded, .unencodableArgument, .cancelled:
            false
        }
    }
}

extension TransportError {
    fileprivate var isPassing: Bool {
        switch self {
        case .timedOut, .closed, .unreachable, .refused, .dnsUnavailable, .system: true
        case .tls(.truncated), .tls(.broken): true
        case .proxy(let failure): failure == .unreachable
        case .hostNotFound, .privateAddress, .tls, .startTLSInjection, .compression, .cancelled: false
        }
    }
}
