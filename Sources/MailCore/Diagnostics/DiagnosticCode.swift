/// The stable name of a finding, such as `tls.certificate.expired`. Names are added, never renamed.
public struct DiagnosticCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String
    public var description: String { rawValue }

    public init(rawValue: String) { self.rawValue = rawValue }
}

// What the user typed
extension DiagnosticCode {
    public static let invalidArgument = Self(rawValue: "usage.invalid-argument")
    public static let secretUnavailable = Self(rawValue: "usage.secret-unavailable")
}

// Names and addresses
extension DiagnosticCode {
    public static let hostNotFound = Self(rawValue: "dns.host-not-found")
    public static let dnsUnavailable = Self(rawValue: "dns.unavailable")
}

// Connections
extension DiagnosticCode {
    public static let connectionRefused = Self(rawValue: "connect.refused")
    public static let connectionTimedOut = Self(rawValue: "connect.timed-out")
    public static let networkUnreachable = Self(rawValue: "connect.unreachable")
    public static let connectionLost = Self(rawValue: "connect.lost")
    public static let privateAddress = Self(rawValue: "connect.private-address")
}

// TLS
extension DiagnosticCode {
    public static let certificateExpired = Self(rawValue: "tls.certificate.expired")
    public static let certificateNotYetValid = Self(rawValue: "tls.certificate.not-yet-valid")
    public static let certificateNameMismatch = Self(rawValue: "tls.certificate.name-mismatch")
    public static let certificateSelfSigned = Self(rawValue: "tls.certificate.self-signed")
    public static let certificateUnknownIssuer = Self(rawValue: "tls.certificate.unknown-issuer")
    public static let certificateInvalid = Self(rawValue: "tls.certificate.invalid")
    public static let certificateExpiresSoon = Self(rawValue: "tls.certificate.expires-soon")
    public static let plaintextOnTLSPort = Self(rawValue: "tls.plaintext-server")
    public static let tlsOnPlaintextPort = Self(rawValue: "tls.unexpected-tls-server")
    public static let tlsHandshakeFailed = Self(rawValue: "tls.handshake-failed")
    public static let tlsVersionTooOld = Self(rawValue: "tls.version-too-old")
    public static let startTLSNotOffered = Self(rawValue: "tls.starttls-not-offered")
    public static let startTLSRefused = Self(rawValue: "tls.starttls-refused")
    public static let startTLSInjection = Self(rawValue: "tls.starttls-injection")
    public static let plaintextRefused = Self(rawValue: "tls.plaintext-refused")
}

// Login
extension DiagnosticCode {
    public static let loginRefused = Self(rawValue: "login.refused")
    public static let appPasswordRequired = Self(rawValue: "login.app-password-required")
    public static let authorizationCodeRequired = Self(rawValue: "login.authorization-code-required")
    public static let oauthRequired = Self(rawValue: "login.oauth-required")
    public static let webLoginRequired = Self(rawValue: "login.web-login-required")
    public static let imapDisabled = Self(rawValue: "login.protocol-disabled")
    public static let temporarilyUnavailable = Self(rawValue: "login.temporarily-unavailable")
    public static let tooManyConnections = Self(rawValue: "login.too-many-connections")
    public static let noCommonMechanism = Self(rawValue: "login.no-common-mechanism")
}

// The conversation
extension DiagnosticCode {
    public static let protocolNotSupported = Self(rawValue: "protocol.not-supported")
    public static let notAMailServer = Self(rawValue: "protocol.not-a-mail-server")
    public static let serverSaidBye = Self(rawValue: "protocol.bye")
    public static let protocolViolation = Self(rawValue: "protocol.violation")
    public static let limitExceeded = Self(rawValue: "protocol.limit-exceeded")
    public static let commandTimedOut = Self(rawValue: "protocol.timed-out")
    public static let commandRefused = Self(rawValue: "protocol.command-refused")
    public static let mailboxRefused = Self(rawValue: "access.mailbox-refused")
    public static let unsafeLogin = Self(rawValue: "access.unsafe-login")
}

// Discovery
extension DiagnosticCode {
    public static let noSettingsFound = Self(rawValue: "discovery.no-settings")
    public static let settingsUnverified = Self(rawValue: "discovery.unverified")
}

// Migration
extension DiagnosticCode {
    public static let targetFull = Self(rawValue: "migration.target-full")
    public static let messageTooLarge = Self(rawValue: "migration.message-too-large")
    public static let messageRefused = Self(rawValue: "migration.message-refused")
    public static let messageUnreadable = Self(rawValue: "migration.message-unreadable")
    public static let messageVanished = Self(rawValue: "migration.message-vanished")
    public static let mailboxCreateRefused = Self(rawValue: "migration.mailbox-create-refused")
    public static let proofMismatch = Self(rawValue: "migration.proof-mismatch")
    public static let journalFull = Self(rawValue: "journal.disk-full")
    public static let journalUnusable = Self(rawValue: "journal.unusable")
    public static let journalLocked = Self(rawValue: "journal.locked")
    public static let journalOtherAccounts = Self(rawValue: "journal.other-accounts")
}
