/// How a known server asks for a pause. The first match counts, so exceptions and longer phrases come first.
struct ThrottlePhrase: Hashable, Sendable {
    /// How long the pause is to be.
    enum Pause: Hashable, Sendable {
        /// The number of milliseconds stands behind the phrase.
        case stated
        /// The server does not tell, but its makers do.
        case known(Duration)
        case unknown
    }

    /// A response code in upper case (RFC 5530 §3); nil for any or none.
    var code: String?
    /// Words in lower case, only the part that stays the same; empty where the code says all.
    var words = ""
    /// From which moment on this means a pause.
    var since = ThrottleNotice.Moment.work
    /// Nil for what looks like a wish for a pause, and is none.
    var pause: Pause?

    static let all: [ThrottlePhrase] = exceptions + google + microsoft + yahoo + others + codes

    /// Yahoo says so for one message that it cannot read, however long one waits.
    private static let exceptions = [
        ThrottlePhrase(code: "UNAVAILABLE", words: "fetch server error"),
        ThrottlePhrase(code: "UNAVAILABLE", words: "server error while fetching"),
        // Of POP3 (RFC 3206): somebody has to do something, whatever the words are.
        ThrottlePhrase(code: "SYS/PERM"),
        ThrottlePhrase(code: "AUTH"),
    ]

    /// The allowance of bytes is for a day; Google lets nobody in for up to 24 hours after it is used up.
    private static let google = [
        ThrottlePhrase(words: "exceeded command or bandwidth limits", pause: .known(.seconds(3_600))),
        ThrottlePhrase(words: "exceeded the gmail bandwidth limit", pause: .known(.seconds(3_600))),
        ThrottlePhrase(words: "too many simultaneous connections", pause: .unknown),
    ]

    private static let microsoft = [
        ThrottlePhrase(words: "suggested backoff time:", pause: .stated),
        ThrottlePhrase(words: "request is throttled", pause: .unknown),
        // How the connection ends after the words above.
        ThrottlePhrase(words: "connection closed. 14", pause: .unknown),
        // Also said of mailboxes that cannot be opened over IMAP at all.
        ThrottlePhrase(words: "user is authenticated but not connected", since: .laterLogin, pause: .unknown),
    ]

    private static let yahoo = [ThrottlePhrase(words: "rate limit hit", pause: .unknown)]

    private static let others = [
        // Dovecot, with the name of its setting.
        ThrottlePhrase(words: "maximum number of connections", pause: .unknown),
        ThrottlePhrase(words: "too many open connections", pause: .unknown),
        ThrottlePhrase(words: "too many connections", pause: .unknown),
        // Courier.
        ThrottlePhrase(words: "maximum connection limit reached", pause: .unknown),
        // Vodafone, of too many connections.
        ThrottlePhrase(words: "account is temporarily unavailable", pause: .unknown),
        // Amazon WorkMail.
        ThrottlePhrase(words: "temporary unavailable", pause: .unknown),
        // POP3 servers without response codes: Courier, qpopper, UW.
        ThrottlePhrase(words: "maildrop already locked", since: .login, pause: .unknown),
        ThrottlePhrase(words: "mailbox is locked", since: .login, pause: .unknown),
        ThrottlePhrase(words: "lock busy", since: .login, pause: .unknown),
        // QQ, in one sentence with a wrong password; it forgives after half an hour.
        ThrottlePhrase(words: "login frequency limited", since: .laterLogin, pause: .known(.seconds(1_800))),
    ]

    private static let codes = [
        ThrottlePhrase(code: "THROTTLED", pause: .unknown),
        ThrottlePhrase(code: "UNAVAILABLE", pause: .unknown),
        ThrottlePhrase(code: "INUSE", pause: .unknown),
        ThrottlePhrase(code: "LIMIT", since: .login, pause: .unknown),
        // Of POP3 (RFC 2449 §8.1.1, RFC 3206). Later than the login, it is about one message.
        ThrottlePhrase(code: "IN-USE", since: .login, pause: .unknown),
        ThrottlePhrase(code: "LOGIN-DELAY", since: .login, pause: .unknown),
        ThrottlePhrase(code: "SYS/TEMP", since: .login, pause: .unknown),
    ]
}
