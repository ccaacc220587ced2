package import MailCore

/// What a token is given for.
package enum Grant: Sendable {
    /// RFC 6749 §4.1.3.
    case authorizationCode(Secret, verifier: Secret, redirectURI: String)
    /// RFC 8628 §3.4.
    case deviceCode(Secret)
    /// RFC 6749 §6.
    case refreshToken(Secret)
    /// RFC 7523 §2.1.
    case assertion(Secret)
    /// RFC 6749 §4.4: the program itself, in place of a person.
    case clientCredentials

    func add(to form: inout OAuthForm) {
        switch self {
        case .authorizationCode(let code, let verifier, let redirectURI):
            form.add("grant_type", "authorization_code")
            form.add("code", secret: code)
            form.add("code_verifier", secret: verifier)
            form.add("redirect_uri", redirectURI)
        case .deviceCode(let code):
            form.add("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
            form.add("device_code", secret: code)
        case .refreshToken(let token):
            form.add("grant_type", "refresh_token")
            form.add("refresh_token", secret: token)
        case .assertion(let assertion):
            form.add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
            form.add("assertion", secret: assertion)
        case .clientCredentials:
            form.add("grant_type", "client_credentials")
        }
    }
}

/// One request to a token endpoint.
package struct TokenRequest: Sendable {
    let grant: Grant
    /// Nil where the grant itself says who asks.
    let client: OAuthClient?
    /// Nil for what was agreed to before.
    let scope: String?

    package init(_ grant: Grant, client: OAuthClient?, scope: String? = nil) {
        self.grant = grant
        self.client = client
        self.scope = scope
    }

    var form: OAuthForm {
        var form = OAuthForm()
        grant.add(to: &form)
        client?.identify(in: &form)
        form.add("scope", scope)
        return form
    }
}
