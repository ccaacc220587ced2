internal import MailCore
internal import Synchronization

/// The authorization server of a provider that takes access tokens: `https://auth.DOMAIN`, shared by all that ask it.
public final class SandboxAuthorization: Sendable {
    private let server: Mutex<SandboxAuthorizationServer>

    /// - Parameter addresses: of those who have an account.
    init(domain: String, addresses: [String]) {
        let configuration = SandboxOAuthConfiguration(issuer: "https://" + Self.host(of: domain), users: addresses)
        server = Mutex(SandboxAuthorizationServer(configuration) { SandboxClock.now })
    }

    static func host(of domain: String) -> String { "auth." + domain }

    func answer(_ request: SandboxHTTPRequest) -> SandboxHTTPResponse { server.withLock { $0.answer(request) } }

    /// Whose an access token is; nil for one that was never given out, has ended, or was taken back.
    func user(of token: String) -> String? {
        let path = "/introspect"
        let request = SandboxHTTPRequest(
            path: path, headers: [SandboxHTTPField("authorization", "Bearer " + token)])
        let answer = JSONTree(decoding: answer(request).body, maximumBytes: ByteLimits.configurationDocument)
        return answer?["sub"]?.text
    }

    /// Changes the server between two requests: what goes wrong there, or which tokens still count.
    public func change(_ body: (inout SandboxAuthorizationServer) -> Void) { server.withLock { body(&$0) } }
}

extension SandboxPersonality {
    /// Whether its servers take access tokens.
    var takesTokens: Bool { imap.mechanisms.contains("XOAUTH2") }
}
