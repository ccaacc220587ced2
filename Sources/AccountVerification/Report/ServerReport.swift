public import MailCore

/// What a live check of one server found.
public struct ServerReport: Hashable, Sendable {
    /// How the server was to be used.
    public let settings: ServerSettings
    /// In the order they were taken. Steps behind a failed one are skipped.
    public var steps: [VerificationStep]
    /// Nil when the connection was never secured.
    public var tls: TLSSummary?
    /// The certificates the server showed, its own first; also when they were refused.
    public var chain: [Certificate]
    /// What the server says it can do, after login if there was one, sorted.
    public var capabilities: [String]
    /// What the login was made with, such as `SCRAM-SHA-256`; nil when there was none.
    public var mechanism: String?
    /// Numbers by name, sizes in bytes, times in milliseconds: `appendLimit` (RFC 7889) and `sizeLimit` (RFC 1870) are the
    /// largest message that may be stored and sent; `storageUsed`, `storageLimit`, `messagesUsed` and `messageLimit` are
    /// the account's quota (RFC 9208), or what is in the inbox of POP3; `expiryDays` and `loginDelay` are POP3's (RFC 2449).
    public var limits: [String: UInt64]
    /// What is in the account; nil when nobody logged in.
    public var mailboxes: MailboxSummary?

    /// A report of what was found.
    public init(
        settings: ServerSettings, steps: [VerificationStep], tls: TLSSummary? = nil, chain: [Certificate] = [],
        capabilities: [String] = [], mechanism: String? = nil, limits: [String: UInt64] = [:],
        mailboxes: MailboxSummary? = nil
    ) {
        self.settings = settings
        self.steps = steps
        self.tls = tls
        self.chain = chain
        self.capabilities = capabilities
        self.mechanism = mechanism
        self.limits = limits
        self.mailboxes = mailboxes
    }

    /// The same without any secret that the server repeated.
    func redacted(by redaction: SecretRedaction) -> ServerReport {
        var report = self
        report.steps = steps.map { $0.redacted(by: redaction) }
        return report
    }

    /// Every finding, in the order of the steps.
    public var diagnostics: [Diagnostic] { steps.flatMap(\.diagnostics) }

    /// What the errors amount to; warnings do not count. A server of which nothing could be checked is never ready.
    public var verdict: Verdict {
        let worst = diagnostics.filter { $0.severity == .error }.map { Verdict(for: $0.code) }.max()
        return worst ?? (steps.contains { $0.outcome != .skipped } ? .ready : .impossible)
    }

    /// Whether everything that was tried works.
    public var works: Bool { verdict == .ready && !diagnostics.contains { $0.code == .protocolDispensable } }
}
