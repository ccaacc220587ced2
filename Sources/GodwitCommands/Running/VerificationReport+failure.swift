internal import AccountVerification
internal import MailCore

extension VerificationReport {
    /// How a run ends that was to show that the account works; nil when it does. Everything was said in the report.
    var failure: CommandFailure? {
        guard verdict != .ready else { return nil }
        let cause = diagnostics.first { $0.severity == .error }
        return CommandFailure(cause.map { Outcome(for: $0.code) } ?? .usage)
    }
}
