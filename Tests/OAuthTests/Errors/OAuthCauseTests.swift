import HTTPFetch
import MailCore
import MailTransport
import Testing

@testable import OAuth

/// Every error has a cause, somebody who acts, and what to do, in both languages.
@Suite struct OAuthCauseTests {
    private func isWhole(_ diagnostic: Diagnostic) -> Bool {
        func isChinese(_ text: String) -> Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
        return !diagnostic.message.english.isEmpty && isChinese(diagnostic.message.simplifiedChinese)
            && diagnostic.remedy?.english.isEmpty == false && isChinese(diagnostic.remedy?.simplifiedChinese ?? "")
            && (diagnostic.url?.hasPrefix("https://") ?? true)
    }

    @Test(arguments: OAuthErrorCode.allCases)
    func `Every error of the standards is explained`(code: OAuthErrorCode) throws {
        let cause = try #require(OAuthCatalogue.cause(of: OAuthRefusal(code: code.rawValue)))
        let diagnostic = cause.diagnostic(evidence: code.rawValue)
        #expect(isWhole(diagnostic))
        #expect(diagnostic.code.rawValue.hasPrefix("oauth."))
        #expect(diagnostic.actor != nil)
    }

    @Test(arguments: [
        (65001, DiagnosticCode.adminConsentNeeded, Diagnostic.Actor.administrator),
        (90094, .adminConsentNeeded, .administrator), (65004, .signInDenied, .user), (50126, .signInDenied, .user),
        (50076, .signInDenied, .user), (50053, .accountLocked, .administrator), (50173, .signInEnded, .user),
        (70000, .signInEnded, .user), (70008, .signInEnded, .user), (700082, .signInEnded, .user),
        (53003, .policyRefused, .administrator), (50105, .policyRefused, .administrator),
        (700016, .clientRefused, .user), (7000215, .clientRefused, .user), (7000222, .clientRefused, .administrator),
        (7000218, .clientRefused, .user), (50011, .clientRefused, .user), (50020, .clientRefused, .user),
        (70011, .scopeRefused, .administrator), (500011, .scopeRefused, .administrator),
    ])
    func `Microsoft's numbers say more than the code beside them`(
        number: Int, code: DiagnosticCode, actor: Diagnostic.Actor
    ) throws {
        for error in ["invalid_grant", "invalid_client", "interaction_required", "something_new"] {
            let refusal = OAuthRefusal(code: error, words: "AADSTS\(number): Long words. Trace ID: 1")
            let cause = try #require(OAuthCatalogue.cause(of: refusal))
            #expect(cause.code == code && cause.actor == actor)
        }
    }

    @Test(arguments: [
        (
            "unauthorized_client", "Client is unauthorized to retrieve access tokens using this method",
            DiagnosticCode.delegationMissing
        ),
        ("invalid_grant", "Invalid email or User ID", .delegationMissing),
        ("invalid_grant", "Invalid JWT Signature.", .delegationMissing),
        ("invalid_grant", "Token has been expired or revoked.", .signInEnded),
        ("invalid_request", "client_secret is missing.", .clientRefused),
        ("admin_policy_enforced", "", .adminConsentNeeded), ("deleted_client", "", .clientRefused),
        ("redirect_uri_mismatch", "", .clientRefused), ("invalid_grant", "Bad Request", .signInEnded),
    ])
    func `Google's words are known`(error: String, words: String, code: DiagnosticCode) {
        #expect(OAuthCatalogue.cause(of: OAuthRefusal(code: error, words: words))?.code == code)
    }

    @Test func `No row says the same as another, and each is whole`() {
        let said = OAuthCatalogue.causes.flatMap(\.said)
        #expect(Set(said).count == said.count)
        for cause in OAuthCatalogue.causes {
            #expect(isWhole(cause.diagnostic(evidence: "x")), "\(cause.message.english)")
        }
    }

    @Test func `What is in no table is shown as it is`() {
        let error = OAuthError.refused(OAuthRefusal(code: "hotel_full", words: "come\u{1B}[2J later"))
        let diagnostic = error.diagnostic(server: "login.example.org")
        #expect(diagnostic.code == .signInRefused)
        #expect(diagnostic.evidence == #"hotel_full: come\u{1B}[2J later"#)
        #expect(isWhole(diagnostic))
    }

    @Test func `Every error has a diagnostic`() throws {
        let url = try ServerSample.server().tokenEndpoint
        var errors: [OAuthError] = [
            .refused(OAuthRefusal(code: "x")), .unexpectedStatus(500), .unexpectedStatus(404), .malformedAnswer("x"),
            .insecureEndpoint("x"), .otherState, .otherIssuer, .otherNonce, .timedOut, .noSignInPage, .noDeviceFlow,
            .noRefreshToken, .unusableKey, .unreadableKey(path: "x"), .noListener(port: 0), .noListener(port: 80),
        ]
        let fetches: [HTTPFetchError] = [
            .timedOut, .status(500), .tooManyRedirects, .redirectRefused("x"), .notSecure, .tooLarge, .encoded("gzip"),
            .protocolViolation, .transport(.refused), .transport(.hostNotFound), .transport(.tls(.versionTooOld)),
        ]
        errors += fetches.map { .unreachable($0, url) }
        for error in errors {
            let diagnostic = error.diagnostic(server: "login.example.org")
            #expect(isWhole(diagnostic), "\(error)")
            #expect(diagnostic.severity == .error)
        }
        let stores: [SignInStoreError] = [
            .system(path: "/x", errno: 28), .exposed(path: "/x"), .damaged, .wrongPassphrase, .keyring("x"), .busy,
            .noMemory,
        ]
        for error in stores { #expect(isWhole(error.diagnostic(account: "alice@example.org")), "\(error)") }
    }

    @Test func `What may be over by itself is told from what may not`() throws {
        let url = try ServerSample.server().tokenEndpoint
        let temporary: [OAuthError] = [
            .unreachable(.timedOut, url), .unreachable(.transport(.refused), url), .unexpectedStatus(429),
            .unexpectedStatus(503), .refused(OAuthRefusal(code: "temporarily_unavailable")),
        ]
        let lasting: [OAuthError] = [
            .unreachable(.transport(.tls(.versionTooOld)), url), .unreachable(.notSecure, url), .unexpectedStatus(404),
            .refused(OAuthRefusal(code: "invalid_grant")), .malformedAnswer("x"),
        ]
        for error in temporary { #expect(error.isTemporary, "\(error)") }
        for error in lasting { #expect(!error.isTemporary, "\(error)") }
    }

    @Test func `A server that repeats what it was sent brings nothing to light`() {
        let secret = Secret("refresh-token-of-alice")
        let long = String(repeating: "x", count: 490) + "refresh-token-of-alice"
        for words in ["bad refresh-token-of-alice", long] {
            let body = Array(#"{"error":"invalid_grant","error_description":"\#(words)"}"#.utf8)
            let error = OAuthError(HTTPAnswer(status: 400, body: body), hiding: [secret])
            let evidence = error.diagnostic(server: "s").evidence ?? ""
            #expect(evidence.contains("‹secret›") || evidence.hasSuffix("…"))
            #expect(!evidence.contains("refresh-t"))
        }
    }
}
