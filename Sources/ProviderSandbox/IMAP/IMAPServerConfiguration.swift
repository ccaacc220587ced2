/// How an IMAP server behaves, as data: what it can do, what it says, and what it gets wrong.
public struct IMAPServerConfiguration: Sendable {
    // MARK: What it says of itself

    /// Behind `* OK `; `[CAPABILITY …]` is put before it where ``greetingHasCapabilities``.
    public var greeting = "ready."
    /// Whether the greeting tells what the server can do.
    public var greetingHasCapabilities = true
    /// What it can do. What is not in here is refused with BAD.
    public var extensions = Set(IMAPExtension.allCases).subtracting([.gmail, .literalMinus, .xlist, .uidOnly])
    /// Which of them are announced before the login.
    public var announcedBeforeLogin = IMAPExtension.beforeLogin
    /// What is announced and cannot be used, or says nothing of what can be done, such as `XAPPLEPUSHSERVICE`.
    public var otherCapabilities: [String] = []
    /// The same before the login.
    public var otherCapabilitiesBeforeLogin: [String] = []
    /// The answer to ID; empty is NIL.
    public var identity: [SandboxHTTPField] = []

    // MARK: Logging in

    /// For AUTHENTICATE, such as `PLAIN`: also LOGIN, XOAUTH2, OAUTHBEARER and SCRAM-SHA-256.
    public var mechanisms = ["PLAIN", "LOGIN"]
    /// Whether there is the LOGIN command; without it, LOGINDISABLED is announced.
    public var allowsLoginCommand = true
    /// Whether passwords are taken without TLS.
    public var allowsPlaintextLogin = true
    /// Whether an initial response is taken for what it is. Where it is not though SASL-IR is announced, the server asks
    /// for it once more.
    public var readsInitialResponse = true
    /// When a login is refused in no other words.
    public var loginRefusal = SandboxRefusal(.no, "[AUTHENTICATIONFAILED] Authentication failed.")
    /// When too many connections of an account are open.
    public var connectionRefusal = SandboxRefusal(
        .no, "[LIMIT] Too many connections.", farewell: "Too many connections.")
    /// Most connections of an account.
    public var connections = 100

    // MARK: Mailboxes

    /// Between the levels of a name.
    public var delimiter: Character = "/"
    /// Before all names but the inbox's, such as `INBOX.`
    public var prefix = ""
    /// How the inbox is called in LIST.
    public var inboxName = "INBOX"
    /// Names that cannot be made, levels divided by `/`, in any case of their letters, and how that is said.
    public var reservedNames: [String: SandboxRefusal] = [:]
    /// Characters that no level of a name may have.
    public var forbiddenCharacters: Set<Character> = []
    /// Whether making a mailbox makes the levels above it.
    public var makesParents = false
    /// Whether there may be keywords (`\*` among PERMANENTFLAGS).
    public var keepsKeywords = true
    /// Whether the mailbox that is the parent of the provider's own ones, such as `[Gmail]`, can be opened.
    public var unselectable: Set<String> = []

    // MARK: Messages

    /// Which messages are seen at all.
    public var window = IMAPVisibleWindow.everything
    /// What RFC822.SIZE says too much, in bytes.
    public var sizeError = 0
    /// Whether a message that does not end in CRLF gets one when it is appended.
    public var addsFinalLineEnd = false
    /// Items that FETCH says nothing of, such as `RFC822`.
    public var silentItems: Set<String> = []
    /// Whether the body comes before the identifier in FETCH.
    public var bodyFirst = false
    /// Messages that are answered with something else, by their identifiers.
    public var placeholders: IMAPPlaceholder?
    /// Whether SEARCH is answered with all messages, whatever is asked for.
    public var searchFindsAll = false

    // MARK: Bounds

    /// What it takes at most.
    public var limits = IMAPServerLimits()
    /// What it refuses, first match first.
    public var refusals: [IMAPRefusalRule] = []
    /// Before each answer.
    public var delay: Duration = .zero

    /// A server with all there is to RFC 3501 and every extension that contradicts no other.
    public init() {}
}

/// Which of a mailbox's messages clients see.
public enum IMAPVisibleWindow: Hashable, Sendable {
    case everything
    case newest(Int)
    /// By INTERNALDATE, back from the present.
    case days(Int)
}

/// A message of the server's own in place of one that it cannot read.
public struct IMAPPlaceholder: Hashable, Sendable {
    /// Every so many identifiers.
    public var every: UInt32
    /// What is sent in its place.
    public var bytes: [UInt8]

    /// - Parameter every: a message whose identifier is a multiple of this is replaced; 0 is none.
    public init(every: UInt32, bytes: [UInt8]) {
        self.every = every
        self.bytes = bytes
    }
}

/// Bounds that every server has; each is a count of bytes where nothing else is said.
public struct IMAPServerLimits: Hashable, Sendable {
    /// A command without its literals.
    public var line = 65_536
    /// The literals of a command that is not APPEND.
    public var literals = 65_536
    /// A message; also announced as APPENDLIMIT.
    public var message = 50_000_000
    /// All messages of one APPEND (RFC 3502).
    public var messages = 200_000_000
    /// Parentheses within parentheses.
    public var nesting = 50
    /// Keys of a SEARCH.
    public var searchKeys = 1_000
    /// Ranges in a set of messages.
    public var ranges = 10_000
    /// What was received and waits until earlier commands are answered.
    public var backlog = 1 << 20
    /// What is made for sending before the socket takes it.
    public var output = 1 << 18
    /// Bad commands in a row before the server hangs up.
    public var errors = 20
    /// Largest number of flags of a message.
    public var keywords = 500

    /// As generous as real servers are.
    public init() {}
}
