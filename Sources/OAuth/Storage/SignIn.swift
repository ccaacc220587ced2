package import HTTPFetch
package import MailCore

/// What is kept of a sign-in: all that the next access token takes.
package struct SignIn: Sendable {
    /// How a token is got.
    package enum Way: Sendable {
        /// With what the person agreed to.
        case refreshToken(Secret)
        /// By the word of a service account, whose key stays in its file.
        case serviceAccount(keyFile: String)
        /// By the program itself.
        case clientCredentials
    }

    /// Whose it is: a mail address, or `@` and a domain for everybody in it.
    package var account: String
    package var way: Way
    package var client: OAuthClient
    package var tokenEndpoint: HTTPURL
    package var revocationEndpoint: HTTPURL?
    package var scope: String?
    /// A person named the server: it may be in their own network.
    package var trustsHost: Bool
    /// The token that was got last.
    package var access: Access?

    /// An access token and its times, in seconds since 1970.
    package struct Access: Sendable {
        package var token: Secret
        package var expires: Int?
        /// From then on a new one is asked for.
        package var renewal: Int?
        /// Whom it was made for, where the sign-in is for many.
        package var person: String
    }

    package init(
        account: String, way: Way, client: OAuthClient, tokenEndpoint: HTTPURL, revocationEndpoint: HTTPURL? = nil,
        scope: String?, trustsHost: Bool = false
    ) {
        self.account = account
        self.way = way
        self.client = client
        self.tokenEndpoint = tokenEndpoint
        self.revocationEndpoint = revocationEndpoint
        self.scope = scope
        self.trustsHost = trustsHost
    }

    /// Takes over what a token endpoint gave.
    ///
    /// - Parameters:
    ///   - person: whom it was asked for.
    ///   - time: when it was asked for, in seconds since 1970.
    package mutating func take(_ response: TokenResponse, for person: String, at time: Int) {
        // A server that rotates invalidates the old one (RFC 6749 §6).
        if case .refreshToken = way, let rotated = response.refreshToken { way = .refreshToken(rotated) }
        let lifetime = response.lifetime.map { Int($0.components.seconds) }
        let margin = lifetime.map { min(Int(OAuthLimits.renewalMargin.components.seconds), $0 / 2) } ?? 0
        access = Access(
            token: response.accessToken, expires: lifetime.map { time + $0 },
            renewal: lifetime.map { time + $0 - margin }, person: person)
    }

    /// All that must not come to light.
    package var secrets: [Secret] {
        var secrets = [access?.token, client.secret].compactMap(\.self)
        if case .refreshToken(let token) = way { secrets.append(token) }
        return secrets
    }
}
