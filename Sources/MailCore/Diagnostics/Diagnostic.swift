/// What went wrong (or is worth knowing), with the evidence and the next thing to do.
public struct Diagnostic: Hashable, Sendable {
    /// How much it matters.
    public enum Severity: String, Hashable, Sendable, Comparable {
        case info, warning, error

        /// By how much it matters.
        public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

        private var rank: Int {
            switch self {
            case .info: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// Who can do something about it. Raw values are the names in JSON.
    public enum Actor: String, Hashable, Sendable, CaseIterable {
        /// The person the account belongs to.
        case user
        /// Whoever runs the organisation's accounts.
        case administrator
        /// Whoever runs the servers.
        case provider
        /// Nobody has to: waiting, or leaving something out, is enough.
        case nobody
    }

    /// Stable name for programs; never changes meaning.
    public let code: DiagnosticCode
    /// How much it matters.
    public let severity: Severity
    /// One sentence: what happened, and where.
    public let message: LocalizedText
    /// The server's own words or the fact observed, cleaned for display.
    public let evidence: String?
    /// What the person can do next.
    public let remedy: LocalizedText?
    /// The page where it is done or explained.
    public let url: String?
    /// Who can do it; nil where that is not known.
    public let actor: Actor?

    /// Evidence is cleaned by ``DisplayText`` here, so that no caller can forget it.
    public init(
        _ code: DiagnosticCode, severity: Severity = .error, message: LocalizedText, evidence: String? = nil,
        remedy: LocalizedText? = nil, url: String? = nil, actor: Actor? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.evidence = evidence.map { DisplayText.clean($0) }
        self.remedy = remedy
        self.url = url
        self.actor = actor
    }
}
