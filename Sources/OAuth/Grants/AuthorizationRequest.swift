internal import HTTPFetch
package import MailCore

/// One sign-in in a browser: where to send the person, and what may come back (RFC 6749 §4.1, RFC 7636, RFC 8252).
package struct AuthorizationRequest: Sendable {
    /// What to show to the person and to the browser.
    package let url: String
    /// Where the browser is sent in the end.
    package let redirectURI: String
    private let state: Secret
    private let nonce: Secret?
    private let pkce: PKCE
    private let issuer: String?

    /// - Parameters:
    ///   - hint: the address whose account is meant, so that the page offers it.
    ///   - languages: of the person, as BCP 47 tags.
    /// - Throws: when the server has no page to sign in.
    package init(
        at server: AuthorizationServer, client: OAuthClient, redirectURI: String, hint: String?, language: Language
    ) throws(OAuthError) {
        try self.init(
            at: server, client: client, redirectURI: redirectURI, hint: hint, language: language,
            state: RandomText.secret(), nonce: RandomText.secret(), pkce: PKCE())
    }

    init(
        at server: AuthorizationServer, client: OAuthClient, redirectURI: String, hint: String?, language: Language,
        state: Secret, nonce: Secret, pkce: PKCE
    ) throws(OAuthError) {
        guard let endpoint = server.authorizationEndpoint else { throw .noSignInPage }
        // Who is asked for an identity has to prove that it was asked for here (OpenID Connect Core §3.1.2.1).
        self.nonce = server.scope.split(separator: " ").contains("openid") ? nonce : nil
        var form = OAuthForm()
        form.add("response_type", "code")
        form.add("client_id", client.identifier)
        form.add("redirect_uri", redirectURI)
        form.add("scope", server.scope)
        form.add("state", secret: state)
        form.add("nonce", secret: self.nonce)
        form.add("code_challenge", pkce.challenge)
        form.add("code_challenge_method", "S256")
        form.add("login_hint", hint)
        form.add("ui_locales", language.rawValue)
        let separator = endpoint.target.contains("?") ? "&" : "?"
        url = endpoint.description + separator + String(decoding: form.body, as: UTF8.self)
        self.redirectURI = redirectURI
        self.state = state
        self.pkce = pkce
        issuer = server.issuer
    }

    /// Exchanges the code.
    func grant(for code: Secret) -> Grant {
        .authorizationCode(code, verifier: pkce.verifier, redirectURI: redirectURI)
    }

    // MARK: What comes back

    /// Reads an address that a browser was sent to.
    ///
    /// - Parameter target: its path and query, or a whole URL that somebody pasted.
    /// - Returns: nil when it is no answer at all, such as a request for an icon.
    /// - Throws: the server's refusal; or an answer to somebody else's question, which no code is taken from.
    package func code(from target: String) throws(OAuthError) -> Secret? {
        let target = target.trimmingBlanks().prefix { $0 != "#" }
        guard target.utf8.count <= OAuthLimits.callback, let mark = target.firstIndex(of: "?") else { return nil }
        guard Self.path(of: target[..<mark]) == Self.path(of: redirectURI[...]) else { return nil }
        let query = OAuthQuery(target[target.index(after: mark)...])
        guard query["code"] != nil || query["error"] != nil else { return nil }
        // RFC 6749 §10.12: before anything else is believed.
        guard let state = query["state"], Secret(state).equals(self.state) else { throw .otherState }
        if let issuer, query["iss"] != issuer { throw .otherIssuer }
        if let error = query["error"] {
            throw .refused(OAuthRefusal(code: error, words: query["error_description"] ?? ""))
        }
        return query["code"].map { Secret($0) }
    }

    /// What follows the authority; `/` when nothing does.
    private static func path(of text: Substring) -> Substring {
        guard let scheme = text.firstRange(of: "://") else { return text.isEmpty ? "/" : text }
        let rest = text[scheme.upperBound...]
        return rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    }

    /// The identity, where one was asked for, was made for this very request (OpenID Connect Core §3.1.3.7). It came
    /// from the token endpoint itself, over TLS, so that its signature adds nothing.
    package func check(_ response: TokenResponse) throws(OAuthError) {
        guard let nonce else { return }
        let parts = response.identity?.text.split(separator: ".") ?? []
        let claims = parts.count == 3 ? Base64URL.decode(parts[1]) : nil
        let named = claims.flatMap { JSONTree(decoding: $0, maximumBytes: OAuthLimits.answer)?["nonce"]?.text }
        guard let named, Secret(named).equals(nonce) else { throw .otherNonce }
    }
}
