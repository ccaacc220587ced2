/// The stable name of a finding, such as `tls.certificate.expired`. Names are added, never renamed.
public struct DiagnosticCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// As programs see it.
    public let rawValue: String
    /// The same.
    public var description: String { rawValue }

    /// Any name; those in use are below.
    public init(rawValue: String) { self.rawValue = rawValue }
}

// What the user typed
extension DiagnosticCode {
    /// What was typed makes no sense.
    public static let invalidArgument = Self(rawValue: "usage.invalid-argument")
    /// The password could not be read from where it was said to be.
    public static let secretUnavailable = Self(rawValue: "usage.secret-unavailable")
    /// The folder that is to keep a demo's mail cannot be used.
    public static let sandboxFolder = Self(rawValue: "usage.sandbox-folder")
}

// The secret, before it is used
extension DiagnosticCode {
    /// Characters that cannot belong to it were left out.
    public static let secretCorrected = Self(rawValue: "secret.corrected")
    /// It holds characters that most likely do not belong to it.
    public static let secretDoubtful = Self(rawValue: "secret.doubtful")
    /// It is most likely not the kind of secret that the provider wants.
    public static let secretOfWrongKind = Self(rawValue: "secret.wrong-kind")
}

// Names and addresses
extension DiagnosticCode {
    /// No server has this name.
    public static let hostNotFound = Self(rawValue: "dns.host-not-found")
    /// DNS does not answer.
    public static let dnsUnavailable = Self(rawValue: "dns.unavailable")
}

// Connections
extension DiagnosticCode {
    /// Nothing listens on the port.
    public static let connectionRefused = Self(rawValue: "connect.refused")
    /// No answer came in time.
    public static let connectionTimedOut = Self(rawValue: "connect.timed-out")
    /// There is no way to the host.
    public static let networkUnreachable = Self(rawValue: "connect.unreachable")
    /// The connection ended while it was needed.
    public static let connectionLost = Self(rawValue: "connect.lost")
    /// A discovered name leads into a private network.
    public static let privateAddress = Self(rawValue: "connect.private-address")
    /// The proxy cannot be reached, or is none.
    public static let proxyUnreachable = Self(rawValue: "connect.proxy-unreachable")
    /// The proxy wants another login.
    public static let proxyLoginRefused = Self(rawValue: "connect.proxy-login")
    /// The proxy makes no connection to the server.
    public static let proxyRefused = Self(rawValue: "connect.proxy-refused")
}

// TLS
extension DiagnosticCode {
    /// The certificate has ended.
    public static let certificateExpired = Self(rawValue: "tls.certificate.expired")
    /// The certificate begins later.
    public static let certificateNotYetValid = Self(rawValue: "tls.certificate.not-yet-valid")
    /// The certificate is for other hosts.
    public static let certificateNameMismatch = Self(rawValue: "tls.certificate.name-mismatch")
    /// The certificate vouches for itself.
    public static let certificateSelfSigned = Self(rawValue: "tls.certificate.self-signed")
    /// Nobody trusted vouches for the certificate.
    public static let certificateUnknownIssuer = Self(rawValue: "tls.certificate.unknown-issuer")
    /// The certificate's key or signature is too weak.
    public static let certificateWeak = Self(rawValue: "tls.certificate.weak")
    /// The certificate is broken in another way.
    public static let certificateInvalid = Self(rawValue: "tls.certificate.invalid")
    /// The certificate ends within weeks.
    public static let certificateExpiresSoon = Self(rawValue: "tls.certificate.expires-soon")
    /// The server speaks without TLS where TLS was expected.
    public static let plaintextOnTLSPort = Self(rawValue: "tls.plaintext-server")
    /// The server speaks TLS where it was expected later.
    public static let tlsOnPlaintextPort = Self(rawValue: "tls.unexpected-tls-server")
    /// No common way to encrypt was found.
    public static let tlsHandshakeFailed = Self(rawValue: "tls.handshake-failed")
    /// The server offers only TLS versions that are no longer safe.
    public static let tlsVersionTooOld = Self(rawValue: "tls.version-too-old")
    /// The encryption that was agreed on is weak.
    public static let cipherWeak = Self(rawValue: "tls.cipher-weak")
    /// The certificate is not the one that the domain's signed DNS names (DANE).
    public static let daneMismatch = Self(rawValue: "tls.dane.mismatch")
    /// The domain's signed DNS names the certificate (DANE).
    public static let daneMatch = Self(rawValue: "tls.dane.match")
    /// The server offers no STARTTLS.
    public static let startTLSNotOffered = Self(rawValue: "tls.starttls-not-offered")
    /// The server refused STARTTLS.
    public static let startTLSRefused = Self(rawValue: "tls.starttls-refused")
    /// Something was said between STARTTLS and TLS: an attack.
    public static let startTLSInjection = Self(rawValue: "tls.starttls-injection")
    /// The connection would not be encrypted.
    public static let plaintextRefused = Self(rawValue: "tls.plaintext-refused")
}

// Login
extension DiagnosticCode {
    /// User name or password are wrong.
    public static let loginRefused = Self(rawValue: "login.refused")
    /// The provider wants a password made for programs.
    public static let appPasswordRequired = Self(rawValue: "login.app-password-required")
    /// The provider wants an authorization code in place of the password.
    public static let authorizationCodeRequired = Self(rawValue: "login.authorization-code-required")
    /// The provider wants a login in the browser.
    public static let oauthRequired = Self(rawValue: "login.oauth-required")
    /// The provider wants a login on its web page first.
    public static let webLoginRequired = Self(rawValue: "login.web-login-required")
    /// The protocol is switched off in the account.
    public static let imapDisabled = Self(rawValue: "login.protocol-disabled")
    /// The server cannot check passwords just now.
    public static let temporarilyUnavailable = Self(rawValue: "login.temporarily-unavailable")
    /// The account has as many connections as it may.
    public static let tooManyConnections = Self(rawValue: "login.too-many-connections")
    /// Too many logins were refused, or came one after the other: waiting helps, trying does not.
    public static let tooManyAttempts = Self(rawValue: "login.too-many-attempts")
    /// The provider has closed the account, for now or for good.
    public static let accountLocked = Self(rawValue: "login.account-locked")
    /// Nobody may log in from this network or country.
    public static let placeRefused = Self(rawValue: "login.place-refused")
    /// The account lives on another server of the provider.
    public static let wrongServer = Self(rawValue: "login.wrong-server")
    /// The OAuth access token has ended, or is for something else.
    public static let tokenRefused = Self(rawValue: "login.token-refused")
    /// There is no OAuth access token, or none but those that the server has refused.
    public static let noAccessToken = Self(rawValue: "login.no-access-token")
    /// The server offers no way to log in that is spoken here.
    public static let noCommonMechanism = Self(rawValue: "login.no-common-mechanism")
}

// Signing in by OAuth
extension DiagnosticCode {
    /// Nobody has signed in, or somebody on the page said no.
    public static let signInDenied = Self(rawValue: "oauth.denied")
    /// What was agreed to is no longer good: a new sign-in is needed.
    public static let signInEnded = Self(rawValue: "oauth.ended")
    /// The sign-in is not finished yet.
    public static let signInPending = Self(rawValue: "oauth.pending")
    /// Nobody signed in within the time given.
    public static let signInTimedOut = Self(rawValue: "oauth.timed-out")
    /// What came back belongs to another sign-in: somebody may be trying something.
    public static let signInUnrelated = Self(rawValue: "oauth.unrelated-answer")
    /// The server refuses for a reason that is in no table.
    public static let signInRefused = Self(rawValue: "oauth.refused")
    /// The code for another device was not typed in time.
    public static let deviceCodeExpired = Self(rawValue: "oauth.device-code-expired")
    /// An administrator has to allow the program.
    public static let adminConsentNeeded = Self(rawValue: "oauth.admin-consent-needed")
    /// A rule of the organisation forbids the sign-in.
    public static let policyRefused = Self(rawValue: "oauth.policy")
    /// The service account may not act for the mailbox.
    public static let delegationMissing = Self(rawValue: "oauth.delegation-missing")
    /// The server does not know the client, or does not let it do this.
    public static let clientRefused = Self(rawValue: "oauth.client-refused")
    /// There is no client id to sign in with.
    public static let clientMissing = Self(rawValue: "oauth.client-missing")
    /// The client may not ask for what mail needs.
    public static let scopeRefused = Self(rawValue: "oauth.scope-refused")
    /// The server cannot answer now.
    public static let tokenServerBusy = Self(rawValue: "oauth.server-busy")
    /// The server does not answer.
    public static let tokenServerUnreachable = Self(rawValue: "oauth.server-unreachable")
    /// What the server says makes no sense, or it finds so of us.
    public static let tokenServerConfused = Self(rawValue: "oauth.protocol-violation")
    /// A part of the sign-in would not be encrypted.
    public static let tokenServerUntrusted = Self(rawValue: "oauth.insecure")
    /// It is not known where one signs in to the account.
    public static let signInUnknown = Self(rawValue: "oauth.unknown-provider")
    /// The server does not take a sign-in back.
    public static let revocationRefused = Self(rawValue: "oauth.not-revoked")
    /// The stored sign-in cannot be read or written.
    public static let tokenStoreUnusable = Self(rawValue: "oauth.store-unusable")
    /// The passphrase does not open the stored sign-in.
    public static let passphraseWrong = Self(rawValue: "oauth.passphrase-wrong")
    /// Another process holds the stored sign-in.
    public static let tokenStoreBusy = Self(rawValue: "oauth.store-busy")
}

// The conversation
extension DiagnosticCode {
    /// The protocol does not work, and the account can do without it.
    public static let protocolDispensable = Self(rawValue: "protocol.dispensable")
    /// Another service listens there.
    public static let notAMailServer = Self(rawValue: "protocol.not-a-mail-server")
    /// The server ended the session.
    public static let serverSaidBye = Self(rawValue: "protocol.bye")
    /// The server said something that cannot be.
    public static let protocolViolation = Self(rawValue: "protocol.violation")
    /// The server said more than is taken in.
    public static let limitExceeded = Self(rawValue: "protocol.limit-exceeded")
    /// The server's compressed data cannot be read.
    public static let compressionBroken = Self(rawValue: "protocol.compression-broken")
    /// A command was not answered in time.
    public static let commandTimedOut = Self(rawValue: "protocol.timed-out")
    /// The server refused a command.
    public static let commandRefused = Self(rawValue: "protocol.command-refused")
    /// The server does not open a folder.
    public static let mailboxRefused = Self(rawValue: "access.mailbox-refused")
    /// The provider takes the login for unsafe (NetEase).
    public static let unsafeLogin = Self(rawValue: "access.unsafe-login")
}

// Sending
extension DiagnosticCode {
    /// The account may not send under this address.
    public static let senderRefused = Self(rawValue: "sending.sender-refused")
    /// There was no address to ask for.
    public static let senderNotAsked = Self(rawValue: "sending.sender-not-asked")
}

// Readiness for a migration
extension DiagnosticCode {
    /// Mail programs see only a part of the mail.
    public static let historyWindow = Self(rawValue: "readiness.history-window")
    /// The provider allows only so much of something.
    public static let providerLimit = Self(rawValue: "readiness.limit")
    /// The servers differ from the standards in a way that shows.
    public static let providerQuirk = Self(rawValue: "readiness.quirk")
    /// Only the inbox of the account can be read (POP3).
    public static let onlyInbox = Self(rawValue: "readiness.only-inbox")
    /// The server deletes mail that was read (POP3, EXPIRE).
    public static let sourceExpires = Self(rawValue: "readiness.source-expires")
    /// There is little room left.
    public static let almostFull = Self(rawValue: "readiness.almost-full")
    /// The server lacks an extension that a migration is better with.
    public static let missingExtension = Self(rawValue: "readiness.missing-extension")
}

// Discovery
extension DiagnosticCode {
    /// No source knows the settings of the address.
    public static let noSettingsFound = Self(rawValue: "discovery.no-settings")
    /// Nobody vouches for the settings.
    public static let settingsUnverified = Self(rawValue: "discovery.unverified")
}

// Migration
extension DiagnosticCode {
    /// A run that has copied mail ended early, and can be continued.
    public static let resumable = Self(rawValue: "migration.resumable")
    /// The target has no room left.
    public static let targetFull = Self(rawValue: "migration.target-full")
    /// A server asks to wait for longer than a run does.
    public static let throttled = Self(rawValue: "migration.throttled")
    /// A message is larger than the target takes.
    public static let messageTooLarge = Self(rawValue: "migration.message-too-large")
    /// The target has no room for a message, and takes smaller ones.
    public static let messageOverQuota = Self(rawValue: "migration.message-over-quota")
    /// The target could not take a message, however often it was tried.
    public static let messageDeferred = Self(rawValue: "migration.message-deferred")
    /// A folder of the target is gone, and cannot be made again.
    public static let mailboxGone = Self(rawValue: "migration.mailbox-gone")
    /// Nothing may be written to a folder of the target.
    public static let mailboxForbidden = Self(rawValue: "migration.mailbox-forbidden")
    /// The source has more messages in a folder than it lists.
    public static let mailboxIncomplete = Self(rawValue: "migration.mailbox-incomplete")
    /// The target refused a message.
    public static let messageRefused = Self(rawValue: "migration.message-refused")
    /// The source does not give a message out.
    public static let messageUnreadable = Self(rawValue: "migration.message-unreadable")
    /// A message was deleted at the source while it was to be copied.
    public static let messageVanished = Self(rawValue: "migration.message-vanished")
    /// The target does not make a folder.
    public static let mailboxCreateRefused = Self(rawValue: "migration.mailbox-create-refused")
    /// A message arrived otherwise than it was sent.
    public static let proofMismatch = Self(rawValue: "migration.proof-mismatch")
    /// The journal's disk is full.
    public static let journalFull = Self(rawValue: "journal.disk-full")
    /// The journal is damaged, missing or none.
    public static let journalUnusable = Self(rawValue: "journal.unusable")
    /// Another run uses the journal.
    public static let journalLocked = Self(rawValue: "journal.locked")
    /// The journal belongs to other accounts.
    public static let journalOtherAccounts = Self(rawValue: "journal.other-accounts")
}
