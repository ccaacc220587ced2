package import HTTPFetch
internal import MailCore

/// Where tokens come from, and what is asked of it.
package struct AuthorizationServer: Hashable, Sendable {
    /// As it names itself in answers; nil when it does not have to (RFC 9207 §2.4).
    package var issuer: String?
    /// Where a person signs in; nil when only programs can.
    package var authorizationEndpoint: HTTPURL?
    package var tokenEndpoint: HTTPURL
    /// RFC 8628.
    package var deviceEndpoint: HTTPURL?
    /// RFC 7009.
    package var revocationEndpoint: HTTPURL?
    /// RFC 7591.
    package var registrationEndpoint: HTTPURL?
    /// What a token has to be good for, separated by blanks.
    package var scope: String
    /// Who a browser on this computer is sent back to.
    package var redirectHost = "127.0.0.1"

    package init(tokenEndpoint: HTTPURL, scope: String) {
        self.tokenEndpoint = tokenEndpoint
        self.scope = scope
    }

    /// For people.
    package var name: String { HostName.display(tokenEndpoint.host) }
}
