import MailCore
import Testing

@testable import AccountVerification

/// Which part of an account may fail.
@Suite struct DispensablePOP3Tests {
    private func server(_ kind: MailProtocol, _ code: DiagnosticCode? = nil) -> ServerReport {
        let text = LocalizedText("a", zhHans: "甲")
        let step = VerificationStep(
            .login, code == nil ? .ok : .failed, diagnostics: code.map { [Diagnostic($0, message: text)] } ?? [])
        let settings = ServerSettings(protocol: kind, host: "h.example", port: 1, security: .tls, username: "a")
        return ServerReport(settings: settings, steps: [step, VerificationStep(.access, .skipped)])
    }

    private func report(_ servers: ServerReport...) -> VerificationReport {
        VerificationReport(account: "a", servers: servers.withDispensablePOP3)
    }

    @Test(arguments: [.loginRefused, .connectionRefused, .imapDisabled, .hostNotFound] as [DiagnosticCode])
    func `POP3 that is switched off is a warning where IMAP works`(code: DiagnosticCode) {
        let report = report(server(.imap), server(.pop3, code), server(.smtp))
        #expect(report.verdict == .ready)
        #expect(report.servers.map(\.works) == [true, false, true])
        #expect(report.servers[1].codes == [code, .protocolDispensable])
        #expect(report.servers[1].diagnostics.map(\.severity) == [.warning, .info])
        #expect(report.servers[1].summary == ["login warning", "access skipped"])
    }

    @Test func `A certificate of POP3 that is wrong remains an error`() {
        let report = report(server(.imap), server(.pop3, .certificateExpired))
        #expect(report.verdict == .actionNeeded)
        #expect(report.servers[1].codes == [.certificateExpired])
    }

    @Test func `Without an IMAP that works POP3 counts`() {
        #expect(report(server(.pop3, .loginRefused)).verdict == .actionNeeded)
        #expect(report(server(.pop3, .connectionRefused), server(.smtp)).verdict == .unreachable)
        #expect(report(server(.imap, .loginRefused), server(.pop3, .connectionRefused)).verdict == .unreachable)
    }

    @Test(arguments: [.connectionRefused, .loginRefused, .oauthRequired, .senderRefused] as [DiagnosticCode])
    func `Where mail can be read, sending that fails is something to be done`(code: DiagnosticCode) {
        #expect(report(server(.imap), server(.smtp, code)).verdict == .actionNeeded)
        #expect(report(server(.pop3), server(.smtp, code)).verdict == .actionNeeded)
    }

    @Test func `Mail that can only be sent is no account`() {
        #expect(report(server(.imap, .connectionRefused), server(.smtp)).verdict == .unreachable)
        #expect(report(server(.imap, .oauthRequired), server(.smtp)).verdict == .impossible)
    }
}
