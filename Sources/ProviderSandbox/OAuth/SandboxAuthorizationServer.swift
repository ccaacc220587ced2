/// An OAuth 2.0 authorization server, as a machine: a request in, an answer out, and no clock but the one it is given.
///
/// It knows authorization codes with PKCE, devices (RFC 8628), refreshing with rotation, assertions of service accounts
/// (RFC 7523), programs in their own name, metadata (RFC 8414), registration (RFC 7591), introspection (RFC 7662), and
/// revocation (RFC 7009). Everybody who asks is one of its users: there are no passwords.
public struct SandboxAuthorizationServer: Sendable {
    /// May be changed between two requests.
    public var configuration: SandboxOAuthConfiguration
    let now: @Sendable () -> Int
    var consents: [String: Consent] = [:]
    var codes: [String: Code] = [:]
    var devices: [String: Device] = [:]
    var accessTokens: [String: Access] = [:]
    var refreshTokens: [String: Refresh] = [:]
    /// Each sign-in ever, by its number; false when it was taken back.
    var sessions: [Bool] = []

    /// - Parameter now: the time in seconds since 1970.
    public init(_ configuration: SandboxOAuthConfiguration, now: @escaping @Sendable () -> Int) {
        self.configuration = configuration
        self.now = now
    }

    /// Answers a request to any of its addresses.
    public mutating func answer(_ request: SandboxHTTPRequest) -> SandboxHTTPResponse {
        let query = SandboxForm(request.query)
        let form = SandboxForm(body: request.body)
        return switch (request.method, request.path) {
        case ("GET", "/.well-known/oauth-authorization-server"): metadata()
        case ("GET", "/authorize"): authorize(query)
        case ("POST", "/consent"): consent(form)
        case ("POST", "/token"): token(form)
        case ("POST", "/device"): beginDevice(form)
        case ("GET", "/activate"): .page("Code", "<p>Type the code that the other device shows.</p>")
        case ("POST", "/register"): register(request.body)
        case ("POST", "/revoke"): revoke(form)
        case ("POST", "/introspect"): introspect(form["token"])
        case ("GET", "/introspect"), ("GET", "/"): introspect(request.bearer)
        default: .page("Not found", "<p>There is nothing here.</p>", status: 404)
        }
    }

    /// All tokens, codes and secrets that were ever given out.
    public var secrets: [String] {
        Array(accessTokens.keys) + refreshTokens.keys + codes.keys + devices.keys
            + configuration.clients.compactMap(\.secret)
    }

    /// How many access tokens were given out.
    public var accessTokenCount: Int { accessTokens.count }

    /// A person takes back, on the provider's own page, what they agreed to.
    public mutating func revokeEverything(of user: String) {
        for access in accessTokens.values where access.user == user { sessions[access.session] = false }
        for refresh in refreshTokens.values where refresh.user == user { sessions[refresh.session] = false }
    }

    /// Ends every access token at once; refresh tokens stay.
    public mutating func endAccessTokens() {
        for token in accessTokens.keys { accessTokens[token]?.end = now() }
    }
}

// MARK: What it remembers

extension SandboxAuthorizationServer {
    /// Somebody who looks at the page that asks for consent.
    struct Consent: Sendable {
        var client: String
        var redirectURI: String
        var scope: String
        var challenge: String
        var state: String?
        var nonce: String?
        var user: String
    }

    struct Code: Sendable {
        var consent: Consent
        var end: Int
        var isUsed = false
        var session: Int
    }

    struct Device: Sendable {
        enum Decision: Sendable { case none, allowed(user: String), denied }

        var client: String
        var scope: String
        var userCode: String
        var end: Int
        var nextQuestion: Int
        var interval: Int
        var decision = Decision.none
    }

    struct Access: Sendable {
        var user: String
        var scope: String
        var client: String
        var end: Int
        var session: Int
    }

    struct Refresh: Sendable {
        var user: String
        var scope: String
        var client: String
        var session: Int
        var isUsed = false
    }
}

extension SandboxHTTPRequest {
    /// The token of the Authorization field (RFC 6750 §2.1).
    fileprivate var bearer: String? {
        let value = headers.first { $0.name == "authorization" }?.value
        return value.flatMap { $0.lowercased().hasPrefix("bearer ") ? String($0.dropFirst(7)) : nil }
    }
}

extension SandboxHTTPResponse {
    static func json(_ value: SandboxJSON, status: Int = 200) -> SandboxHTTPResponse {
        SandboxHTTPResponse(
            status: status,
            headers: [
                SandboxHTTPField("Content-Type", "application/json"), SandboxHTTPField("Cache-Control", "no-store"),
            ], body: Array(value.text.utf8))
    }

    /// RFC 6749 §5.2.
    static func error(_ code: String, _ words: String = "", status: Int = 400) -> SandboxHTTPResponse {
        .json(["error": .string(code), "error_description": .string(words)], status: status)
    }

    static func page(_ title: String, _ body: String, status: Int = 200) -> SandboxHTTPResponse {
        let html = "<!DOCTYPE html><html lang=\"en\"><title>\(title)</title><h1>\(title)</h1>\(body)</html>\n"
        return SandboxHTTPResponse(
            status: status, headers: [SandboxHTTPField("Content-Type", "text/html; charset=utf-8")],
            body: Array(html.utf8))
    }

    static func redirect(to location: String) -> SandboxHTTPResponse {
        SandboxHTTPResponse(status: 302, headers: [SandboxHTTPField("Location", location)])
    }
}
