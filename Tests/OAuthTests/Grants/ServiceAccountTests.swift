import MailCore
import MailTestServers
import ProviderSandbox
import Testing

@testable import OAuth

/// The word of a service account, judged by a server that shares no code with it.
@Suite struct ServiceAccountTests {
    private static let account = "mover@test.iam.example"

    private func key(_ rsa: TestRSAKey) throws -> ServiceAccountKey {
        try ServiceAccountKey(
            Array(rsa.keyFile(account: Self.account, tokenEndpoint: "https://login.example.org/token").utf8))
    }

    private func answer(
        to assertion: Secret, knowing rsa: TestRSAKey, at time: Int = 1_000_000
    ) -> SandboxHTTPResponse {
        var configuration = SandboxOAuthConfiguration(
            issuer: "https://login.example.org", users: ["alice@example.org"])
        configuration.scopes = ["https://mail.google.com/"]
        configuration.serviceAccounts = [Self.account: rsa.publicKey]
        var server = SandboxAuthorizationServer(configuration) { time }
        let form = TokenRequest(.assertion(assertion), client: nil).form
        return server.answer(SandboxHTTPRequest(method: "POST", path: "/token", body: form.body))
    }

    @Test func `A server takes it for everybody in the organisation`() throws {
        let rsa = try TestRSAKey()
        let key = try key(rsa)
        #expect(key.account == Self.account)
        let assertion = try key.assertion(
            for: "alice@example.org", scope: "https://mail.google.com/", at: 1_000_000)
        #expect(answer(to: assertion, knowing: rsa).status == 200)
        #expect(answer(to: assertion, knowing: rsa, at: 1_003_599).status == 200)
        #expect(answer(to: assertion, knowing: rsa, at: 1_003_600).status == 400)
        #expect(answer(to: assertion, knowing: try TestRSAKey()).status == 400)
        let stranger = try key.assertion(for: "eve@example.org", scope: "https://mail.google.com/", at: 1_000_000)
        #expect(answer(to: stranger, knowing: rsa).status == 400)
        let greedy = try key.assertion(for: "alice@example.org", scope: "drive", at: 1_000_000)
        let refusal = String(decoding: answer(to: greedy, knowing: rsa).body, as: UTF8.self)
        #expect(refusal.contains("unauthorized_client"))
    }

    @Test func `A file that is no such key is refused`() throws {
        let good = try TestRSAKey().keyFile(account: "a", tokenEndpoint: "https://login.example.org/token")
        for (old, new) in [
            ("service_account", "authorized_user"), ("client_email", "mail"), ("private_key\"", "key\""),
            ("https://login", "http://login"), ("{", "["),
        ] {
            let text = String(good.replacing(old, with: new, maxReplacements: 1))
            #expect(throws: OAuthError.unusableKey) { try ServiceAccountKey(Array(text.utf8)) }
        }
        let broken = try ServiceAccountKey(Array(good.replacing("MII", with: "XXX").utf8))
        #expect(throws: OAuthError.unusableKey) { try broken.assertion(for: "b", scope: "c", at: 0) }
    }
}
