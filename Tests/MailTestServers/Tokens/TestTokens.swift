package import MailCore
internal import Synchronization

/// Gives out the access tokens of one user, and tells a mail server which of them are good
/// (``DovecotConfiguration/tokenServer``).
package final class TestTokens: AccessTokenSource {
    fileprivate struct State {
        var issued: [Secret] = []
        var good: Set<String> = []
        var refused: [String] = []
        var lifetime: Duration?
        var isRevoked = false
    }

    private let user: String
    private let state: Mutex<State>

    /// - Parameter lifetime: what is told of each token; nil tells nothing.
    package init(of user: String, lifetime: Duration? = nil) {
        self.user = user
        state = Mutex(State(lifetime: lifetime))
    }

    /// The text of a token.
    package static func text(_ number: Int) -> String { "ya29.test-token-number-\(number)" }

    package func token(afterRefusalOf refused: Secret?) async throws(AccessTokenFailure) -> AccessToken {
        let token = state.withLock { state -> AccessToken? in
            if let refused { state.refused.append(state.text(of: refused)) }
            if state.isRevoked { return nil }
            // What is good is given again, as a store of tokens does.
            if refused == nil, let last = state.issued.last, state.good.contains(Self.text(state.issued.count)) {
                return AccessToken(secret: last)
            }
            let text = Self.text(state.issued.count + 1)
            let secret = Secret(text)
            state.issued.append(secret)
            state.good.insert(text)
            return AccessToken(secret: secret, expires: state.lifetime.map { .now + $0 })
        }
        guard let token else {
            throw AccessTokenFailure(
                Diagnostic(.noAccessToken, message: LocalizedText("The grant is revoked.", zhHans: "授权已被撤销。")))
        }
        return token
    }

    /// Ends every token so far.
    package func expire() { state.withLock { $0.good = [] } }

    /// The same, and there are no others.
    package func revoke() {
        state.withLock { state in
            state.good = []
            state.isRevoked = true
        }
    }

    /// Tokens given out (count).
    package var issued: Int { state.withLock { $0.issued.count } }

    /// The texts of tokens that were said to be refused.
    package var refused: [String] { state.withLock { $0.refused } }

    /// Runs the server that is asked (RFC 7662 §2.2).
    package func withServer<Value: Sendable>(_ body: (UInt16) async throws -> Value) async throws -> Value {
        try await HTTPTestServer.run(certificate: nil) { _, head in
            let isGood = self.state.withLock { state in state.good.contains { head.contains("Bearer \($0)\r\n") } }
            return HTTPTestServer.response(
                headers: ["Content-Type: application/json"],
                body: isGood ? #"{"active":true,"username":"\#(self.user)"}"# : #"{"active":false}"#)
        } body: {
            try await body($0)
        }
    }
}

extension TestTokens.State {
    fileprivate func text(of secret: Secret) -> String {
        issued.firstIndex { $0 === secret }.map { TestTokens.text($0 + 1) } ?? "unknown"
    }
}
