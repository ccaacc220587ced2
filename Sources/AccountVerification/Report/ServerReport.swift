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
    /// Numbers by name, sizes in bytes: `appendLimit` is the largest message the server takes (RFC 7889); `storageUsed`,
    /// `storageLimit`, `messagesUsed` and `messageLimit` are the account's quota (RFC 9208).
    public var limits: [String: UInt64]
    /// What is in the account; nil when nobody logged in.
    public var mailboxes: MailboxSummary?

    /// A report of what was found.
    public init(
        settings: ServerSettings, steps: [VerificationStep], tls: TLSSummary? = nil, chain: [Certificate] = [],
        capabilities: [String] = [], limits: [String: UInt64] = [:], mailboxes: MailboxSummary? = nil
    ) {
        self.settings = settings
        self.steps = steps
        self.tls = tls
        self.chain = chain
        self.capabilities = capabilities
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
}
