package import MailCore

/// A program that an authorization server knows.
package struct OAuthClient: Sendable {
    /// Public: it stands in addresses.
    package var identifier: String
    /// Nil for a program that cannot keep one (RFC 6749 §2.1).
    package var secret: Secret?

    package init(identifier: String, secret: Secret? = nil) {
        self.identifier = identifier
        self.secret = secret
    }

    /// Says who asks, in the body: all servers with mail take it so (RFC 6749 §2.3.1).
    func identify(in form: inout OAuthForm) {
        form.add("client_id", identifier)
        form.add("client_secret", secret: secret)
    }
}
