import MailCore
import Testing

@testable import OAuth

/// What a browser is sent to, and what is taken from where it comes back.
@Suite struct AuthorizationRequestTests {
    private func request(
        scope: String = "mail offline_access", issuer: String? = nil, redirectURI: String = "http://127.0.0.1:4711"
    ) throws -> AuthorizationRequest {
        var server = try ServerSample.server()
        server.scope = scope
        server.issuer = issuer
        return try AuthorizationRequest(
            at: server, client: ServerSample.client, redirectURI: redirectURI, hint: "älice@example.org",
            language: .simplifiedChinese, state: Secret("st"), nonce: Secret("no"),
            pkce: PKCE(verifier: Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")))
    }

    /// RFC 7636 appendix B.
    @Test func `The challenge is that of the standard's example`() throws {
        let text = try request().url
        #expect(text.hasPrefix("https://login.example.org/authorize?policy=7&"))
        let fields = ServerSample.fields(text.split(separator: "?", maxSplits: 1)[1])
        #expect(fields["code_challenge"] == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        #expect(fields["code_challenge_method"] == "S256")
        #expect(fields["response_type"] == "code")
        #expect(fields["client_id"] == "godwit test")
        #expect(fields["redirect_uri"] == "http://127.0.0.1:4711")
        #expect(fields["scope"] == "mail offline_access")
        #expect(fields["state"] == "st")
        #expect(fields["login_hint"] == "älice@example.org")
        #expect(fields["ui_locales"] == "zh-Hans")
        #expect(fields["nonce"] == nil)
        #expect(!text.contains("dBjftJeZ4CVP") && !text.contains("shh"))
    }

    @Test func `No two sign-ins share a state or a verifier`() throws {
        let server = try ServerSample.server()
        let urls = try (1...20).map { _ in
            try AuthorizationRequest(
                at: server, client: ServerSample.client, redirectURI: "http://127.0.0.1", hint: nil, language: .english
            ).url
        }
        let fields = urls.map { ServerSample.fields($0.split(separator: "?", maxSplits: 1)[1]) }
        for name in ["state", "code_challenge"] {
            #expect(Set(fields.map { $0[name] }).count == urls.count)
            #expect(fields.allSatisfy { $0[name]?.count == 43 })
        }
    }

    @Test(arguments: [
        "/?code=abc&state=st", "http://127.0.0.1:4711/?code=abc&state=st", " http://127.0.0.1:4711?state=st&code=abc \n",
        "/?state=st&code=%61bc#fragment", "/?code=abc&state=st&extra=1",
    ])
    func `A code is taken from the browser or from what is pasted`(target: String) throws {
        #expect(try request().code(from: target) == Secret("abc"))
    }

    @Test(arguments: [
        "/favicon.ico", "/favicon.ico?code=abc&state=st", "/", "", "/?state=st", "/?code=&state=st", "hello",
        "/other?code=abc&state=st",
    ])
    func `What is no answer is none`(target: String) throws {
        #expect(try request().code(from: target) == nil)
    }

    @Test(arguments: [
        "/?code=abc", "/?code=abc&state=", "/?code=abc&state=ST", "/?code=abc&state=st2", "/?error=access_denied",
        "/?code=abc&state=st&state=st", "/?code=abc&state=s%74%00",
    ])
    func `An answer to another question is refused`(target: String) throws {
        let request = try request()
        #expect(throws: OAuthError.otherState) { try request.code(from: target) }
    }

    @Test func `The same name twice counts as none`() throws {
        #expect(try request().code(from: "/?code=a&code=b&state=st") == nil)
    }

    @Test func `A server that names itself is believed only under its name`() throws {
        let request = try request(issuer: "https://login.example.org")
        #expect(try request.code(from: "/?code=a&state=st&iss=https%3A%2F%2Flogin.example.org") == Secret("a"))
        for answer in ["/?code=a&state=st", "/?code=a&state=st&iss=https://evil.example"] {
            #expect(throws: OAuthError.otherIssuer) { try request.code(from: answer) }
        }
    }

    @Test func `A refusal is passed on`() throws {
        let request = try request()
        #expect(throws: OAuthError.refused(OAuthRefusal(code: "access_denied", words: "no way"))) {
            try request.code(from: "/?error=access_denied&error_description=no+way&state=st")
        }
    }

    @Test func `A path that was registered is the only one`() throws {
        let request = try request(redirectURI: "https://localhost/done")
        #expect(try request.code(from: "https://localhost/done?code=a&state=st") == Secret("a"))
        #expect(try request.code(from: "https://localhost/?code=a&state=st") == nil)
    }

    /// At the edge of ``OAuthLimits/callback``.
    @Test func `An address that is too long is none`() throws {
        let request = try request()
        let beginning = "/?state=st&code="
        let room = OAuthLimits.callback - beginning.utf8.count
        #expect(try request.code(from: beginning + String(repeating: "a", count: room)) != nil)
        #expect(try request.code(from: beginning + String(repeating: "a", count: room + 1)) == nil)
    }

    @Test func `An identity has to be made for this request`() throws {
        let request = try request(scope: "openid mail")
        #expect(ServerSample.fields(request.url)["nonce"] == "no")
        func response(_ claims: String?) throws -> TokenResponse {
            let token = claims.map { ",\"id_token\":\"e30.\(Base64URL.encode($0.utf8)).sig\"" } ?? ""
            return try TokenResponse(Array("{\"access_token\":\"a\"\(token)}".utf8))
        }
        try request.check(response(#"{"nonce":"no"}"#))
        for claims in [#"{"nonce":"yes"}"#, "{}", "[", nil] {
            let response = try response(claims)
            #expect(throws: OAuthError.otherNonce) { try request.check(response) }
        }
        try self.request().check(response(nil))
    }
}
