internal import OAuth

/// The authorization server of an account, with all that is known of signing in there.
struct SignInServer {
    var server: AuthorizationServer
    /// As it stands in the configuration file.
    let issuer: String
    let redirectURI: String
    let applicationScope: String?
    let configuration: ClientConfiguration
    /// A person named it.
    let isTyped: Bool

    var name: String { server.name }
}
