import HTTPFetch
import MailCore
import Testing

@testable import OAuth

/// An authorization server and its answers, without a network.
enum ServerSample {
    static func server() throws -> AuthorizationServer {
        var server = AuthorizationServer(
            tokenEndpoint: try #require(HTTPURL("https://login.example.org/token")), scope: "mail offline_access")
        server.authorizationEndpoint = HTTPURL("https://login.example.org/authorize?policy=7")
        return server
    }

    static let client = OAuthClient(identifier: "godwit test", secret: Secret("shh&h"))

    /// The fields of a form or of a query.
    static func fields(_ text: some StringProtocol) -> [String: String] {
        let pairs = String(text).split(separator: "&" as Character).map { part in
            part.split(separator: "=" as Character, maxSplits: 1).map { String($0) }
        }
        return Dictionary(
            pairs.map { ($0[0], $0.count == 2 ? $0[1].removingPercentEncoding() ?? "?" : "") },
            uniquingKeysWith: { first, _ in first })
    }
}

/// Secrets are compared by tests alone.
func == (lhs: Secret?, rhs: Secret?) -> Bool { lhs?.text == rhs?.text }

func != (lhs: Secret?, rhs: Secret?) -> Bool { lhs?.text != rhs?.text }
