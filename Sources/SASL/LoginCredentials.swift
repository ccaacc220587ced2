package import MailCore

/// Who logs in, and with what.
package struct LoginCredentials: Sendable {
    package enum Kind: Hashable, Sendable {
        case password
        /// An OAuth 2.0 access token (RFC 6750).
        case accessToken
    }

    package var username: String
    package var secret: Secret
    package var kind: Kind

    package init(username: String, secret: Secret, kind: Kind = .password) {
        self.username = username
        self.secret = secret
        self.kind = kind
    }
}
