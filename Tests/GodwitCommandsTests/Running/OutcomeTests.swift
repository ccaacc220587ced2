import GodwitCommands
import MailCore
import Testing

@Suite struct OutcomeTests {
    @Test func exitCodesAreThoseOfTheContract() {
        #expect(Outcome.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7, 130])
    }

    @Test(arguments: [
        (DiagnosticCode.invalidArgument, Outcome.usage),
        (.noSettingsFound, .noSettings),
        (.loginRefused, .credentialsRefused),
        (.certificateExpired, .untrusted),
        (.settingsUnverified, .untrusted),
        (.startTLSNotOffered, .untrusted),
        (.daneMismatch, .untrusted),
        (.certificateWeak, .untrusted),
        (.senderRefused, .credentialsRefused),
        (.hostNotFound, .unreachable),
        (.protocolViolation, .unreachable),
        (.targetFull, .limitReached),
        (.signInEnded, .credentialsRefused),
        (.adminConsentNeeded, .credentialsRefused),
        (.passphraseWrong, .credentialsRefused),
        (.clientMissing, .usage),
        (.tokenStoreUnusable, .usage),
        (.tokenServerUntrusted, .untrusted),
        (.tokenServerUnreachable, .unreachable),
        (.tokenServerBusy, .unreachable),
    ])
    func followsFromTheDiagnostic(code: DiagnosticCode, outcome: Outcome) {
        #expect(Outcome(for: code) == outcome)
    }

    @Test(arguments: ["nobody", "imaps://a:b@host", "gopher://a@host", "imaps://a@host:0"])
    func unreadableAccountsAreUsageErrors(text: String) throws {
        let error = try #require(throws: AccountReferenceError.self) { try AccountReference(parsing: text) }
        #expect(error.outcome == .usage)
        #expect(error.diagnostics.first?.remedy != nil)
    }
}
