package import MailCore

/// What a token endpoint gives (RFC 6749 §5.1).
package struct TokenResponse: Sendable {
    package let accessToken: Secret
    /// Nil when it is not told.
    package let lifetime: Duration?
    /// Nil when the old one stays good.
    package let refreshToken: Secret?
    /// What it is good for; nil for what was asked.
    package let scope: String?
    /// Of OpenID Connect.
    let identity: Secret?

    init(_ body: [UInt8]) throws(OAuthError) {
        guard let document = JSONTree(decoding: body, maximumBytes: OAuthLimits.answer),
            let access = Self.token("access_token", in: document)
        else { throw .malformedAnswer("access_token") }
        // A token of another kind is nothing that a mail server takes. Some leave the kind out.
        guard document["token_type"]?.text.map({ $0.lowercased() == "bearer" }) ?? true else {
            throw .malformedAnswer("token_type")
        }
        accessToken = access
        refreshToken = Self.token("refresh_token", in: document)
        identity = Self.token("id_token", in: document)
        scope = document["scope"]?.text.map { DisplayText.clean($0) }
        lifetime = document["expires_in"]?.whole.flatMap { seconds in
            seconds > 0 ? min(.seconds(seconds), OAuthLimits.lifetime) : nil
        }
    }

    /// Nil for what is no token: empty, too long, or with bytes that would end a header (RFC 6750 §2.1).
    private static func token(_ name: String, in document: JSONTree) -> Secret? {
        guard let text = document[name]?.text, (1...ByteLimits.secret).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return Secret(text)
    }
}
