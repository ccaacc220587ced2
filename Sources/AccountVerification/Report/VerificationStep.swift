public import MailCore

/// One step of a live check.
public struct VerificationStep: Hashable, Sendable {
    /// Raw values are the names in JSON.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// Host name to addresses.
        case resolve
        /// TCP.
        case connect
        /// TLS handshake and certificate.
        case tls
        /// The server's first line.
        case greeting
        case capabilities
        /// The upgrade of a plain connection.
        case starttls
        /// The best way to log in that both sides know.
        case mechanism
        case login
        /// The inbox can be opened (read only).
        case access
        /// What the account may hold, and what a migration has to know.
        case limits
    }

    /// Raw values are the names in JSON.
    public enum Outcome: String, Hashable, Sendable {
        case ok, warning, failed, skipped
    }

    /// Which one.
    public let name: Name
    /// How it ended.
    public let outcome: Outcome
    /// Zero for skipped steps.
    public let duration: Duration
    /// The fact that was found, such as an address or a version. May be the server's words: cleaned for display.
    public let detail: String?
    /// What there is to say of it.
    public let diagnostics: [Diagnostic]

    /// The detail is cleaned here, so that no caller can forget it.
    public init(
        _ name: Name, _ outcome: Outcome, duration: Duration = .zero, detail: String? = nil,
        diagnostics: [Diagnostic] = []
    ) {
        self.name = name
        self.outcome = outcome
        self.duration = duration
        self.detail = detail.map { DisplayText.clean($0) }
        self.diagnostics = diagnostics
    }

    /// The same without any secret that the server repeated.
    func redacted(by redaction: SecretRedaction) -> VerificationStep {
        VerificationStep(
            name, outcome, duration: duration, detail: detail.map(redaction.redact),
            diagnostics: diagnostics.map { $0.redacted(by: redaction) })
    }
}

/// What a live check does, as it happens.
public enum VerificationEvent: Hashable, Sendable {
    /// A server's turn has come.
    case began(ServerSettings)
    /// A step with that server is over. Those that are skipped are not told.
    case finished(VerificationStep)
}
