/// How a server wants its user to log in, in the words of Mozilla's autoconfig format.
public enum AuthenticationMethod: String, Hashable, Sendable, Codable {
    /// The password itself, protected only by TLS.
    case passwordCleartext = "password-cleartext"
    /// A challenge and response, such as CRAM-MD5 or SCRAM.
    case passwordEncrypted = "password-encrypted"
    /// An OAuth 2.0 access token.
    case oauth2 = "OAuth2"
    case gssapi = "GSSAPI"
    case ntlm = "NTLM"
    case clientCertificate = "TLS-client-cert"
    /// No login at all (outgoing servers only).
    case none
}
