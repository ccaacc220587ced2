import MailCore
import ProviderSandbox
import Testing

/// The sandbox's authorization server: what it has to refuse, it refuses.
@Suite struct SandboxAuthorizationServerTests {
    private static let issuer = "https://login.example.org"
    /// RFC 7636 appendix B.
    private static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    /// A server whose clock stands still.
    private final class Bench {
        var server: SandboxAuthorizationServer
        let clock = AtomicTime()

        init(_ configure: (inout SandboxOAuthConfiguration) -> Void = { _ in }) {
            var configuration = SandboxOAuthConfiguration(
                issuer: SandboxAuthorizationServerTests.issuer, users: ["alice@example.org", "bob@example.org"],
                clients: [SandboxOAuthClient("app"), SandboxOAuthClient("robot", secret: "s")])
            configuration.clients[1].actsForItself = true
            configuration.consentsAtOnce = true
            configure(&configuration)
            let clock = clock
            server = SandboxAuthorizationServer(configuration) { clock.seconds }
        }

        func post(_ path: String, _ fields: [String: String]) -> (status: Int, body: JSONTree?) {
            let body = fields.map { "\($0)=\($1.addingPercentEncoding())" }.joined(separator: "&")
            let answer = server.answer(SandboxHTTPRequest(method: "POST", path: path, body: Array(body.utf8)))
            return (answer.status, JSONTree(decoding: answer.body, maximumBytes: 10_000))
        }

        func authorize(_ changes: [String: String?] = [:]) -> SandboxHTTPResponse {
            var fields: [String: String?] = [
                "response_type": "code", "client_id": "app", "redirect_uri": "http://127.0.0.1:80",
                "code_challenge": SandboxAuthorizationServerTests.challenge, "code_challenge_method": "S256",
                "state": "s", "scope": "offline_access", "login_hint": "bob@example.org",
            ]
            fields.merge(changes) { $1 }
            let query = fields.compactMap { name, value in value.map { SandboxHTTPField(name, $0) } }
            return server.answer(SandboxHTTPRequest(path: "/authorize", query: query))
        }

        func code() -> String {
            let location = authorize().headers.first { $0.name == "Location" }?.value ?? ""
            return location.split(separator: "code=").last?.split(separator: "&").first.map(String.init) ?? ""
        }

        func exchange(_ code: String, verifier: String = SandboxAuthorizationServerTests.verifier) -> (status: Int, body: JSONTree?) {
            post(
                "/token",
                [
                    "grant_type": "authorization_code", "client_id": "app", "code": code, "code_verifier": verifier,
                    "redirect_uri": "http://127.0.0.1:80",
                ])
        }

        func refresh(_ token: String) -> (status: Int, body: JSONTree?) {
            post("/token", ["grant_type": "refresh_token", "client_id": "app", "refresh_token": token])
        }

        func isActive(_ token: String) -> Bool { post("/introspect", ["token": token]).body?["active"] == .bool(true) }
    }

    @Test func `A code is good once, for its verifier and for its time`() {
        let bench = Bench()
        let code = bench.code()
        let first = bench.exchange(code)
        #expect(first.status == 200)
        let access = first.body?["access_token"]?.text ?? ""
        #expect(bench.isActive(access))
        #expect(bench.exchange(code).status == 400)
        #expect(!bench.isActive(access), "whoever brings a code twice has it from somewhere")
        #expect(bench.exchange(bench.code(), verifier: "wrong").status == 400)
        let late = bench.code()
        bench.clock.advance(60)
        #expect(bench.exchange(late).status == 400)
        #expect(bench.exchange("made-up").status == 400)
    }

    @Test func `A browser is sent back only to where it may`() {
        let bench = Bench()
        #expect(bench.authorize().status == 302)
        for (name, value) in [("client_id", "other"), ("redirect_uri", "https://evil.example/"), ("redirect_uri", "http://127.0.0.1.evil.example:80")] {
            #expect(bench.authorize([name: value]).status == 400)
        }
        for (name, value) in [("response_type", "token"), ("scope", "everything"), ("code_challenge_method", "plain"), ("code_challenge", "")] {
            let location = bench.authorize([name: value]).headers.first { $0.name == "Location" }?.value
            #expect(location?.contains("error=") == true && location?.contains("state=s") == true)
        }
    }

    @Test func `A refresh token that is used twice ends the sign-in`() {
        let bench = Bench()
        let first = bench.exchange(bench.code()).body
        let token = first?["refresh_token"]?.text ?? ""
        let second = bench.refresh(token).body
        let rotated = second?["refresh_token"]?.text ?? ""
        #expect(rotated != token && !rotated.isEmpty)
        #expect(bench.refresh(token).status == 400)
        #expect(bench.refresh(rotated).status == 400)
        #expect(!bench.isActive(second?["access_token"]?.text ?? ""))
    }

    @Test func `A token ends with its life, and with its sign-in`() {
        let bench = Bench { $0.accessTokenLifetime = 20 }
        let body = bench.exchange(bench.code()).body
        let access = body?["access_token"]?.text ?? ""
        bench.clock.advance(19)
        #expect(bench.isActive(access))
        bench.clock.advance(1)
        #expect(!bench.isActive(access))
        let refreshed = bench.refresh(body?["refresh_token"]?.text ?? "").body
        let renewed = refreshed?["access_token"]?.text ?? ""
        #expect(bench.isActive(renewed))
        #expect(bench.post("/revoke", ["client_id": "app", "token": refreshed?["refresh_token"]?.text ?? ""]).status == 200)
        #expect(!bench.isActive(renewed))
        #expect(bench.post("/revoke", ["client_id": "app", "token": "unknown"]).status == 200)
        #expect(bench.post("/revoke", ["client_id": "nobody", "token": renewed]).status == 401)
    }

    @Test func `A device that asks too soon is told to slow down`() {
        let bench = Bench { $0.deviceInterval = 5 }
        let device = bench.post("/device", ["client_id": "app", "scope": "offline_access"]).body
        func ask() -> String? {
            let answer = bench.post(
                "/token",
                [
                    "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "client_id": "app",
                    "device_code": device?["device_code"]?.text ?? "",
                ])
            return answer.status == 200 ? "token" : answer.body?["error"]?.text
        }
        #expect(ask() == "authorization_pending")
        #expect(ask() == "slow_down")
        bench.clock.advance(9)
        #expect(ask() == "authorization_pending")
        let isKnown = bench.server.approve(userCode: device?["user_code"]?.text ?? "", as: "alice@example.org")
        #expect(isKnown)
        bench.clock.advance(15)
        #expect(ask() == "token")
        #expect(ask() == "expired_token")
    }

    @Test func `A program in its own name needs its secret`() {
        let bench = Bench()
        func ask(_ client: String, _ secret: String?) -> Int {
            var fields = ["grant_type": "client_credentials", "client_id": client]
            fields["client_secret"] = secret
            return bench.post("/token", fields).status
        }
        #expect(ask("robot", "s") == 200)
        #expect(ask("robot", "t") == 401)
        #expect(ask("robot", nil) == 401)
        #expect(ask("app", nil) == 400)
    }

    @Test func `Whoever registers may come back only to loopback addresses`() {
        let bench = Bench()
        func register(_ body: String) -> Int {
            bench.server.answer(SandboxHTTPRequest(method: "POST", path: "/register", body: Array(body.utf8))).status
        }
        #expect(register(#"{"redirect_uris":["http://127.0.0.1"]}"#) == 201)
        #expect(register(#"{"redirect_uris":["http://evil.example"]}"#) == 400)
        #expect(register("{}") == 400)
        bench.server.configuration.acceptsRegistration = false
        #expect(register(#"{"redirect_uris":["http://127.0.0.1"]}"#) == 403)
    }
}
