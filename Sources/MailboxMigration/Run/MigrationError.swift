package import IMAPClient
public import MailCore
internal import MailTransport

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
        case .server(_, let failure): failure.error.status != nil
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
    package let error: IMAPError

    package init(_ error: IMAPError) { self.error = error }
}

extension IMAPError {
    /// Whether it comes from compressing, and from nothing else.
    var isOfCompression: Bool {
        if case .transport(.compression) = self { true } else { false }
    }

    /// Whether the same may well work a little later on a new connection.
    var isPassing: Bool {
        switch self {
        case .transport(let error):
            switch error {
            case .timedOut, .closed, .unreachable, .refused, .dnsUnavailable, .system: true
            case .tls(.truncated), .tls(.broken): true
            case .hostNotFound, .privateAddress, .tls, .startTLSInjection, .compression, .cancelled: false
            }
        case .bye, .sessionExpired, .greetingRefused, .timedOut: true
        case .notAMailServer, .preauthenticatedWithoutTLS, .startTLSNotOffered, .startTLSRefused, .noLoginMethod,
            .loginRefused, .tokenRefused, .authentication, .refused, .protocolViolation, .limitExceeded,
            .unencodableArgument, .cancelled:
            false
        }
    }
}
