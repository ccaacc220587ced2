/// How a server for outgoing mail behaves, as data. Replies are written as they go over the line, code included; several
/// lines are divided by CRLF.
public struct SMTPServerConfiguration: Sendable {
    // MARK: What it says of itself

    /// How it calls itself in its greeting and behind EHLO.
    public var hostName = "mail.sandbox.example"
    /// Behind the name in the greeting.
    public var greeting = "ESMTP ready"
    /// What it can do.
    public var extensions = Set(SMTPExtension.allCases)

    // MARK: Logging in

    /// For AUTH, such as `PLAIN`: also LOGIN, XOAUTH2 and OAUTHBEARER.
    public var mechanisms = ["PLAIN", "LOGIN"]
    /// Whether passwords are taken without TLS.
    public var allowsPlaintextLogin = false
    /// When a login is refused in no other words.
    public var loginRefusal = SandboxRefusal(.no, "535 5.7.8 Authentication credentials invalid")
    /// A mechanism that is not there.
    public var mechanismRefusal = "504 5.5.4 Unrecognized authentication type"
    /// What asks for TLS first.
    public var encryptionRefusal = "530 5.7.0 Must issue a STARTTLS command first"

    // MARK: Mail

    /// Most bytes of a message, announced as SIZE (RFC 1870).
    public var size = 50_000_000
    /// A sender that is not the account.
    public var senderRefusal: String? = "553 5.7.1 Sender address rejected: not owned by user"
    /// Most recipients of a message; RFC 5321 §4.5.3.1.8 wants 100.
    public var recipients = 100

    // MARK: Bounds

    /// Longest command, bytes; a token needs more than the 512 of RFC 5321 §4.5.3.1.4.
    public var longestLine = 12_288
    /// Refused commands in a row before the server hangs up.
    public var errors = 20

    /// A server with all there is, and no defect.
    public init() {}
}

/// What a server for outgoing mail can do. The raw value is how it says so.
public enum SMTPExtension: String, Hashable, Sendable, CaseIterable {
    /// RFC 3207; announced only where there is no TLS yet.
    case startTLS = "STARTTLS"
    /// RFC 1870
    case size = "SIZE"
    /// RFC 2920
    case pipelining = "PIPELINING"
    /// RFC 6152
    case eightBitMIME = "8BITMIME"
    /// RFC 2034
    case enhancedStatusCodes = "ENHANCEDSTATUSCODES"
    /// RFC 4954 §4: the first response may stand behind the mechanism.
    case saslIR = "AUTH-IR"
}
