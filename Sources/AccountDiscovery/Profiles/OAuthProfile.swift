/// How one signs in to a provider in the browser (OAuth 2.0), and what to ask for there. It has no client id: those
/// belong to the user or the organisation.
public struct OAuthProfile: Hashable, Sendable {
    /// The provider's name for it: an https address with metadata (RFC 8414), or the name of a host.
    public var issuer: String
    /// What a token has to be good for, separated by blanks; nil for what the metadata says.
    public var scope: String?
    /// Where a person signs in; nil for what the metadata says.
    public var authorizationURL: String?
    /// Where tokens are made; nil for what the metadata says.
    public var tokenURL: String?
    /// Where a sign-in on another device begins (RFC 8628); nil where there is none for mail.
    public var deviceURL: String?
    /// Where a sign-in is taken back (RFC 7009); nil where there is no such place.
    public var revocationURL: String?
    /// Where a program makes itself known (RFC 7591); nil where a person has to.
    public var registrationURL: String?
    /// Where the browser is sent back to. At a loopback address with http any port can be added.
    public var redirectURI = "http://127.0.0.1"
    /// The part of the addresses in whose place an organisation's name can stand.
    public var tenant: String?
    /// The scope for a program that acts in its own name; nil where none can.
    public var applicationScope: String?

    /// A server that says everything else itself.
    public init(issuer: String) { self.issuer = issuer }

    /// The same of one organisation.
    public func of(tenant name: String) -> OAuthProfile {
        guard let tenant else { return self }
        func replaced(_ url: String?) -> String? { url?.replacing("/\(tenant)/", with: "/\(name)/") }
        var copy = self
        copy.authorizationURL = replaced(authorizationURL)
        copy.tokenURL = replaced(tokenURL)
        copy.deviceURL = replaced(deviceURL)
        copy.revocationURL = replaced(revocationURL)
        return copy
    }
}
