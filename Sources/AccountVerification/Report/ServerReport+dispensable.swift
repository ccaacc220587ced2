internal import MailCore

extension [ServerReport] {
    /// The same, in which POP3 is no more than a warning where IMAP works: both lead to the same mail, and providers switch
    /// POP3 off unless somebody wants it. What is wrong with its encryption or its certificate remains an error.
    var withDispensablePOP3: [ServerReport] {
        guard contains(where: { $0.settings.protocol == .imap && $0.verdict == .ready }) else { return self }
        return map { $0.settings.protocol == .pop3 ? $0.easedFailure : $0 }
    }
}

extension ServerReport {
    fileprivate var easedFailure: ServerReport {
        let errors = diagnostics.filter { $0.severity == .error }
        guard !errors.isEmpty, !errors.contains(where: { $0.code.rawValue.hasPrefix("tls.") }) else { return self }
        var report = self
        report.steps = steps.map { $0.outcome == .failed ? $0.eased : $0 }
        return report
    }
}

extension VerificationStep {
    fileprivate var eased: VerificationStep {
        let note = Diagnostic(
            .protocolDispensable, severity: .info,
            message: LocalizedText(
                "POP3 does not work here. The account can do without: IMAP leads to the same mail.",
                zhHans: "POP3 在此不可用。该账户不需要它：IMAP 可以访问同样的邮件。"),
            actor: .nobody)
        return VerificationStep(
            name, .warning, duration: duration, detail: detail, diagnostics: diagnostics.map(\.asWarning) + [note])
    }
}

extension Diagnostic {
    fileprivate var asWarning: Diagnostic {
        Diagnostic(
            code, severity: min(severity, .warning), message: message, evidence: evidence, remedy: remedy, url: url,
            actor: actor)
    }
}
