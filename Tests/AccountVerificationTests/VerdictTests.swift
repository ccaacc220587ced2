import MailCore
import Testing

@testable import AccountVerification

@Suite struct VerdictTests {
    private func report(_ codes: [DiagnosticCode], severity: Diagnostic.Severity = .error) -> VerificationReport {
        let text = LocalizedText("a", zhHans: "甲")
        let step = VerificationStep(
            .login, .failed, diagnostics: codes.map { Diagnostic($0, severity: severity, message: text) })
        let settings = ServerSettings(
            protocol: .imap, host: "imap.example.org", port: 993, security: .tls, username: "a")
        return VerificationReport(account: "a", servers: [ServerReport(settings: settings, steps: [step])])
    }

    @Test(
        arguments: [
            ([], .ready), ([.loginRefused], .actionNeeded), ([.appPasswordRequired], .actionNeeded),
            ([.certificateExpired], .actionNeeded), ([.mailboxRefused], .actionNeeded), ([.oauthRequired], .impossible),
            ([.noCommonMechanism], .impossible), ([.plaintextRefused], .actionNeeded), ([.hostNotFound], .unreachable),
            ([.notAMailServer], .unreachable),
            ([.loginRefused, .hostNotFound], .unreachable), ([.oauthRequired, .loginRefused], .impossible),
        ] as [([DiagnosticCode], Verdict)])
    func worstErrorCounts(codes: [DiagnosticCode], expected: Verdict) {
        #expect(report(codes).verdict == expected)
    }

    @Test func warningsDoNotCount() {
        #expect(report([.certificateExpiresSoon], severity: .warning).verdict == .ready)
    }
}
