/// How a POP3 server behaves, as data: what it can do, what it says, and what it gets wrong.
public struct POP3ServerConfiguration: Sendable {
    // MARK: What it says of itself

    /// Behind `+OK `.
    public var greeting = "POP3 server ready"
    /// Whether the greeting has a timestamp, so that there is APOP (RFC 1939 §7).
    public var offersAPOP = false
    /// Whether there is CAPA (RFC 2449 §5).
    public var hasCapabilities = true
    /// What it can do. What is not in here is refused.
    public var extensions = Set(POP3Extension.allCases)
    /// Behind `IMPLEMENTATION`; nil says nothing of it.
    public var implementation: String?

    // MARK: Logging in

    /// For AUTH, such as `PLAIN`: also LOGIN, XOAUTH2 and OAUTHBEARER.
    public var mechanisms = ["PLAIN", "LOGIN"]
    /// Whether passwords are taken without TLS.
    public var allowsPlaintextLogin = false
    /// When a login is refused in no other words; they stand behind `-ERR `.
    public var loginRefusal = SandboxRefusal(.no, "[AUTH] Authentication failed.")
    /// Shortest time between two logins of an account (RFC 2449 §6.5), seconds; nil is none.
    public var loginDelay: Int?

    // MARK: Messages

    /// Days that a message is kept that was retrieved (RFC 2449 §6.7); nil is for ever.
    public var expireDays: Int?
    /// Which messages of the inbox are there.
    public var window = IMAPVisibleWindow.everything
    /// Whether a message that was retrieved is not there the next time, as at Gmail.
    public var hidesRetrieved = false
    /// What LIST says too much, in bytes.
    public var sizeError = 0

    // MARK: Bounds

    /// Longest command, bytes; a token needs more than the 255 of RFC 2449 §4.
    public var longestLine = 8_192
    /// Refused commands in a row before the server hangs up.
    public var errors = 20

    /// A server with all there is, and no defect.
    public init() {}
}

/// What a POP3 server can do beyond RFC 1939's least. The raw value is how it says so.
public enum POP3Extension: String, Hashable, Sendable, CaseIterable {
    /// RFC 1939 §7
    case top = "TOP"
    /// RFC 1939 §7
    case uidl = "UIDL"
    /// USER and PASS (RFC 1939 §7)
    case user = "USER"
    /// RFC 2595 §4; announced only where there is no TLS yet.
    case stls = "STLS"
    /// RFC 2449 §6.6
    case pipelining = "PIPELINING"
    /// RFC 2449 §6.4
    case responseCodes = "RESP-CODES"
    /// RFC 3206
    case authResponseCode = "AUTH-RESP-CODE"
}
