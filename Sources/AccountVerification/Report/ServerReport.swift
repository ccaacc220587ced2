public import MailCore

/// What a live check of one server found.
public struct ServerReport: Hashable, Sendable {
    public let settings: ServerSettings
    /// In the order they were taken. Steps behind a failed one are skipped.
    public var steps: [VerificationStep]
    /// Nil when the connection was never secured.
    public var tls: TLSSummary?
    /// The certificates the server showed, its own first; also when they were refused.
    public var chain: [Certificate]
    /// What the server says it can do, after login if there was one, sorted.
    public var capabilities: [String]
    /// Sizes in bytes by name: `appendLimit` is the largest message the server takes (RFC 7889).
    public var limits: [String: UInt64]

    public init(
        settings: ServerSettings, steps: [VerificationStep], tls: TLSSummary? = nil, chain: [Certificate] = [],
        capabilities: [String] = [], limits: [String: UInt64] = [:]
    ) {
        self.settings = settings
        self.steps = steps
        self.tls = tls
        self.chain = chain
        self.capabilities = capabilities
        self.limits = limits
    }

    public var diagnostics: [Diagnostic] { steps.flatMap(\.diagnostics) }
}
